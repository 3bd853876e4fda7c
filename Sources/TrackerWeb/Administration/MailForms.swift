import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    private static var pageLength: Int { 50 }
    /// So much of a mail is shown; all of it can be had at the command line.
    private static var shownBytes: Int { 64 * 1_024 }

    /// Mails that nothing was made of: of a project, or without one of the site.
    func mailsPage(_ project: Project?, _ call: AdministrationCall) async throws -> Page {
        let place: AdministrationPlace = project.map { .project($0.linkName, .mail) } ?? .mails
        let outcome = MailOutcome(rawValue: call.asked("outcome"))
        let mails = try await store.homelessMails(
            HomelessFilter(
                outcome: outcome,
                project: project?.id,
                before: Int64(call.asked("before"))
            ),
            limit: Self.pageLength + 1
        )
        let shown = mails.prefix(Self.pageLength)
        let last = mails.count > shown.count ? shown.last : nil
        let next = last.map {
            place.link.with([("outcome", outcome?.rawValue ?? ""), ("before", "\($0.id)")])
        }
        return AdministrationFrame.page(
            project?.name ?? "Mail without a home",
            place,
            call,
            note:
                "Every mail is kept. These became no patch, cover letter or comment; open one to see "
                + "why, and to say what it is."
        ) { html in
            Self.writeFilter(outcome, place, &html)
            guard !shown.isEmpty else {
                return html.element(.p, .class("dim"), text: "There is none.")
            }
            html.element(.table, .class("rows mails")) { html in
                html.columns(["Mail", "What it is", "Why", "Project", "Arrived"])
                html.element(.tbody) { html in
                    for mail in shown { Self.write(mail, &html) }
                }
            }
            html.next(next, "Older mails")
        }
    }

    private static func writeFilter(
        _ outcome: MailOutcome?,
        _ place: AdministrationPlace,
        _ html: inout HTMLWriter
    ) {
        html.element(.form, .class("ask"), .action(place.link)) { html in
            html.element(.label, .for("outcome"), text: "Only")
            html.element(.select, .id("outcome"), .name("outcome")) { html in
                html.element(.option, .value(""), text: "all of them")
                for one in MailOutcome.homeless {
                    let value = HTMLAttribute.value(one.rawValue)
                    html.element(
                        .option,
                        one == outcome ? [value, .selected] : [value],
                        text: MailPage.words(for: one)
                    )
                }
            }
            html.element(.button, .type("submit"), text: "Show")
        }
    }

    private static func write(_ mail: Store.MailRecord, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                let link = Link.administration(.mail(mail.id))
                html.element(
                    .a,
                    .class("mid"),
                    .href(link),
                    text: mail.identity.withoutAngleBrackets
                )
            }
            html.element(.td, text: MailPage.words(for: mail.outcome))
            html.element(.td, .class("c-why"), .column("Why"), text: mail.reason)
            html.element(.td, .column("Project"), text: mail.projectLinkName ?? "none")
            html.element(.td) { $0.time(mail.received) }
        }
    }

    /// One mail and what can be said of it.
    func mailDecisionPage(_ id: Int64, _ call: AdministrationCall) async throws -> Page? {
        guard let mail = try await store.mailRecord(id),
            let projects = try await projectsToChoose(for: mail, call)
        else { return nil }
        let raw = try await store.rawMail(id)
        let text = String(decoding: raw.prefix(Self.shownBytes), as: UTF8.self)
        return AdministrationFrame.page("Mail \(id)", .mail(id), call) { html in
            let form = MailForms(
                mail: mail,
                text: text,
                isCut: raw.count > Self.shownBytes,
                projects: projects,
                call: call
            )
            form.write(&html)
        }
    }

    /// The projects that whoever asks may give a mail to; `nil` where the mail is none of their business.
    private func projectsToChoose(
        for mail: Store.MailRecord,
        _ call: AdministrationCall
    ) async throws -> [Project]? {
        if call.rights.isSuperuser { return try await store.projects() }
        let isOwn = call.rights.maintains.contains { $0.linkName == mail.projectLinkName }
        return isOwn ? call.rights.maintains : nil
    }

    func decideMail(
        _ id: Int64,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        let result: IntakeResult
        if form.last("do") == "retry" {
            result = try await store.retryMail(id, by: call.author)
        } else {
            guard let decision = Self.decision(form) else {
                throw ChangeRefusal.invalid(FieldFaults("kind", "Say what it is."))
            }
            result = try await store.decideMail(
                id,
                project: form.text("project"),
                decision,
                by: call.author
            )
        }
        let words = "\(MailPage.words(for: result.outcome)): \(result.reason)"
        let kind: Told.Kind = result.isRepeated ? .warning : .success
        let link = AdministrationPlace.mail(id).link
        return .done(Told(kind, words), goTo: link, call.request)
    }

    private static func decision(_ form: Query) -> MailDecision? {
        switch form.last("kind") {
        case "belongs": .belongs
        case "patch": .patch
        case "comment": .comment(on: String(form.text("parent").prefix(1_000)))
        case "ignore": .ignore
        default: nil
        }
    }
}

