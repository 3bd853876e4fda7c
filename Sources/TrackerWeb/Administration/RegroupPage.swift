import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/project/P/series/N/regroup/`: where the mails of a series are put right, by maintainers of the
    /// project and superusers.
    func regroupPage(
        _ series: Int64,
        of linkName: String,
        _ request: Request
    ) async throws -> Answer {
        try await restricted(request) { call in
            guard let view = try await store.regroupView(series, of: linkName) else {
                return try await otherName(of: series, linkName)
            }
            guard call.rights.include(view.project.id) else { return .forbidden }
            guard request.method == .post, let form = request.form else {
                return answer(view, call)
            }
            return try await regroup(view, form, call)
        } showAgain: { call in
            guard let view = try await store.regroupView(series, of: linkName) else {
                return .notFound
            }
            return answer(view, call, status: .badRequest)
        }
    }

    /// A number that leads to another series by now.
    private func otherName(of series: Int64, _ linkName: String) async throws -> Answer {
        guard let other = try await store.series(replacing: series) else { return .notFound }
        return .redirect(to: .regroup(other, of: linkName))
    }

    private func answer(
        _ view: RegroupView,
        _ call: AdministrationCall,
        status: HTTPResponse.Status = .ok
    ) -> Answer {
        let title = "Regroup: \(ListPages.shown(view.name ?? ""))"
        let page = Page(title: title, project: view.project, place: .series) { html in
            html.element(.div, .class("admin")) { html in
                RegroupForms(view: view, call: call).write(&html)
            }
        }
        var answer = Answer.html(page, status: status)
        answer.headers[.cacheControl] = "no-store"
        return answer
    }

    private func regroup(
        _ view: RegroupView,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        let name = form.last("form") ?? ""
        if name.hasPrefix("undo-"), let id = Int64(name.dropFirst(5)) {
            let series = try await store.undoRegrouping(id, by: call.author)
            let link = Link.regroup(series, of: view.project.linkName)
            return .done(Told(.success, "It is as it was before."), goTo: link, call.request)
        }
        guard let request = try Self.request(name, form, view.series) else { return .notFound }
        let done = try await store.regroup(request, reason: form.text("reason"), by: call.author)
        let told = Told(.success, "Done. It can be undone below.")
        let link = Link.regroup(done.series, of: view.project.linkName)
        return .done(told, goTo: link, call.request)
    }

    private static func request(
        _ name: String,
        _ form: Query,
        _ series: Int64
    ) throws -> RegroupRequest? {
        let patches = form.all("patch").compactMap(Int64.init)
        func target() throws -> Int64 {
            guard let id = form.number("to") ?? form.number("choice") else {
                throw ChangeRefusal.invalid(FieldFaults("to", "Say which series, by its number."))
            }
            return id
        }
        switch name {
        case "move":
            guard let patch = patches.first else {
                throw ChangeRefusal.invalid(FieldFaults("patch", "Choose a patch."))
            }
            let number = form.text("number")
            guard number.isEmpty || Int(number) != nil else {
                throw ChangeRefusal.invalid(FieldFaults("number", "Use a whole number."))
            }
            return .move(patch: patch, to: try target(), number: Int(number))
        case "merge": return .merge(series, into: try target())
        case "split": return .split(series, patches: patches)
        default: return nil
        }
    }
}

/// The mails of a series, and the forms that put them elsewhere.
struct RegroupForms {
    let view: RegroupView
    let call: AdministrationCall

    private var link: String { view.project.linkName }

    func write(_ html: inout HTMLWriter) {
        html.element(.header, .class("head")) { html in
            html.element(.nav, .class("crumbs"), .label("Place")) { html in
                html.element(
                    .a,
                    .href(.series(view.series, of: link)),
                    text: "Series \(view.series)"
                )
            }
            html.element(.h1, text: ListPages.shown(view.name ?? ""))
            html.element(.p, .class("meta")) { html in
                html.element(.span, text: "Version \(view.version)")
                html.element(.span, text: "\(view.received) of \(view.total) patches")
            }
            html.element(
                .p,
                .class("lead dim"),
                text:
                    "Which mails make a series is decided by their threads, subjects, authors and "
                    + "dates. What is said here counts more, also when mails are read again or come "
                    + "late. Nothing is mailed, and all can be undone."
            )
        }
        html.refusals(call)
        writeMails(&html)
        html.element(.div, .class("twin")) { html in
            writeMove(&html)
            writeMerge(&html)
            writeSplit(&html)
        }
        writeHistory(&html)
    }

    private func writeMails(_ html: inout HTMLWriter) {
        html.element(.table, .class("rows")) { html in
            html.columns(["Mail", "No.", "Author", "Date", ""], numbers: ["No."])
            html.element(.tbody) { html in
                for mail in view.mails {
                    html.element(.tr) { html in
                        html.element(.th, .scope("row"), .class("c-title")) { html in
                            let kind: MboxKind = mail.patch == nil ? .cover : .patch
                            html.element(
                                .a,
                                .href(.message(kind, mail.messageID, of: link)),
                                text: ListPages.shown(mail.name)
                            )
                        }
                        let number = mail.patch == nil ? "cover" : "\(mail.number)"
                        html.element(.td, .class("num"), .column("No."), text: number)
                        html.element(.td, .class("c-author"), text: mail.author)
                        html.element(.td) { $0.time(mail.date) }
                        html.element(.td) { html in
                            if mail.isByHand {
                                html.element(.span, .class("tag"), text: "put here by hand")
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeMove(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "move")
        form.write(&html) { html in
            html.element(.h2, text: "Move a patch")
            form.choice(
                "Patch",
                "patch",
                view.mails.compactMap { mail in
                    mail.patch.map { ("\($0)", "\(mail.number): \(ListPages.shown(mail.name))") }
                },
                in: &html
            )
            writeTarget(form, &html)
            form.field(
                "Its number there",
                "number",
                "",
                hint: "Left empty, its own if that is free, else the last one.",
                in: &html
            )
            writeReason(form, &html)
            form.button("Move the patch", isMain: true, in: &html)
        }
    }

    private func writeMerge(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "merge")
        form.write(&html) { html in
            html.element(.h2, text: "Merge this series into another")
            html.element(
                .p,
                .class("note"),
                text:
                    "All its mails go there, and its number leads there. A second cover letter stands "
                    + "alone then."
            )
            writeTarget(form, &html)
            writeReason(form, &html)
            form.button("Merge", isMain: true, in: &html)
        }
    }

    private func writeSplit(_ html: inout HTMLWriter) {
        let patches = view.mails.filter { $0.patch != nil }
        guard patches.count > 1 else { return }
        let form = FormParts(call: call, name: "split")
        form.write(&html) { html in
            html.element(.h2, text: "Split the series")
            html.element(.fieldset) { html in
                html.element(.legend, text: "Patches that become a series of their own")
                for mail in patches {
                    guard let patch = mail.patch else { continue }
                    html.element(.div, .class("tick")) { html in
                        let id = "split-\(patch)"
                        html.void(
                            .input,
                            .id(id),
                            .name("patch"),
                            .type("checkbox"),
                            .value("\(patch)")
                        )
                        let words = "\(mail.number): \(ListPages.shown(mail.name))"
                        html.element(.label, .for(id), text: words)
                    }
                }
            }
            writeReason(form, &html)
            form.button("Split", isMain: true, in: &html)
        }
    }

    private func writeTarget(_ form: FormParts, _ html: inout HTMLWriter) {
        if !view.others.isEmpty {
            form.choice(
                "To a series of the same author",
                "choice",
                [("", "another one, by its number")]
                    + view.others.map { other in
                        (
                            "\(other.id)",
                            "\(other.id): \(ListPages.shown(other.name ?? "")) (v\(other.version), "
                                + "\(other.received) of \(other.total))"
                        )
                    },
                in: &html
            )
        }
        form.field("Number of the series", "to", "", in: &html)
    }

    private func writeReason(_ form: FormParts, _ html: inout HTMLWriter) {
        let length = HTMLAttribute.longest(Store.reasonLength)
        form.field("Why", "reason", "", [.required, length], in: &html)
    }

    private func writeHistory(_ html: inout HTMLWriter) {
        guard !view.history.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: "What was done by hand")
            html.element(.table, .class("rows")) { html in
                html.columns(["What", "Why", "Who", "When", ""])
                html.element(.tbody) { html in
                    for record in view.history { write(record, &html) }
                }
            }
        }
    }

    private func write(_ record: RegroupRecord, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            let words = "\(record.action), from \(record.from) to \(record.to)"
            html.element(.th, .scope("row"), .class("c-title"), text: words)
            html.element(.td, .class("c-why"), .column("Why"), text: record.reason)
            let who = record.username.isEmpty ? "the operator" : record.username
            html.element(.td, .column("Who"), text: who)
            html.element(.td) { $0.time(record.date) }
            html.element(.td) { html in
                guard !record.isUndone else { return html.text("undone") }
                let form = FormParts(call: call, name: "undo-\(record.id)")
                form.write(&html, class: "row") { html in
                    form.button("Undo", label: "Undo: \(words)", in: &html)
                }
            }
        }
    }
}
