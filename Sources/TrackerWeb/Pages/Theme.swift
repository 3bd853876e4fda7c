import HTTPTypes
import TrackerHTTP

extension WebRoutes {
    /// `/theme/`: light, dark, or as the system says. The browser keeps it; nobody else hears of it.
    func chooseTheme(_ request: Request) throws -> Answer {
        do {
            // Strangers have no token; and there is nothing to gain here.
            try SignIn.requireOwnOrigin(request)
        } catch let refusal as SignIn.Refusal {
            return .refusal(refusal)
        }
        let next = Link.local(request.form?.last("next")) ?? .front
        let theme = request.form?.last("theme").flatMap(PageViewer.Theme.init(rawValue:))
        var answer = Answer.redirect(to: next, status: .seeOther)
        answer.set(
            NewCookie(
                NewCookie.theme,
                theme?.rawValue ?? "",
                life: theme == nil ? 0 : 365 * 86_400,
                isHidden: false
            ),
            scheme: request.scheme
        )
        return answer
    }
}
