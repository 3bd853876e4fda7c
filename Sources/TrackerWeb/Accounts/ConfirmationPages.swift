import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/confirm/KEY/`: says what is to be confirmed, and does it when the button is pressed. Programs
    /// that open every link of a mail press no button.
    func confirm(_ key: String, _ request: Request) async throws -> Answer {
        guard let found = try await store.confirmation(key), found.kind != .password else {
            return .html(ConfirmationPages.unknown, status: .notFound)
        }
        let session = PageViewer.current?.session
        if found.kind == .address, found.status == .open {
            guard let session else {
                return .redirect(to: .login(next: request.path), status: .seeOther)
            }
            guard session.account.id == found.account?.id else {
                return .html(ConfirmationPages.notYours(found), status: .forbidden)
            }
        }
        guard request.method == .post else {
            guard found.status == .open else { return .html(ConfirmationPages.over(found)) }
            return try formAnswer(request) { ConfirmationPages.question(found, key, csrf: $0) }
        }
        _ = try ownForm(request)
        return try await carryOut(found, key, request)
    }

    private func carryOut(
        _ found: Confirmation,
        _ key: String,
        _ request: Request
    ) async throws -> Answer {
        let session = PageViewer.current?.session
        let author = session?.author ?? ChangeAuthor(account: nil, way: .page)
        do {
            switch found.kind {
            case .registration: _ = try await store.finishRegistration(key)
            case .address: _ = try await store.linkAddress(key, by: author)
            case .optIn, .optOut: _ = try await store.confirmMail(key, by: author)
            case .password: return .notFound
            }
        } catch let refusal as ConfirmationRefusal {
            guard refusal != .used, refusal != .expired else {
                return .redirect(to: .confirm(key), status: .seeOther)
            }
            return .html(ConfirmationPages.refused(refusal), status: .conflict)
        }
        guard found.kind == .address else {
            return .redirect(to: .confirm(key), status: .seeOther)
        }
        return .done(
            Told(.success, "\(found.email) belongs to your account now."),
            goTo: .profile,
            request
        )
    }
}

/// What a mailed link leads to.
enum ConfirmationPages {
    static func question(_ found: Confirmation, _ key: String, csrf: String) -> Page {
        let (title, text, button) = words(found)
        return Page(title: title) { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: title)
                html.element(.p, text: text)
                html.element(.form, .class("form"), .post, .action(.confirm(key))) { html in
                    html.csrf(csrf)
                    html.element(.button, .class("primary"), .type("submit"), text: button)
                }
                html.element(
                    .p,
                    .class("dim lead"),
                    text: "If you did not ask for it, close this page: nothing changes."
                )
            }
        }
    }

    private static func words(
        _ found: Confirmation
    ) -> (title: String, text: String, button: String) {
        switch found.kind {
        case .registration:
            (
                "Confirm your account",
                "The account \(found.username) will have the address \(found.email), and patches "
                    + "that were sent from there.",
                "Make the account \(found.username)"
            )
        case .address:
            (
                "Confirm your address",
                "\(found.email) will belong to your account \(found.account?.username ?? ""), and "
                    + "patches that were sent from there with it.",
                "This is my address"
            )
        case .optOut:
            (
                "No more mail", "The site will send no mail about patches to \(found.email).",
                "Send no more mail"
            )
        case .optIn:
            (
                "Mail again", "The site will send mail about patches to \(found.email) again.",
                "Send mail again"
            )
        case .password: ("", "", "")
        }
    }

    /// A link that was used, or came too late.
    static func over(_ found: Confirmation) -> Page {
        guard found.status == .used else { return expired(found) }
        return switch found.kind {
        case .registration:
            plain("Your account is ready", "The address \(found.email) is confirmed.") { html in
                html.element(.a, .class("button"), .href(.login(next: nil)), text: "Sign in")
            }
        case .address:
            plain("This link has been used", "It gave \(found.email) to an account.") { html in
                html.element(.a, .href(.profile), text: "Your addresses")
            }
        case .optOut:
            plain("Done", "\(found.email) was taken off: it gets no mail about patches.") { html in
                html.element(.a, .href(.mailSettings), text: "Mail settings")
            }
        case .optIn:
            plain("Done", "\(found.email) gets mail about patches again.") { html in
                html.element(.a, .href(.mailSettings), text: "Mail settings")
            }
        case .password: unknown
        }
    }

    private static func expired(_ found: Confirmation) -> Page {
        plain("This link is too old", "It worked for 7 days. Nothing was changed.") { html in
            switch found.kind {
            case .registration:
                html.element(.a, .href(.register), text: "Ask for the account again")
            case .address: html.element(.a, .href(.profile), text: "Ask for the address again")
            default: html.element(.a, .href(.mailSettings), text: "Ask for it again")
            }
        }
    }

    static let unknown = plain(
        "There is nothing to confirm",
        "This link was never given out, or long ago. Mail programs cut long addresses off: look for "
            + "the missing end."
    ) { html in
        html.element(.a, .href(.front), text: "Projects")
    }

    static func notYours(_ found: Confirmation) -> Page {
        plain(
            "You are signed in as somebody else",
            "The account \(found.account?.username ?? "") asked for this address. Sign in as that "
                + "one to confirm it."
        ) { html in
            html.element(.a, .href(.profile), text: "Your account")
        }
    }

    static func refused(_ refusal: ConfirmationRefusal) -> Page {
        switch refusal {
        case .nameTaken:
            plain(
                "The name is taken",
                "Somebody was faster with this user name. Choose another one."
            ) { $0.element(.a, .href(.register), text: "New account") }
        case .addressTaken:
            plain(
                "This address has an account",
                "It is the own address of another account by now, so nothing was changed."
            ) { $0.element(.a, .href(.passwordReset), text: "Password forgotten") }
        case .notYours:
            plain(
                "You are signed in as somebody else",
                "Another account asked for this address."
            ) { $0.element(.a, .href(.profile), text: "Your account") }
        case .unknown, .used, .expired: unknown
        }
    }

    static func plain(
        _ title: String,
        _ text: String,
        _ way: @escaping @Sendable (inout HTMLWriter) -> Void
    ) -> Page {
        Page(title: title) { html in
            html.element(.div, .class("narrow")) { html in
                html.element(.h1, text: title)
                html.element(.p, text: text)
                html.element(.p) { way(&$0) }
            }
        }
    }
}
