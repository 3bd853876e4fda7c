import HTTPTypes
import TrackerHTTP
import TrackerMail
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/register/`: the form, and what it sends.
    func register(_ request: Request) async throws -> Answer {
        guard PageViewer.current?.session == nil else {
            return .redirect(to: .profile, status: .seeOther)
        }
        guard let sender = mailSender else { return noMail("New account", request) }
        guard request.method == .post else {
            return try formAnswer(request) { RegistrationPage().page(csrf: $0) }
        }
        var page = RegistrationPage()
        do {
            page.take(try ownForm(request))
            guard page.faults.isEmpty else { return try again(page, request, .badRequest) }
            try await register(page, by: sender, from: request.client)
            return .redirect(to: .registered, status: .seeOther)
        } catch let refusal as SignIn.Refusal {
            page.faults = ["": refusal.words]
            var answer = try again(page, request, refusal.status)
            answer.headers[.retryAfter] = refusal.retryAfter.map(String.init)
            return answer
        } catch ConfirmationRefusal.nameTaken {
            page.faults = ["username": "There is an account of this name. Choose another one."]
            return try again(page, request, .badRequest)
        } catch is MailTrouble {
            page.faults = Self.mailTrouble
            return try again(page, request, .serviceUnavailable)
        }
    }

    private func register(
        _ page: RegistrationPage,
        by sender: MailSender,
        from client: String
    ) async throws {
        try signIn.countMail(to: page.email, from: client)
        var wanted = Store.NewAccount(
            username: page.username,
            email: page.email,
            password: try await signIn.hash(of: page.password)
        )
        wanted.firstName = page.firstName
        wanted.lastName = page.lastName
        let news = try await store.requestRegistration(wanted)
        let mails = AccountMails(sender)
        // Both cases take the same work, so that nobody can tell them apart.
        let mail =
            switch news {
            case .confirm(let key):
                mails.registration(of: page.username, to: page.email, key: key)
            case .known(let account, let key): mails.known(account, to: page.email, key: key)
            }
        do {
            try await send(mail, by: sender)
        } catch {
            try await store.withdrawConfirmation(news.key)
            throw error
        }
    }

    private func again(
        _ page: RegistrationPage,
        _ request: Request,
        _ status: HTTPResponse.Status
    ) throws -> Answer {
        try formAnswer(request, status) { page.page(csrf: $0) }
    }
}

/// The form for a new account.
struct RegistrationPage: Sendable {
    var firstName = ""
    var lastName = ""
    var username = ""
    var email = ""
    var password = ""
    var faults: FormFaults = [:]

    mutating func take(_ form: Query) {
        firstName = form.text("first_name")
        lastName = form.text("last_name")
        username = form.text("username")
        email = form.text("email")
        password = form.last("password") ?? ""
        faults["first_name"] = NameRule.fault(of: firstName)
        faults["last_name"] = NameRule.fault(of: lastName)
        faults["username"] = UsernameRule.fault(of: username)
        faults["email"] = AddressRule.fault(of: email)
        let own = [username, email, firstName, lastName]
        faults["password"] = PasswordRule.fault(of: password, own: own)
    }

    func page(csrf: String) -> Page {
        Page(title: "New account") { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: "New account")
                html.element(
                    .p,
                    .class("dim lead"),
                    text: "Reading, searching and reviewing by mail need no account. With one you "
                        + "can change the state of your patches, keep bundles and use the API."
                )
                html.trouble(faults)
                html.element(.form, .class("form panel"), .post, .action(.register)) { html in
                    html.csrf(csrf)
                    for field in fields { html.field(field, faults) }
                    html.element(
                        .button,
                        .class("primary"),
                        .type("submit"),
                        text: "Make the account"
                    )
                }
                html.element(
                    .p,
                    .class("note dim lead"),
                    text: "You get a mail with a link to confirm the address. Patches sent from it "
                        + "are yours at once, also old ones."
                )
            }
        }
    }

    private var fields: [FormField] {
        [
            FormField(
                name: "username",
                label: "User name",
                value: username,
                hint: "Letters a to z, digits, and _ - . between them. Everybody sees it.",
                autocomplete: "username",
                longest: UsernameRule.longest,
                isName: true
            ),
            FormField(
                name: "email",
                label: "Mail address",
                type: "email",
                value: email,
                hint: "The one that your patches come from.",
                autocomplete: "email",
                longest: OutgoingMail.addressLength,
                isName: true
            ),
            FormField(
                name: "password",
                label: "Password",
                type: "password",
                hint: "At least \(PasswordRule.shortest) characters.",
                autocomplete: "new-password"
            ),
            FormField(
                name: "first_name",
                label: "First name (optional)",
                value: firstName,
                autocomplete: "given-name",
                isRequired: false,
                longest: NameRule.longest
            ),
            FormField(
                name: "last_name",
                label: "Last name (optional)",
                value: lastName,
                autocomplete: "family-name",
                isRequired: false,
                longest: NameRule.longest
            ),
        ]
    }

    static let sent = Page(title: "Look into your mail") { html in
        html.element(.div, .class("narrow")) { html in
            html.element(.h1, text: "Look into your mail")
            html.element(
                .p,
                text: "A mail is on its way to the address that you gave. Open the link in it "
                    + "within 7 days, and press the button there."
            )
            html.element(
                .p,
                .class("dim lead"),
                text: "Nothing came? Look where unwanted mail goes, or try again with the "
                    + "address spelled right."
            )
        }
    }
}

/// What a first or last name must be.
enum NameRule {
    /// Characters, as in the API.
    static let longest = 150

    static func fault(of name: String) -> String? {
        guard name.count <= longest else { return "A name has at most \(longest) characters." }
        let isText = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return isText ? nil : "A name has no control characters."
    }
}

/// What a mail address must be that somebody gives.
enum AddressRule {
    static func fault(of address: String) -> String? {
        guard !OutgoingMail.canReach(address) else { return nil }
        return "This is no mail address: one looks like you@example.org."
    }
}
