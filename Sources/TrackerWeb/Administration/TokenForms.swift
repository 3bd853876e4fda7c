import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    private static var pageLength: Int { 100 }

    /// The tokens of a project, or without one those of the site.
    func tokensPage(_ project: Project?, _ call: AdministrationCall) async throws -> Page {
        let place: AdministrationPlace = project.map { .project($0.linkName, .tokens) } ?? .tokens
        let tokens = try await store.tokenPage(
            of: project?.id,
            after: Int64(call.asked("after")) ?? 0,
            limit: Self.pageLength + 1
        )
        let shown = Array(tokens.prefix(Self.pageLength))
        let last = tokens.count > shown.count ? shown.last : nil
        let next = last.map { place.link.with([("after", "\($0.id)")]) }
        return AdministrationFrame.page(
            project?.name ?? "Tokens",
            place,
            call,
            note:
                "Only digests of tokens are stored: what is shown here opens nothing. Tokens are made "
                + "at the account, by patchbay user token, or through the API."
        ) { html in
            TokenForms.write(shown, call, action: place.link, &html)
            html.next(next, "More tokens")
        }
    }

    func revokeToken(
        _ place: AdministrationPlace,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        guard let id = form.number("token") else { return .notFound }
        try await store.revokeToken(id, by: call.author)
        return told("The token is revoked; it stops working at once.", place, call)
    }
}

/// Tokens as a table, without what nobody knows.
enum TokenForms {
    static func write(
        _ tokens: [TokenRecord],
        _ call: AdministrationCall,
        action link: Link,
        _ html: inout HTMLWriter
    ) {
        guard !tokens.isEmpty else {
            return html.element(.p, .class("dim"), text: "There is none.")
        }
        html.element(.table, .class("rows")) { html in
            html.columns(["User", "Token", "May", "Project", "Made", "Last used", "Ends", ""])
            html.element(.tbody) { html in
                for token in tokens { write(token, call, action: link, &html) }
            }
        }
    }

    private static func write(
        _ token: TokenRecord,
        _ call: AdministrationCall,
        action link: Link,
        _ html: inout HTMLWriter
    ) {
        let name = token.name.isEmpty ? "(without a name)" : token.name
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title"), text: token.account.username)
            html.element(.td, .column("Token"), text: name)
            html.element(.td, .column("May")) { html in
                html.text(token.scopes.words)
                if !token.contextPrefix.isEmpty { html.text(" (\(token.contextPrefix)…)") }
            }
            html.element(.td, .column("Project"), text: token.project?.linkName ?? "all")
            html.element(.td, .column("Made")) { $0.time(token.created) }
            html.element(.td, .column("Last used")) { html in
                if let used = token.lastUsed { html.time(used) } else { html.text("never") }
            }
            html.element(.td, .column("Ends")) { html in
                if let end = token.expires { html.time(end) } else { html.text("never") }
            }
            html.element(.td) { html in
                html.element(.form, .post, .action(link)) { html in
                    FormParts(call: call, name: "revoke").writeMark(&html)
                    html.void(.input, .type("hidden"), .name("token"), .value("\(token.id)"))
                    html.element(
                        .button,
                        .type("submit"),
                        .label("Revoke \(name) of \(token.account.username)"),
                        text: "Revoke"
                    )
                }
            }
        }
    }
}