/// What became of one mail, what can be said of it, and the mail itself.
struct MailForms {
    let mail: Store.MailRecord
    let text: String
    let isCut: Bool
    let projects: [Project]
    let call: AdministrationCall

    func write(_ html: inout HTMLWriter) {
        html.element(.dl, .class("kv")) { html in
            let facts: [(String, String)] = [
                ("What it is", MailPage.words(for: mail.outcome)), ("Why", mail.reason),
                ("Message-id", mail.identity.withoutAngleBrackets),
                ("Project", mail.projectLinkName ?? "none"), ("Came by", mail.source),
                ("Size", "\(mail.size.grouped) bytes"),
            ]
            for (name, value) in facts {
                html.element(.dt, text: name)
                html.element(.dd, text: value)
            }
            html.element(.dt, text: "Arrived")
            html.element(.dd) { $0.time(mail.received) }
            html.element(.dt, text: "See also")
            html.element(.dd) { html in
                let link = Link.mail(named: mail.identity.withoutAngleBrackets)
                html.element(.a, .href(link), text: "what everybody can see of it")
            }
        }
        if MailOutcome.homeless.contains(mail.outcome) {
            html.element(.div, .class("twin")) { html in
                writeDecision(&html)
                writeRetry(&html)
            }
        }
        html.element(.section) { html in
            html.element(.h2, text: "The mail")
            if isCut {
                html.element(
                    .p,
                    .class("dim"),
                    text: "Its beginning; all of it: patchbay mail show \(mail.id) --raw"
                )
            }
            html.element(.pre, .class("mail raw"), .tabindex(0), .label("The mail"), text: text)
        }
    }

    private func writeDecision(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "decide")
        form.write(&html) { html in
            html.element(.h2, text: "Say what it is")
            form.choice(
                "Project",
                "project",
                projects.map { ($0.linkName, $0.name) },
                chosen: mail.projectLinkName ?? "",
                in: &html
            )
            form.choice(
                "It is",
                "kind",
                [
                    ("belongs", "what it says, in this project"), ("patch", "a patch"),
                    ("comment", "a comment on the message below"), ("ignore", "not to be shown"),
                ],
                in: &html
            )
            form.field(
                "For a comment: the message-id it belongs to",
                "parent",
                "",
                hint: "Of a patch, a cover letter or another comment of the project.",
                [.unchecked, .uncapitalised],
                in: &html
            )
            html.element(
                .p,
                .class("note"),
                text: "It stays so when mails are read again. Nothing is mailed."
            )
            form.button("Save", isMain: true, in: &html)
        }
    }

    private func writeRetry(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "retry")
        form.write(&html) { html in
            html.element(.h2, text: "Decide again")
            html.element(
                .p,
                .class("note"),
                text: "By the rules of today: its project, or what it answers, may be there by now."
            )
            form.button("Decide again", does: "retry", in: &html)
        }
    }
}
