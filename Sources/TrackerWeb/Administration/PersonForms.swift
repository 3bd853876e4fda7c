import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    private static var pageLength: Int { 100 }

    func peoplePage(_ call: AdministrationCall) async throws -> Page {
        let id = Int64(call.asked("after"))
        let after = id.map { PersonPlace(name: call.request.query.last("name") ?? "", id: $0) }
        let people = try await store.personPage(
            terms: call.terms,
            after: after,
            limit: Self.pageLength + 1
        )
        let shown = people.prefix(Self.pageLength)
        let last = people.count > shown.count ? shown.last : nil
        let next = last.map { person in
            Link.administration(.people).with([
                ("q", call.asked("q")), ("name", person.name ?? ""), ("after", "\(person.id)"),
            ])
        }
        return AdministrationFrame.page(
            "People",
            .people,
            call,
            note: "Whoever writes to a list: an address, and the name last seen with it."
        ) { html in
            html.search("Name or address", call.asked("q"), action: .administration(.people))
            guard !shown.isEmpty else {
                return html.element(.p, .class("dim"), text: "Nobody is called so.")
            }
            html.element(.table, .class("rows")) { html in
                html.columns(["Name", "Address", "Account"])
                html.element(.tbody) { html in
                    for person in shown { Self.write(person, &html) }
                }
            }
            html.next(next, "More people")
        }
    }

    private static func write(_ person: Person, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                let name = person.name ?? ""
                let link = Link.administration(.person(person.id))
                html.element(.a, .href(link), text: name.isEmpty ? "(no name)" : name)
            }
            html.element(.td, .column("Address"), text: person.email)
            html.element(.td, .column("Account")) { html in
                if let account = person.account {
                    let link = Link.administration(.user(account.username))
                    html.element(.a, .href(link), text: account.username)
                } else {
                    html.text("–")
                }
            }
        }
    }

    func personPage(_ id: Int64, _ call: AdministrationCall) async throws -> Page? {
        guard let record = try await store.personRecord(id) else { return nil }
        let name = record.person.name ?? ""
        let title = name.isEmpty ? record.person.email : name
        return AdministrationFrame.page(title, .person(id), call) { html in
            PersonForms(record: record, call: call).write(&html)
        }
    }

    func editPerson(
        _ id: Int64,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        switch form.last("form") {
        case "name":
            let isByMail = form.last("do") == "release"
            try await store.namePerson(id, isByMail ? nil : form.text("name"), by: call.author)
            let words = isByMail ? "The next mail may name this person." : "The name is saved."
            return told(words, .person(id), call)
        case "account":
            let name = form.last("do") == "unlink" ? nil : form.text("user")
            try await store.linkPerson(id, to: name, by: call.author)
            let words = name.map { "The address belongs to \($0)." } ?? "It belongs to no account."
            return told(words, .person(id), call)
        case "merge": return try await merge(id, form, call)
        case let name? where name.hasPrefix("undo-"):
            guard let merge = Int64(name.dropFirst(5)) else { return .notFound }
            let person = try await store.undoPersonMerge(merge, by: call.author)
            return told("These are two people again.", .person(person), call)
        default: return .notFound
        }
    }

    private func merge(
        _ id: Int64,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        guard let other = form.number("into"), other != id,
            let kept = try await store.personRecord(other),
            let gone = try await store.personRecord(id)
        else {
            let fault = "Give the number of another person, as in the address of their page."
            throw ChangeRefusal.invalid(FieldFaults("into", fault))
        }
        let question = confirmation(
            "Is \(gone.person.email) the same person as \(kept.person.email)?",
            consequences: [
                "\(gone.patches) patches, \(gone.covers) cover letters and \(gone.comments) comments "
                    + "become those of \(kept.person.name ?? kept.person.email), with all series.",
                "So does what comes from \(gone.person.email) from now on.",
                "It can be undone on the page of \(kept.person.email).",
            ],
            button: "Make them one",
            back: .administration(.person(id)),
            form
        )
        if let question { return question }
        _ = try await store.mergePerson(id, into: other, by: call.author)
        return told("\(gone.person.email) leads to this person now.", .person(other), call)
    }
}

/// What can be done to a person.
struct PersonForms {
    let record: PersonRecord
    let call: AdministrationCall

    func write(_ html: inout HTMLWriter) {
        html.element(.dl, .class("kv")) { html in
            let facts: [(String, String)] = [
                ("Number", "\(record.person.id)"), ("Address", record.person.email),
                ("Patches", record.patches.grouped), ("Cover letters", record.covers.grouped),
                ("Comments", record.comments.grouped),
            ]
            for (name, value) in facts {
                html.element(.dt, text: name)
                html.element(.dd, text: value)
            }
        }
        html.element(.div, .class("twin")) { html in
            writeName(&html)
            writeAccount(&html)
            writeMerge(&html)
        }
        writeMerges(&html)
    }

    private func writeName(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "name")
        form.write(&html) { html in
            html.element(.h2, text: "Name")
            let hint =
                record.isNamedByHand
                ? "Set by hand: mails do not change it."
                : "Taken from the latest mail. Once saved here, mails do not change it any more."
            form.field(
                "Name",
                "name",
                record.person.name ?? "",
                hint: hint,
                [.longest(255)],
                in: &html
            )
            html.element(.div, .class("row")) { html in
                form.button("Save", isMain: true, in: &html)
                if record.isNamedByHand {
                    form.button("Let mails name it", does: "release", in: &html)
                }
            }
        }
    }

    private func writeAccount(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "account")
        form.write(&html) { html in
            html.element(.h2, text: "Account")
            form.field(
                "User name",
                "user",
                record.person.account?.username ?? "",
                hint: "Whoever has the account may change patches that came from the address.",
                [.uncapitalised, .unchecked],
                in: &html
            )
            html.element(.div, .class("row")) { html in
                form.button("Link", isMain: true, in: &html)
                if record.person.account != nil {
                    form.button("Unlink", does: "unlink", in: &html)
                }
            }
        }
    }

    private func writeMerge(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "merge")
        form.write(&html) { html in
            html.element(.h2, text: "The same as somebody else")
            form.field(
                "Number of the person that stays",
                "into",
                "",
                hint: "All mails of this address become theirs. It can be undone.",
                [.required],
                in: &html
            )
            form.button("Make them one…", in: &html)
        }
    }

    private func writeMerges(_ html: inout HTMLWriter) {
        guard !record.merges.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: "Addresses that lead here")
            html.element(.table, .class("rows")) { html in
                html.columns(["Address", "Name", "Since", "By", ""])
                html.element(.tbody) { html in
                    for merge in record.merges { write(merge, &html) }
                }
            }
        }
    }

    private func write(_ merge: PersonMerge, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title"), text: merge.email)
            html.element(.td, text: merge.name ?? "–")
            html.element(.td) { $0.time(merge.date) }
            html.element(
                .td,
                .column("By"),
                text: merge.username.isEmpty ? "the operator" : merge.username
            )
            html.element(.td) { html in
                let form = FormParts(call: call, name: "undo-\(merge.id)")
                form.write(&html, class: "row") { html in
                    form.button("Undo", label: "Undo for \(merge.email)", in: &html)
                }
            }
        }
    }
}
