import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/mail/?msgid=…` and `/mail/MESSAGE-ID/`: what became of a mail.
    func mailPage(_ messageIDs: [String], _ request: Request) async throws -> Answer {
        let asked = request.query.last("msgid")?.trimmed ?? ""
        let names = messageIDs.isEmpty ? [asked] : messageIDs
        for name in names where !name.isEmpty {
            let fates = try await store.fates(of: name)
            if !fates.isEmpty { return .html(MailPage.page(of: name, fates)) }
        }
        guard let name = names.first, !name.isEmpty else {
            let settings = MailSettingsPage(sendsMail: mailSender != nil)
            return try formAnswer(request) { MailPage.question(settings, csrf: $0) }
        }
        return .html(MailPage.page(of: name, []), status: .notFound)
    }
}

/// Nothing that happens to a mail is a mystery: its outcome and the reason, for everybody who knows
/// its message-id.
enum MailPage {
    static func question(_ settings: MailSettingsPage, csrf: String) -> Page {
        Page(title: "What became of a mail") { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: "What became of a mail")
                html.element(
                    .p,
                    .class("meta"),
                    text: "Every mail that arrives is kept, with what was made of it and why."
                )
            }
            writeForm("", &html)
            settings.write(&html, csrf: csrf)
        }
    }

    static func page(of messageID: String, _ fates: [MailFate]) -> Page {
        Page(title: "What became of a mail") { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: "What became of a mail")
            }
            writeForm(messageID, &html)
            guard !fates.isEmpty else { return writeNothing(&html) }
            html.element(.table, .class("rows")) { html in
                html.columns(["Outcome", "Why", "Project", "Arrived", "By"])
                html.element(.tbody) { html in
                    for fate in fates { write(fate, &html) }
                }
            }
        }
    }

    private static func writeForm(_ messageID: String, _ html: inout HTMLWriter) {
        html.element(.form, .class("ask"), .action(.mail)) { html in
            html.element(.label, .for("msgid"), text: "Message-Id")
            html.void(
                .input,
                .id("msgid"),
                .name("msgid"),
                .type("text"),
                .value(messageID),
                .required
            )
            html.element(.button, .type("submit"), text: "Look up")
        }
    }

    private static func writeNothing(_ html: inout HTMLWriter) {
        html.element(.div, .class("error")) { html in
            html.element(.h2, text: "No mail with this message-id has arrived")
            html.element(.ul, .class("bul")) { html in
                html.element(
                    .li,
                    text:
                        "It stands in the mail's header Message-Id; the list may have another one."
                )
                html.element(
                    .li,
                    text: "The list may still hold it, or refuse it: its archive shows whether it "
                        + "came through."
                )
            }
        }
    }

    private static func write(_ fate: MailFate, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-fate")) { html in
                if let link = link(of: fate) {
                    html.element(.a, .href(link), text: words(for: fate.outcome))
                } else {
                    html.text(words(for: fate.outcome))
                }
            }
            html.element(.td, .class("c-why"), .column("Why"), text: fate.reason)
            html.element(.td, .column("Project")) { html in
                if let project = fate.project {
                    html.element(.a, .href(.project(project)), text: project)
                } else {
                    html.text("none")
                }
            }
            html.element(.td) { $0.time(fate.received) }
            html.element(.td, .column("By"), text: fate.source)
        }
    }

    private static func link(of fate: MailFate) -> Link? {
        guard let project = fate.project else { return nil }
        switch fate.became {
        case .patch: return .message(.patch, fate.messageID, of: project)
        case .cover: return .message(.cover, fate.messageID, of: project)
        case .comment(let id, _): return .comment(id)
        case nil: return nil
        }
    }

    static func words(for outcome: MailOutcome) -> String {
        switch outcome {
        case .patch: "Patch"
        case .cover: "Cover letter"
        case .comment: "Comment"
        case .discussion: "Discussion without a patch"
        case .orphan: "Reply to something that is not here"
        case .duplicate: "Known already"
        case .ignored: "Ignored, as its sender asked"
        case .unassigned: "Belongs to no project"
        case .empty: "Has no text"
        case .malformed: "Cannot be read"
        case .oversize: "Too large"
        case .failed: "Failed: a bug of this program"
        }
    }
}
