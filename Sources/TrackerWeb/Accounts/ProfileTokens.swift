import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `POST /user/tokens/`: makes a token and shows it, once.
    func makeToken(_ session: WebSession, _ request: Request) async throws -> Answer {
        var form = TokenForm()
        form.take(request.form ?? Query(parsing: ""), now: store.now())
        do {
            guard form.faults.isEmpty else {
                return try await profile(session, .badRequest) { $0.token = form }
            }
            let made = try await store.createToken(try await wanted(form), by: session.author)
            return Self.unkept(.html(TokenPage.page(of: made.secret.text, form.name)))
        } catch let refusal as TokenRefusal {
            form.refuse(refusal)
            return try await profile(session, .badRequest) { $0.token = form }
        }
    }

    private func wanted(_ form: TokenForm) async throws -> TokenRequest {
        var request = TokenRequest(
            name: form.name,
            scopes: form.scopes,
            contextPrefix: form.contextPrefix,
            expires: form.end
        )
        guard !form.project.isEmpty else { return request }
        guard let project = try await store.project(named: form.project)?.id else {
            throw TokenRefusal.invalid(field: "project", "There is no such project.")
        }
        request.projectID = project
        return request
    }

    /// `POST /user/generate-token/`: the token without a name, as Patchwork has it.
    func renewToken(_ session: WebSession) async throws -> Answer {
        let token = try await store.renewToken(by: session.author)
        return Self.unkept(.html(TokenPage.page(of: token.text, "")))
    }

    /// `POST /user/tokens/N/revoke/`
    func revokeToken(
        _ id: Int64,
        _ session: WebSession,
        _ request: Request
    ) async throws -> Answer {
        do {
            try await store.revokeToken(id, of: session.account.id, by: session.author)
        } catch TokenRefusal.missing {
            return .notFound
        }
        return .done(Told(.success, "The token does not work any more."), goTo: .profile, request)
    }
}

/// What somebody wants a token to be.
struct TokenForm: Sendable {
    var name = ""
    var scopes: Set<TokenScope> = []
    /// Link name; empty for all projects.
    var project = ""
    var contextPrefix = ""
    var expires = ""
    /// Microseconds since 1970.
    var end: Int64?
    var faults: FormFaults = [:]

    mutating func take(_ form: Query, now: Int64) {
        name = form.text("name")
        scopes = Set(form.all("scopes").compactMap(TokenScope.init(rawValue:)))
        project = form.text("project")
        contextPrefix = form.text("context_prefix")
        expires = form.text("expires")
        if scopes.isEmpty { faults["scopes"] = "Choose what the token is good for." }
        guard !expires.isEmpty else { return }
        end = TokenLife.end(parsing: expires, now: now)
        if end == nil { faults["expires"] = "Say 90d, or a date to come such as 2030-01-31." }
    }

    mutating func refuse(_ refusal: TokenRefusal) {
        switch refusal {
        case .invalid(let field, let message): faults[field] = message
        case .notPermitted(let message), .missing(let message): faults[""] = message
        }
    }

    var fields: [FormField] {
        [
            FormField(
                name: "context_prefix",
                label: "Contexts of its checks begin with",
                value: contextPrefix,
                hint: "Only with check:write.",
                isRequired: false,
                longest: TokenRequest.prefixLength,
                isName: true
            ),
            FormField(
                name: "expires",
                label: "Works until",
                value: expires,
                hint: "90d, or a date such as 2030-01-31; empty for ever.",
                isRequired: false,
                isName: true
            ),
        ]
    }
}

extension ProfilePage {
    func writeTokens(_ html: inout HTMLWriter) {
        html.element(.section, .id("tokens")) { html in
            html.element(.h2, text: "Tokens")
            html.element(
                .p,
                .class("dim lead"),
                text: "Programs show one instead of your password. Only its digest is kept, so it "
                    + "is shown once."
            )
            html.trouble(token.faults)
            if profile.tokens.isEmpty {
                html.element(.p, text: "You have no token.")
            } else {
                html.element(.div, .class("scroll"), .tabindex(0), .label("Tokens")) { html in
                    html.element(.table, .class("grid accounts")) { html in
                        html.columns(["Name", "Good for", "Project", "Until", "Last used", ""])
                        html.element(.tbody) { html in
                            for token in profile.tokens { write(token, &html) }
                        }
                    }
                }
            }
            writeNewToken(&html)
        }
    }

