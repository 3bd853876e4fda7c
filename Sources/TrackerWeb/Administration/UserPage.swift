import TrackerModel
import TrackerStore

/// What there is of an account, and what can be done to it.
struct UserForms {
    let user: AccountRecord
    let traces: AccountTraces
    let tokens: [TokenRecord]
    let call: AdministrationCall

    private var form: FormParts { FormParts(call: call, name: "user") }

    func write(_ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            for word in WebRoutes.words(for: user) {
                html.element(.span, .class("tag"), text: word)
            }
        }
        writeFacts(&html)
        html.element(.div, .class("twin")) { html in
            writeSignIn(&html)
            writeRights(&html)
            writeEnd(&html)
        }
        html.element(.section) { html in
            html.element(.h2, text: "Tokens")
            TokenForms.write(tokens, call, action: .administration(.tokens), &html)
        }
    }

    private func writeFacts(_ html: inout HTMLWriter) {
        html.element(.dl, .class("kv")) { html in
            func fact(_ name: String, _ write: (inout HTMLWriter) -> Void) {
                html.element(.dt, text: name)
                html.element(.dd, content: write)
            }
            fact("Name") { $0.text(user.account.displayName) }
            fact("Since") { $0.time(user.created) }
            fact("Maintains") { html in
                html.links(
                    traces.maintains.map { ($0, .administration(.project($0, .maintainers))) }
                )
                if traces.maintains.isEmpty { html.text("–") }
            }
            fact("Addresses of mails") { html in
                html.links(traces.people.map { ($0.email, .administration(.person($0.id))) })
                if traces.people.isEmpty { html.text("–") }
            }
            fact("Delegated patches") { $0.text(traces.delegated.grouped) }
            fact("Checks") { $0.text(traces.checks.grouped) }
            fact("Bundles") { $0.text(traces.bundles.grouped) }
            fact("Sessions") { $0.text(user.sessions.grouped) }
        }
    }

    private func writeSignIn(_ html: inout HTMLWriter) {
        form.write(&html) { html in
            html.element(.h2, text: "Signing in")
            form.field("Mail address", "email", user.account.email, [.longest(200)], in: &html)
            html.element(.div, .class("row")) { html in
                form.button("Save the address", does: "email", in: &html)
                form.button("New password…", does: "password", in: &html)
                if user.sessions > 0 {
                    form.button("End all sessions", does: "sessions", in: &html)
                }
            }
        }
    }

    private func writeRights(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "rights")
        form.write(&html) { html in
            html.element(.h2, text: "Rights")
            html.element(
                .p,
                .class("note"),
                text: "Superusers see these pages. To change patches, one maintains a project."
            )
            html.element(.div, .class("row")) { html in
                if user.isSuperuser {
                    form.button("Make it an ordinary user", does: "ordinary", in: &html)
                } else {
                    form.button("Make it a superuser", does: "superuser", in: &html)
                }
            }
        }
    }

    private func writeEnd(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "end")
        form.write(&html) { html in
            html.element(.h2, text: "Switching off")
            html.element(
                .p,
                .class("note"),
                text:
                    "An account that is switched off can do nothing, nor can its tokens. All that it "
                    + "did stays, and it can be switched on again."
            )
            html.element(.div, .class("row")) { html in
                if user.isActive {
                    form.button("Switch off", does: "deactivate", in: &html)
                } else {
                    form.button("Switch on", does: "activate", in: &html)
                }
                if traces.allowDeletion { form.button("Delete…", does: "delete", in: &html) }
            }
            if !traces.allowDeletion {
                html.element(
                    .p,
                    .class("note"),
                    text: "It cannot be deleted: its checks or bundles would go with it."
                )
            }
        }
    }
}
