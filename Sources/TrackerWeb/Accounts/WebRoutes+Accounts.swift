import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// Answers what is about accounts.
    func answer(to route: AccountRoute, _ request: Request) async throws -> Answer {
        do {
            return try await openAnswer(to: route, request)
        } catch let refusal as SignIn.Refusal {
            return Self.refused(refusal)
        } catch let refusal as ChangeRefusal {
            guard case .missing = refusal else { throw refusal }
            return .notFound
        }
    }

    /// What needs no account.
    private func openAnswer(to route: AccountRoute, _ request: Request) async throws -> Answer {
        switch route {
        case .register: try await register(request)
        case .registered: .html(RegistrationPage.sent)
        case .confirm(let key): try await confirm(key, request)
        case .passwordReset: try await resetPassword(request)
        case .passwordMailed: .html(PasswordPages.mailed)
        case .passwordLink(let account, let key):
            try await makePassword(account, key, request)
        case .passwordMade: .html(PasswordPages.made)
        case .stopMail: try await changeMail(false, request)
        case .startMail: try await changeMail(true, request)
        case .mailSettingsMailed: .html(MailSettingsPage.sent)
        case .pwclientrc(let name): try await pwclientrc(name, request)
        case .about: .html(AboutSitePage.page)
        case .help: .redirect(to: .aboutSite, status: .movedPermanently)
        case .submitters: try await completeSubmitter(request)
        case .delegates: try await completeDelegate(request)
        default: try await ownAnswer(to: route, request)
        }
    }

    /// What is there for whoever is signed in, and is about himself.
    private func ownAnswer(to route: AccountRoute, _ request: Request) async throws -> Answer {
        guard let session = PageViewer.current?.session else {
            let isReading = request.method == .get || request.method == .head
            let next = isReading ? LocalPath.checked(request.target) : Link.profile.text
            return .redirect(to: .login(next: next), status: isReading ? .found : .seeOther)
        }
        if request.method == .post { try signIn.requireOwnForm(request, csrf: session.csrf) }
        switch route {
        case .settings: return try await changeSettings(session, request)
        case .ownStyle: return try await ownStyle(session, request)
        case .ownStyleForm: return try await changeOwnStyle(session, request)
        case .passwordChange: return try await changePassword(session, request)
        case .passwordChanged: return .html(PasswordPages.changed)
        case .link: return try await link(session, request)
        case .unlink(let person): return try await unlink(person, session, request)
        case .addressMail(let person): return try await changeMail(of: person, session, request)
        case .generateToken: return try await renewToken(session)
        case .tokens: return try await makeToken(session, request)
        case .revokeToken(let id): return try await revokeToken(id, session, request)
        case .endSessions: return try await endOtherSessions(session, request)
        default: return try await profile(session, request)
        }
    }

    // MARK: Forms of strangers

    /// A page with a form that strangers may send: it and the browser get the same token.
    func formAnswer(
        _ request: Request,
        _ status: HTTPResponse.Status = .ok,
        _ page: (_ csrf: String) -> Page
    ) throws -> Answer {
        if let session = PageViewer.current?.session {
            return Self.unkept(.html(page(session.csrf), status: status))
        }
        let known = Cookies(request.headers).secret(NewCookie.csrf)
        guard let csrf = known ?? APIToken()?.text else {
            throw StoreError(.unavailable, "the system gives no random numbers")
        }
        var answer = Self.unkept(.html(page(csrf), status: status))
        answer.set(
            NewCookie(NewCookie.csrf, csrf, life: Store.sessionLife / 1_000_000, isHidden: false),
            scheme: request.scheme
        )
        return answer
    }

    /// The fields of a form of this site, whoever sent it.
    ///
    /// - Throws: `SignIn.Refusal` where it is none.
    func ownForm(_ request: Request) throws -> Query {
        let cookie = Cookies(request.headers).secret(NewCookie.csrf)
        try signIn.requireOwnForm(
            request,
            csrf: PageViewer.current?.session?.csrf ?? cookie ?? ""
        )
        return request.form ?? Query(parsing: "")
    }

    /// An answer that no browser keeps on its disk.
    static func unkept(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers[.cacheControl] = "no-store"
        return answer
    }

    private static func refused(_ refusal: SignIn.Refusal) -> Answer {
        let page = Page(title: "Not done") { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: "This was not done")
                html.element(.p, .class("wrong"), .alert, text: refusal.words)
                html.element(.p) { $0.element(.a, .href(.profile), text: "Your account") }
            }
        }
        var answer = Answer.html(page, status: refusal.status)
        answer.headers[.retryAfter] = refusal.retryAfter.map(String.init)
        return answer
    }
}

extension WebSession {
    /// As whom changes through pages are written down.
    var author: ChangeAuthor { ChangeAuthor(account: account, way: .page) }
}