    private func write(_ token: TokenRecord, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row")) { html in
                html.text(token.name.isEmpty ? "(no name)" : token.name)
                if let giver = token.grantedBy {
                    html.element(.span, .class("tip"), text: " from \(giver.username)")
                }
            }
            html.element(.td, .class("mono"), text: token.scopes.words)
            html.element(.td, text: token.project?.linkName ?? "all")
            html.element(.td) { html in
                guard let end = token.expires else { return html.text("for ever") }
                html.time(end)
                if end <= now { html.element(.span, .class("tag warn"), text: "over") }
            }
            html.element(.td) { html in
                guard let last = token.lastUsed else { return html.text("never") }
                html.time(last)
            }
            html.element(.td, .class("end")) { html in
                html.element(.form, .class("inline"), .post, .action(.revokeToken(token.id))) {
                    html in
                    html.csrf(session.csrf)
                    html.element(
                        .button,
                        .class("link"),
                        .label("Revoke \(token.name.isEmpty ? "(no name)" : token.name)"),
                        text: "Revoke"
                    )
                }
            }
        }
    }

    private func writeNewToken(_ html: inout HTMLWriter) {
        let isOpen = !token.faults.isEmpty || profile.tokens.isEmpty
        html.element(.details, isOpen ? [.class("panel"), .open] : [.class("panel")]) { html in
            html.element(.summary, text: "New token")
            html.element(.form, .class("form"), .post, .action(.tokens)) { html in
                html.csrf(session.csrf)
                html.field(
                    FormField(
                        name: "name",
                        label: "Name",
                        value: token.name,
                        hint: "Tells your tokens apart: the machine or program it is for.",
                        longest: TokenRequest.nameLength,
                        isName: true
                    ),
                    token.faults
                )
                writeScopes(&html)
                writeProjects(of: token, &html)
                for field in token.fields { html.field(field, token.faults) }
                html.element(.button, .class("primary"), .type("submit"), text: "Make the token")
            }
        }
    }

    private func writeScopes(_ html: inout HTMLWriter) {
        var attributes: [HTMLAttribute] = [.class("field")]
        if token.faults["scopes"] != nil { attributes.append(.described(by: "scopes-fault")) }
        html.element(.fieldset, attributes) { html in
            html.element(.legend, text: "Good for")
            for scope in TokenScope.allCases where scope != .admin || profile.isSuperuser {
                html.check(
                    "scopes",
                    "\(scope.rawValue): \(Self.words(for: scope))",
                    isOn: token.scopes.contains(scope),
                    value: scope.rawValue
                )
            }
            if let fault = token.faults["scopes"] {
                html.element(.p, .class("fault"), .id("scopes-fault"), text: fault)
            }
        }
    }

    private func writeProjects(of token: TokenForm, _ html: inout HTMLWriter) {
        html.element(.div, .class("field")) { html in
            html.element(.label, .for("project"), text: "Project in which it may write")
            html.element(.select, .id("project"), .name("project")) { html in
                html.element(.option, .value(""), text: "all")
                for project in profile.projects {
                    let name = project.linkName
                    html.element(
                        .option,
                        name == token.project ? [.value(name), .selected] : [.value(name)],
                        text: name
                    )
                }
            }
            if let fault = token.faults["project"] {
                html.element(.p, .class("fault"), text: fault)
            }
        }
    }

    private static func words(for scope: TokenScope) -> String {
        switch scope {
        case .read: "reading"
        case .checkWrite: "posting checks"
        case .stateWrite: "setting the state of patches"
        case .maintainer: "all that you may do"
        case .admin: "as maintainer, and what superusers do for the whole site"
        }
    }
}

/// A new token, which is never shown again.
enum TokenPage {
    static func page(of secret: String, _ name: String) -> Page {
        Page(title: "New token") { html in
            html.element(.div, .class("narrow wide")) { html in
                html.element(.h1, text: name.isEmpty ? "Your new token" : "Token \(name)")
                html.element(
                    .p,
                    .class("dim lead"),
                    text: name.isEmpty
                        ? "It can do all that you can, and takes the place of the one before it. "
                            + "It is shown this once."
                        : "It is shown this once. Copy it to where it is used."
                )
                html.element(.div, .class("cmd")) { html in
                    html.element(.code, .id("new-token"), text: secret)
                }
                html.element(.p, text: "A program sends it with each request:")
                html.command("Authorization: Token \(secret)")
                html.element(.p) { $0.element(.a, .href(.profile), text: "Your account") }
            }
        }
    }
}
