import Dispatch
import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    private static var pageLength: Int { 100 }

    func usersPage(_ call: AdministrationCall) async throws -> Page {
        let term = String(call.asked("q").prefix(200))
        let users = try await store.accountPage(
            term: term,
            after: call.request.query.last("after") ?? "",
            limit: Self.pageLength + 1
        )
        let shown = users.prefix(Self.pageLength)
        let last = users.count > shown.count ? shown.last : nil
        let next = last.map { user in
            Link.administration(.users).with([("q", term), ("after", user.account.username)])
        }
        return AdministrationFrame.page("Users", .users, call, note: "Who can sign in.") { html in
            html.search("Name or address", term, action: .administration(.users))
            if shown.isEmpty {
                html.element(.p, .class("dim"), text: "Nobody is called so.")
            } else {
                html.element(.table, .class("rows")) { html in
                    html.columns(["User", "Name", "Address", "Since", "What"])
                    html.element(.tbody) { html in
                        for user in shown { Self.write(user, &html) }
                    }
                }
            }
            html.next(next, "More users")
            Self.writeNew(call, &html)
        }
    }

    private static func write(_ user: AccountRecord, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                let link = Link.administration(.user(user.account.username))
                html.element(.a, .href(link), text: user.account.username)
            }
            html.element(.td, text: user.account.displayName)
            html.element(.td, text: user.account.email)
            html.element(.td, .column("Since")) { $0.time(user.created) }
            html.element(.td) { html in
                for word in words(for: user) {
                    html.element(.span, .class("tag"), text: word)
                    html.text(" ")
                }
            }
        }
    }

    static func words(for user: AccountRecord) -> [String] {
        var words: [String] = []
        if !user.isActive { words.append("switched off") }
        if user.isSuperuser { words.append("superuser") }
        if !user.hasPassword { words.append("tokens only") }
        return words
    }

    private static func writeNew(_ call: AdministrationCall, _ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "add")
        form.write(&html) { html in
            html.element(.h2, text: "Add a user")
            form.field(
                "User name",
                "username",
                "",
                [.required, .longest(150), .uncapitalised, .unchecked],
                in: &html
            )
            form.field(
                "Mail address",
                "email",
                "",
                hint: "Mails from it belong to the account.",
                [.required, .longest(200)],
                in: &html
            )
            form.field("First name", "first_name", "", [.longest(150)], in: &html)
            form.field("Last name", "last_name", "", [.longest(150)], in: &html)
            form.choice(
                "Signs in with",
                "signs_in",
                [
                    ("password", "a password, which the next page shows once"),
                    ("token", "tokens only: a robot"),
                ],
                chosen: "password",
                in: &html
            )
            form.check("May administer the site", "superuser", false, in: &html)
            form.button("Add", isMain: true, in: &html)
        }
    }

    func makeUser(_ form: Query, _ call: AdministrationCall) async throws -> Answer {
        let isRobot = form.last("signs_in") == "token"
        let password = isRobot ? nil : try NewPassword.random()
        var account = Store.NewAccount(
            username: form.text("username"),
            email: form.text("email"),
            password: try await NewPassword.hash(of: password)
        )
        account.firstName = String(form.text("first_name").prefix(150))
        account.lastName = String(form.text("last_name").prefix(150))
        account.isSuperuser = form.isOn("superuser")
        let made = try await store.createAccount(account, by: call.author)
        guard let password else {
            return told("User \(made.username) is made.", .user(made.username), call)
        }
        return NewPassword.page(password, of: made.username)
    }

    func userPage(_ username: String, _ call: AdministrationCall) async throws -> Page? {
        guard let user = try await store.accountRecord(username) else { return nil }
        let traces = try await store.traces(of: user.account.id)
        let tokens = try await store.tokens(of: user.account.id)
        return AdministrationFrame.page(
            user.account.username,
            .user(user.account.username),
            call
        ) { html in
            UserForms(user: user, traces: traces, tokens: tokens, call: call).write(&html)
        }
    }

    func editUser(
        _ username: String,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        guard let user = try await store.accountRecord(username) else { return .notFound }
        let name = user.account.username
        let edits: [String: (AccountEdit, String)] = [
            "activate": (.activate, "\(name) can sign in."),
            "deactivate": (.deactivate, "\(name) is switched off; sessions are over."),
            "superuser": (.makeSuperuser, "\(name) administers the site."),
            "ordinary": (.makeOrdinary, "\(name) does not administer the site any more."),
            "sessions": (.endSessions, "All sessions of \(name) are over."),
            "email": (.setEmail(form.text("email")), "The address is saved."),
        ]
        let action = form.last("do") ?? ""
        if let (edit, words) = edits[action] {
            try await store.editAccount(name, edit, by: call.author)
            // Who switched off the own account sees the front page.
            return told(words, .user(name), call)
        }
        switch action {
        case "password":
            let question = confirmation(
                "Give \(name) a new password?",
                consequences: ["The one before does not count any more, and all sessions end."],
                button: "Give a new password",
                back: .administration(.user(name)),
                form
            )
            if let question { return question }
            let password = try NewPassword.random()
            let hash = try await NewPassword.hash(of: password)
            try await store.editAccount(name, .setPassword(hash), by: call.author)
            return NewPassword.page(password, of: name)
        case "delete": return try await deleteUser(user, form, call)
        default: return .notFound
        }
    }

    private func deleteUser(
        _ user: AccountRecord,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        let name = user.account.username
        let traces = try await store.traces(of: user.account.id)
        let question = confirmation(
            "Delete the user \(name)?",
            consequences: [
                "\(traces.delegated) patches have no delegate then, each with an event.",
                "Tokens, settings, delegation rules and the right to maintain projects go.",
                "Patches, comments and the trail of changes stay.",
                "The name can be taken by somebody else.",
            ],
            button: "Delete \(name)",
            back: .administration(.user(name)),
            form
        )
        if let question { return question }
        try await store.deleteAccount(name, by: call.author)
        return told("User \(name) is gone.", .users, call)
    }
}

/// A password that the site makes, shown once.
enum NewPassword {
    /// 20 letters and digits that are told apart easily: some 98 bits.
    static func random() throws -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)
        guard let bytes = Secret.random(count: 20) else { throw noRandomness }
        let text = bytes.map { letters[Int($0) % letters.count] }
        return String(decoding: text, as: UTF8.self)
    }

    private static let noRandomness = StoreError(
        .unavailable,
        "the system gives no random numbers"
    )

    /// Hashes on a thread of its own: it takes a part of a second.
    static func hash(of password: String?) async throws -> PasswordHash {
        guard let password else { return .none }
        let hash = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: PasswordHash(of: password))
            }
        }
        guard let hash else { throw noRandomness }
        return hash
    }

    static func page(_ password: String, of username: String) -> Answer {
        let page = Page(title: "The password of \(username)") { html in
            html.element(.div, .class("admin confirm")) { html in
                html.element(.h1, text: "The password of \(username)")
                html.element(
                    .p,
                    text:
                        "It is shown once and stored as a digest only. Give it to its owner by a way "
                        + "that nobody else reads."
                )
                html.element(.div, .class("cmd")) { html in
                    html.element(.code, .id("password"), text: password)
                    html.element(.button, .class("copy"), .type("button"), text: "copy")
                }
                html.element(.p) { html in
                    let link = Link.administration(.user(username))
                    html.element(.a, .href(link), text: "On to the account")
                }
            }
        }
        var answer = Answer.html(page)
        answer.headers[.cacheControl] = "no-store"
        return answer
    }
}
