import HTTPTypes
import TrackerHTTP
import TrackerMail
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/user/password-reset/`: asks for the address that gets a link.
    func resetPassword(_ request: Request) async throws -> Answer {
        guard let sender = mailSender else { return noMail("Password forgotten", request) }
        var page = PasswordPages.Forgotten()
        guard request.method == .post else { return try formAnswer(request, .ok, page.page) }
        do {
            page.email = try ownForm(request).text("email")
            page.faults["email"] = AddressRule.fault(of: page.email)
            guard page.faults.isEmpty else {
                return try formAnswer(request, .badRequest, page.page)
            }
            try signIn.countMail(to: page.email, from: request.client)
            try await check(sender)
        } catch let refusal as SignIn.Refusal {
            page.faults = ["": refusal.words]
            var answer = try formAnswer(request, refusal.status, page.page)
            answer.headers[.retryAfter] = refusal.retryAfter.map(String.init)
            return answer
        } catch is MailTrouble {
            page.faults = Self.mailTrouble
            return try formAnswer(request, .serviceUnavailable, page.page)
        }
        // Not waited for: how long it takes would say whether there is such an account.
        let email = page.email
        errands.start { await mailPassword(to: email, by: sender) }
        return .redirect(to: .passwordMailed, status: .seeOther)
    }

    private func mailPassword(to email: String, by sender: MailSender) async {
        do {
            for (account, key) in try await store.requestPassword(for: email) {
                do {
                    try await sender.send(AccountMails(sender).password(of: account, key: key))
                } catch {
                    try await store.withdrawConfirmation(key)
                    throw error
                }
            }
        } catch {
            reportMail(error)
        }
    }

    /// `/user/password-reset/UID/KEY/`: what the mailed link leads to.
    func makePassword(_ account: Int64, _ key: String, _ request: Request) async throws -> Answer {
        guard let found = try await store.confirmation(key), found.kind == .password,
            let owner = found.account, owner.id == account, found.status == .open
        else { return .html(PasswordPages.tooLate, status: .notFound) }
        var page = PasswordPages.New(account: owner, key: key)
        guard request.method == .post else { return try formAnswer(request, .ok, page.page) }
        do {
            page.take(try ownForm(request))
            guard page.faults.isEmpty else {
                return try formAnswer(request, .badRequest, page.page)
            }
            let hash = try await signIn.hash(of: page.password)
            try await store.resetPassword(key, of: account, to: hash)
        } catch let refusal as SignIn.Refusal {
            page.faults = ["": refusal.words]
            return try formAnswer(request, refusal.status, page.page)
        } catch is ConfirmationRefusal {
            return .html(PasswordPages.tooLate, status: .notFound)
        }
        tellPasswordChanged(owner)
        return .redirect(to: .passwordMade, status: .seeOther)
    }

    /// `/user/password-change/`, with the session checked.
    func changePassword(_ session: WebSession, _ request: Request) async throws -> Answer {
        var page = PasswordPages.Change(account: session.account)
        guard request.method == .post else { return try formAnswer(request, .ok, page.page) }
        do {
            let form = request.form ?? Query(parsing: "")
            let known = try await signIn.account(
                session.account.username,
                form.last("old_password") ?? "",
                from: request.client
            )
            page.take(form, isOldRight: known?.id == session.account.id)
            guard page.faults.isEmpty else {
                return try formAnswer(request, .badRequest, page.page)
            }
            let hash = try await signIn.hash(of: page.password)
            try await store.changePassword(of: session.account.id, to: hash, by: session.author)
        } catch let refusal as SignIn.Refusal {
            page.faults = ["": refusal.words]
            var answer = try formAnswer(request, refusal.status, page.page)
            answer.headers[.retryAfter] = refusal.retryAfter.map(String.init)
            return answer
        }
        tellPasswordChanged(session.account)
        var answer = Answer.redirect(to: .passwordChanged, status: .seeOther)
        try await signIn.beginSession(of: session.account, request, in: &answer)
        return answer
    }

    /// Tells the owner of an account, in case that it was somebody else.
    private func tellPasswordChanged(_ account: Account) {
        guard let sender = mailSender, OutgoingMail.canReach(account.email) else { return }
        errands.start {
            do {
                try await sender.send(AccountMails(sender).passwordChanged(of: account))
            } catch {
                reportMail(error)
            }
        }
    }
}

/// The forms about passwords.
enum PasswordPages {
    struct Forgotten: Sendable {
        var email = ""
        var faults: FormFaults = [:]

        func page(csrf: String) -> Page {
            let field = FormField(
                name: "email",
                label: "Mail address of your account",
                type: "email",
                value: email,
                autocomplete: "email",
                longest: OutgoingMail.addressLength,
                isName: true
            )
            return PasswordPages.form(
                "Password forgotten",
                "You get a mail with a link, by which you choose a new one.",
                (.passwordReset, "Mail me a link"),
                [field],
                faults,
                csrf
            )
        }
    }

    struct New: Sendable {
        let account: Account
        let key: String
        var password = ""
        var faults: FormFaults = [:]

        init(account: Account, key: String) {
            self.account = account
            self.key = key
        }

        mutating func take(_ form: Query) {
            password = form.last("new_password1") ?? ""
            faults = PasswordPages.faults(of: form, account)
        }

        func page(csrf: String) -> Page {
            PasswordPages.form(
                "Choose a new password",
                "For your account \(account.username). All browsers are signed out.",
                (.passwordLink(account.id, key), "Set the password"),
                PasswordPages.newFields,
                faults,
                csrf,
                of: account
            )
        }
    }

    struct Change: Sendable {
        let account: Account
        var password = ""
        var faults: FormFaults = [:]

        init(account: Account) { self.account = account }

        mutating func take(_ form: Query, isOldRight: Bool) {
            password = form.last("new_password1") ?? ""
            faults = PasswordPages.faults(of: form, account)
            if !isOldRight { faults["old_password"] = "This is not your password." }
        }

        func page(csrf: String) -> Page {
            let old = FormField(
                name: "old_password",
                label: "Password until now",
                type: "password",
                autocomplete: "current-password"
            )
            return PasswordPages.form(
                "Change your password",
                "All other browsers are signed out. Tokens go on working.",
                (.passwordChange, "Change the password"),
                [old] + PasswordPages.newFields,
                faults,
                csrf,
                of: account
            )
        }
    }

    private static func faults(of form: Query, _ account: Account) -> FormFaults {
        let password = form.last("new_password1") ?? ""
        let own = [account.username, account.email, account.firstName, account.lastName]
        var faults: FormFaults = [:]
        faults["new_password1"] = PasswordRule.fault(of: password, own: own)
        if password != form.last("new_password2") ?? "" {
            faults["new_password2"] = "This is not the same as above."
        }
        return faults
    }

    private static let newFields = [
        FormField(
            name: "new_password1",
            label: "New password",
            type: "password",
            hint: "At least \(PasswordRule.shortest) characters.",
            autocomplete: "new-password"
        ),
        FormField(
            name: "new_password2",
            label: "New password, once more",
            type: "password",
            autocomplete: "new-password"
        ),
    ]

    private static func form(
        _ title: String,
        _ lead: String,
        _ button: (link: Link, text: String),
        _ fields: [FormField],
        _ faults: FormFaults,
        _ csrf: String,
        of account: Account? = nil
    ) -> Page {
        Page(title: title) { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: title)
                html.element(.p, .class("dim lead"), text: lead)
                html.trouble(faults)
                html.element(.form, .class("form panel"), .post, .action(button.link)) { html in
                    html.csrf(csrf)
                    if let account { nameAccount(account, &html) }
                    for field in fields { html.field(field, faults) }
                    html.element(.button, .class("primary"), .type("submit"), text: button.text)
                }
            }
        }
    }

    /// Tells a keeper of passwords whose the new one is; nobody sees it, and it is not read.
    private static func nameAccount(_ account: Account, _ html: inout HTMLWriter) {
        html.void(
            .input,
            .type("text"),
            .name("username"),
            .value(account.username),
            .autocomplete("username"),
            .unseen
        )
    }

    static let mailed = ConfirmationPages.plain(
        "Look into your mail",
        "If there is an account with this address, a mail is on its way to it. The link in it works "
            + "for 3 days, once."
    ) { $0.element(.a, .href(.login(next: nil)), text: "Sign in") }

    static let made = ConfirmationPages.plain(
        "Your password is set",
        "All browsers were signed out."
    ) { $0.element(.a, .class("button"), .href(.login(next: nil)), text: "Sign in") }

    static let changed = ConfirmationPages.plain(
        "Your password is changed",
        "All other browsers were signed out. Tokens go on working; you can revoke them on the page "
            + "of your account."
    ) { $0.element(.a, .href(.profile), text: "Your account") }

    static let tooLate = ConfirmationPages.plain(
        "This link does not work any more",
        "It works once, for 3 days, and until the password is changed another way."
    ) { $0.element(.a, .href(.passwordReset), text: "Ask for another one") }
}
