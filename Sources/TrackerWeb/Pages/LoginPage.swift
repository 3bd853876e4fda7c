import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/user/login/`: the form, and what it sends.
    func login(_ request: Request) async throws -> Answer {
        let next = Link.local(request.form?.last("next") ?? request.query.last("next"))
        guard request.method == .post else {
            if PageViewer.current?.session != nil { return .redirect(to: next ?? .front) }
            return try loginPage(request, LoginPage(next: next))
        }
        var page = LoginPage(next: next)
        guard let form = request.form else {
            page.trouble = "This is no form that was sent by a browser."
            return try loginPage(request, page, .unsupportedMediaType)
        }
        page.username = form.last("username") ?? ""
        do {
            // A browser without the cookie has not seen the form.
            try signIn.requireOwnForm(
                request,
                csrf: Cookies(request.headers).secret(NewCookie.csrf) ?? ""
            )
            let account = try await signIn.account(
                page.username,
                form.last("password") ?? "",
                from: request.client
            )
            guard let account else {
                page.trouble = "The user name or the password is not right."
                return try loginPage(request, page, .forbidden)
            }
            var answer = Answer.redirect(to: next ?? .front, status: .seeOther)
            try await signIn.beginSession(of: account, request, in: &answer)
            return answer
        } catch let refusal as SignIn.Refusal {
            page.trouble = refusal.words
            var answer = try loginPage(request, page, refusal.status)
            answer.headers[.retryAfter] = refusal.retryAfter.map(String.init)
            return answer
        }
    }

    /// `/user/logout/`, which only a form of this site can send.
    func logout(_ request: Request) async throws -> Answer {
        let next = Link.local(request.form?.last("next")) ?? .front
        guard let session = PageViewer.current?.session else {
            return .redirect(to: next, status: .seeOther)
        }
        do {
            try signIn.requireOwnForm(request, csrf: session.csrf)
        } catch let refusal as SignIn.Refusal {
            return .refusal(refusal)
        }
        var answer = Answer.redirect(to: next, status: .seeOther)
        try await signIn.endSession(session, request, in: &answer)
        return answer
    }

    private func loginPage(
        _ request: Request,
        _ page: LoginPage,
        _ status: HTTPResponse.Status = .ok
    ) throws -> Answer {
        var page = page
        page.sendsMail = mailSender != nil
        return try formAnswer(request, status, page.page)
    }
}

extension SignIn.Refusal {
    /// In the words of a page. What concerns forgery says what to do.
    var words: String {
        guard message.hasPrefix("CSRF") else { return message }
        return
            "This form was not sent by the page of this site that you have open, or your browser "
            + "keeps no cookies. Please try again."
    }
}

/// The form to sign in.
struct LoginPage: Sendable {
    let next: Link?
    var username = ""
    var trouble: String?
    /// Whether there are accounts for everybody, and new passwords for those who forgot theirs.
    var sendsMail = false

    init(next: Link?) { self.next = next }

    func page(csrf: String) -> Page {
        Page(title: "Sign in") { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: "Sign in")
                html.element(
                    .p,
                    .class("dim lead"),
                    text: "Reading, searching and reviewing by mail need no account. Sign in to "
                        + "change states, keep bundles and use the API."
                )
                if let trouble { html.element(.p, .class("wrong"), .alert, text: trouble) }
                writeForm(csrf, &html)
                html.element(
                    .p,
                    .class("note dim lead"),
                    text: "An account belongs to addresses that were proved by mail. Patches sent "
                        + "from them are yours at once, also old ones."
                )
            }
        }
    }

    private func writeForm(_ csrf: String, _ html: inout HTMLWriter) {
        html.element(.form, .class("form panel"), .post, .action(.login(next: nil))) { html in
            html.csrf(csrf)
            if let next {
                html.void(.input, .type("hidden"), .name("next"), .value(next.text))
            }
            for field in fields { html.field(field, [:]) }
            html.element(.button, .class("primary"), .type("submit"), text: "Sign in")
            guard sendsMail else { return }
            html.element(.p, .class("row")) { html in
                html.element(.a, .href(.passwordReset), text: "Password forgotten")
                html.element(.a, .href(.register), text: "New account")
            }
        }
    }

    private var fields: [FormField] {
        [
            FormField(
                name: "username",
                label: "User name or address",
                value: username,
                autocomplete: "username",
                isName: true
            ),
            FormField(
                name: "password",
                label: "Password",
                type: "password",
                autocomplete: "current-password"
            ),
        ]
    }
}
