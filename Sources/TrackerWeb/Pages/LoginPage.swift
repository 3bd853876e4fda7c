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
        let known = Cookies(request.headers).secret(NewCookie.csrf)
        guard let csrf = known ?? APIToken()?.text else {
            throw StoreError(.unavailable, "the system gives no random numbers")
        }
        var answer = Answer.html(page.page(csrf: csrf), status: status)
        answer.headers[.cacheControl] = "no-store"
        answer.set(
            NewCookie(NewCookie.csrf, csrf, life: Store.sessionLife / 1_000_000, isHidden: false),
            scheme: request.scheme
        )
        return answer
    }
}

extension SignIn.Refusal {
    /// In the words of a page. What concerns forgery says what to do.
    fileprivate var words: String {
        guard message.hasPrefix("CSRF") else { return message }
        return
            "This form was not sent by the page of this site that you have open, or your browser "
            + "keeps no cookies. Please try again."
    }
}

/// The form to sign in.
struct LoginPage {
    let next: Link?
    var username = ""
    var trouble: String?

    func page(csrf: String) -> Page {
        Page(title: "Sign in") { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: "Sign in")
                html.element(
                    .p,
                    .class("dim"),
                    text: "Reading, searching and reviewing by mail need no account."
                )
                if let trouble { html.element(.p, .class("wrong"), .alert, text: trouble) }
                html.element(.form, .class("form panel"), .post, .action(.login(next: nil))) {
                    html in
                    html.csrf(csrf)
                    if let next {
                        html.void(.input, .type("hidden"), .name("next"), .value(next.text))
                    }
                    writeFields(&html)
                    html.element(.button, .class("primary"), .type("submit"), text: "Sign in")
                }
            }
        }
    }

    private func writeFields(_ html: inout HTMLWriter) {
        html.element(.label, .for("username"), text: "User name")
        html.void(
            .input,
            .id("username"),
            .name("username"),
            .type("text"),
            .value(username),
            .autocomplete("username"),
            .uncapitalised,
            .required
        )
        html.element(.label, .for("password"), text: "Password")
        html.void(
            .input,
            .id("password"),
            .name("password"),
            .type("password"),
            .autocomplete("current-password"),
            .required
        )
    }
}
