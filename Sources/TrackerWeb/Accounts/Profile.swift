import HTTPTypes
import TrackerHTTP
import TrackerMail
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/user/`: what belongs to the account, and its settings.
    func profile(_ session: WebSession, _ request: Request) async throws -> Answer {
        try await profile(session, .ok) { _ in }
    }

    /// The same with what somebody typed, and what is wrong with it.
    func profile(
        _ session: WebSession,
        _ status: HTTPResponse.Status,
        _ fill: (inout ProfilePage) -> Void
    ) async throws -> Answer {
        guard let profile = try await store.profile(of: session.account.id) else {
            return .notFound
        }
        var page = ProfilePage(profile, session, sendsMail: mailSender != nil, now: store.now())
        fill(&page)
        return Self.unkept(.html(page.page, status: status))
    }

    /// `POST /user/settings/`
    func changeSettings(_ session: WebSession, _ request: Request) async throws -> Answer {
        var form = SettingsForm(session)
        form.take(request.form ?? Query(parsing: ""))
        guard form.faults.isEmpty else {
            return try await profile(session, .badRequest) { $0.settings = form }
        }
        _ = try await store.changeAccount(session.account.id, form.change, by: session.author)
        return .done(Told(.success, "Your settings are saved."), goTo: .profile, request)
    }

    /// `/user/link/`: mails a link to an address that is said to be the account's.
    func link(_ session: WebSession, _ request: Request) async throws -> Answer {
        guard request.method == .post else { return .redirect(to: .profile) }
        guard let sender = mailSender else { return noMail("Another address", request) }
        let email = request.form?.text("email") ?? ""
        if let fault = AddressRule.fault(of: email) {
            return try await profile(session, .badRequest) {
                $0.newAddress = email
                $0.addressFaults = ["email": fault]
            }
        }
        do {
            try signIn.countMail(to: email, from: request.client)
            let key = try await store.requestLink(of: email, to: session.account.id)
            do {
                let mails = AccountMails(sender)
                try await send(mails.link(of: email, to: session.account, key: key), by: sender)
            } catch {
                try await store.withdrawConfirmation(key)
                throw error
            }
        } catch is MailTrouble {
            return try await profile(session, .serviceUnavailable) {
                $0.newAddress = email
                $0.addressFaults = Self.mailTrouble
            }
        }
        return .done(
            Told(.success, "A mail is on its way to \(email). Open the link in it within 7 days."),
            goTo: .profile,
            request
        )
    }

    /// `POST /user/unlink/PERSON/`
    func unlink(
        _ person: Person.ID,
        _ session: WebSession,
        _ request: Request
    ) async throws -> Answer {
        do {
            let email = try await store.unlinkAddress(person, by: session.author)
            return .done(
                Told(.success, "\(email) does not belong to your account any more."),
                goTo: .profile,
                request
            )
        } catch ChangeRefusal.notPermitted {
            return try await profile(session, .badRequest) {
                $0.addressFaults = ["": "The own address of an account cannot be taken away."]
            }
        }
    }

    /// `POST /user/mail/PERSON/`: whether an address of one's own gets mail.
    func changeMail(
        of person: Person.ID,
        _ session: WebSession,
        _ request: Request
    ) async throws -> Answer {
        let wantsMail = request.form?.last("wanted") == "yes"
        let email = try await store.setMail(wantsMail, toAddress: person, by: session.author)
        let words = wantsMail ? "gets mail about patches." : "gets no more mail about patches."
        return .done(Told(.success, "\(email) \(words)"), goTo: .profile, request)
    }

    /// `POST /user/sessions/end/`
    func endOtherSessions(_ session: WebSession, _ request: Request) async throws -> Answer {
        let count = try await store.endSessions(by: session.author, except: session.digest)
        let words =
            count == 0
            ? "There was no other browser."
            : count == 1
                ? "One other browser was signed out." : "\(count) other browsers were signed out."
        return .done(Told(.success, words), goTo: .profile, request)
    }
}

/// What an account chooses about itself.
struct SettingsForm: Sendable {
    var firstName: String
    var lastName: String
    var itemsPerPage: String
    var showsIDs: Bool
    var usesKeys: Bool
    var faults: FormFaults = [:]

    init(_ session: WebSession) {
        firstName = session.account.firstName
        lastName = session.account.lastName
        itemsPerPage = String(session.settings.itemsPerPage)
        showsIDs = session.settings.showsIDs
        usesKeys = session.settings.usesKeys
    }

    mutating func take(_ form: Query) {
        firstName = form.text("first_name")
        lastName = form.text("last_name")
        itemsPerPage = form.text("items_per_page")
        showsIDs = form.last("show_ids") != nil
        usesKeys = form.last("use_keys") != nil
        faults["first_name"] = NameRule.fault(of: firstName)
        faults["last_name"] = NameRule.fault(of: lastName)
        let range = AccountSettings.itemsRange
        guard let number = Int(itemsPerPage), range.contains(number) else {
            faults["items_per_page"] =
                "A number from \(range.lowerBound) to \(range.upperBound)."
            return
        }
    }

    var change: AccountChange {
        var change = AccountChange()
        change.firstName = .set(firstName)
        change.lastName = .set(lastName)
        change.itemsPerPage = Edit(Int(itemsPerPage))
        change.showsIDs = .set(showsIDs)
        change.usesKeys = .set(usesKeys)
        return change
    }

    var fields: [FormField] {
        [
            FormField(
                name: "first_name",
                label: "First name",
                value: firstName,
                autocomplete: "given-name",
                isRequired: false,
                longest: NameRule.longest
            ),
            FormField(
                name: "last_name",
                label: "Last name",
                value: lastName,
                autocomplete: "family-name",
                isRequired: false,
                longest: NameRule.longest
            ),
            FormField(
                name: "items_per_page",
                label: "Lines of a list",
                type: "number",
                value: itemsPerPage
            ),
        ]
    }
}
