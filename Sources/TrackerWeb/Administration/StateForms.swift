import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    func statesPage(_ call: AdministrationCall) async throws -> Page {
        let states = try await store.states()
        let patches = try await store.patchesByState()
        return AdministrationFrame.page(
            "States",
            .states,
            call,
            note:
                "All projects share them. The first one is that of new patches. Those that ask for "
                + "action are in to-do lists, and shown by lists of patches that say nothing of "
                + "states. What a state means for the work says which series are open, and whose turn "
                + "it is."
        ) { html in
            StateForms(states: states, patches: patches, call: call).write(&html)
        }
    }

    func editStates(_ form: Query, _ call: AdministrationCall) async throws -> Answer {
        let name = form.last("form") ?? ""
        let draft = StateDraft(
            name: form.text("name"),
            slug: form.text("slug"),
            needsAction: form.isOn("action_required"),
            meaning: form.last("meaning").flatMap { PatchState.Meaning(rawValue: $0) }
        )
        if name == "add" {
            _ = try await store.createState(draft, by: call.author)
            return told("State \(draft.name) is made.", .states, call)
        }
        guard let id = name.hasPrefix("state-") ? Int64(name.dropFirst(6)) : nil,
            let state = try await store.states().first(where: { $0.id == id })
        else { return .notFound }
        switch form.last("do") {
        case "up", "down":
            try await store.moveState(id, up: form.last("do") == "up", by: call.author)
            return told("\(state.name) has another place.", .states, call)
        case "delete": return try await deleteState(state, form, call)
        default:
            try await store.editState(id, draft, by: call.author)
            return told("State \(draft.name) is saved.", .states, call)
        }
    }

    private func deleteState(
        _ state: PatchState,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        let patches = try await store.patchesByState()[state.id] ?? 0
        let other = form.number("to")
        let states = try await store.states()
        let chosen = states.first { $0.id == other && $0.id != state.id }
        if patches > 0, chosen == nil {
            return .html(StateForms.replacement(of: state, states, patches: patches))
        }
        let question = confirmation(
            "Delete the state \(state.name)?",
            consequences: [
                chosen.map { "\(patches) patches become \($0.name), each with an event." }
                    ?? "No patch has it.",
                "Programs that ask for '\(state.slug)' find nothing any more.",
                "The number \(state.id) is not given again.",
            ],
            button: "Delete \(state.name)",
            back: .administration(.states),
            form
        )
        if let question { return question }
        let moved = try await store.deleteState(state.id, movingTo: chosen?.id, by: call.author)
        let rest = chosen.map { " \(moved) patches are \($0.name) now." } ?? ""
        return told("State \(state.name) is gone.\(rest)", .states, call)
    }

    func told(
        _ words: String,
        _ place: AdministrationPlace,
        _ call: AdministrationCall
    ) -> Answer {
        .done(Told(.success, words), goTo: place.link, call.request)
    }

    func tagsPage(_ call: AdministrationCall) async throws -> Page {
        let tags = try await store.tagRecords()
        return AdministrationFrame.page(
            "Tags",
            .tags,
            call,
            note: "Lines of patches and comments that begin with a tag and a colon are counted, as "
                + "mails come. Old mails count when they are read again: patchbay mail reparse."
        ) { html in
            TagForms(tags: tags, call: call).write(&html)
        }
    }

    func editTags(_ form: Query, _ call: AdministrationCall) async throws -> Answer {
        let name = form.last("form") ?? ""
        var tag = TagRecord(
            name: form.text("name"),
            abbreviation: form.text("abbreviation"),
            isShown: form.isOn("show_column")
        )
        if name == "add" {
            _ = try await store.createTag(tag, by: call.author)
            return told("Tag \(tag.name) is made.", .tags, call)
        }
        guard let id = name.hasPrefix("tag-") ? Int64(name.dropFirst(4)) : nil else {
            return .notFound
        }
        tag.id = id
        if form.last("do") == "delete" {
            let question = confirmation(
                "Delete the tag \(tag.name)?",
                consequences: [
                    "Its counts go. The mails stay: with the tag made anew, patchbay mail reparse "
                        + "counts them again."
                ],
                button: "Delete \(tag.name)",
                back: .administration(.tags),
                form
            )
            if let question { return question }
            try await store.deleteTag(id, by: call.author)
            return told("Tag \(tag.name) is gone.", .tags, call)
        }
        try await store.editTag(tag, by: call.author)
        return told("Tag \(tag.name) is saved.", .tags, call)
    }
}

/// All states as a table of fields.
struct StateForms {
    let states: [PatchState]
    let patches: [PatchState.ID: Int64]
    let call: AdministrationCall

    func write(_ html: inout HTMLWriter) {
        html.element(.table, .class("rows edit")) { html in
            html.columns(
                ["Name", "For programs", "Asks for action", "For the work", "Patches", ""],
                numbers: ["Patches"]
            )
            html.element(.tbody) { html in
                for state in states { write(state, &html) }
            }
        }
        let form = FormParts(call: call, name: "add")
        form.write(&html) { html in
            html.element(.h2, text: "Add a state")
            form.field("Name", "name", "", [.required, .longest(100)], in: &html)
            let hint = "How programs write it; left empty, it follows from the name."
            form.field("For programs", "slug", "", hint: hint, [.longest(100)], in: &html)
            form.check("Asks for action", "action_required", false, in: &html)
            form.choice(
                "For the work it means",
                "meaning",
                Self.meanings,
                chosen: PatchState.Meaning.closed.rawValue,
                in: &html
            )
            form.button("Add", isMain: true, in: &html)
        }
    }

    private static let meanings: [(value: String, name: String)] =
        PatchState.Meaning.allCases.map { ($0.rawValue, $0.words) }

    private func write(_ state: PatchState, _ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "state-\(state.id)")
        html.element(.tr) { html in
            html.element(.td, .class("c-title"), .column("Name")) { html in
                form.cell("Name of \(state.name)", "name", state.name, [.required], in: &html)
            }
            html.element(.td, .column("For programs")) { html in
                let label = "How programs write \(state.name)"
                form.cell(label, "slug", state.slug, [.required], in: &html)
            }
            html.element(.td, .column("Asks for action")) { html in
                let label = "\(state.name) asks for action"
                form.cellCheck(label, "action_required", state.needsAction, in: &html)
            }
            html.element(.td, .column("For the work")) { html in
                let label = "What \(state.name) means for the work"
                let chosen = state.meaning.rawValue
                form.cellChoice(label, "meaning", Self.meanings, chosen: chosen, in: &html)
            }
            let count = patches[state.id] ?? 0
            html.element(.td, .class("num"), .column("Patches"), text: count.grouped)
            html.element(.td) { html in
                form.write(&html, class: "row") { html in
                    form.button("Save", label: "Save \(state.name)", in: &html)
                    if state.id != states.first?.id {
                        form.button("Up", does: "up", label: "\(state.name) up", in: &html)
                    }
                    if state.id != states.last?.id {
                        form.button("Down", does: "down", label: "\(state.name) down", in: &html)
                    }
                    form.button("Delete…", does: "delete", label: "Delete \(state.name)", in: &html)
                }
            }
        }
    }

    /// Asks which state patches get whose state goes.
    static func replacement(of state: PatchState, _ states: [PatchState], patches: Int64) -> Page {
        Page(title: "Delete the state \(state.name)?") { html in
            html.element(.div, .class("admin confirm")) { html in
                html.element(.h1, text: "Delete the state \(state.name)?")
                html.element(
                    .p,
                    text: "\(patches.grouped) patches have it. No patch is ever deleted: they get "
                        + "another state."
                )
                html.element(.form, .class("form panel"), .post) { html in
                    html.csrf()
                    let kept = [("form", "state-\(state.id)"), ("do", "delete")]
                    for (name, value) in kept {
                        html.void(.input, .type("hidden"), .name(name), .value(value))
                    }
                    html.element(.div, .class("field")) { html in
                        html.element(.label, .for("to"), text: "Their state from now on")
                        html.element(.select, .id("to"), .name("to")) { html in
                            for other in states where other.id != state.id {
                                html.element(.option, .value("\(other.id)"), text: other.name)
                            }
                        }
                    }
                    html.element(.div, .class("row")) { html in
                        html.element(.button, .type("submit"), text: "Go on")
                        let back = Link.administration(.states)
                        html.element(.a, .class("button"), .href(back), text: "No, go back")
                    }
                }
            }
        }
    }
}

extension PatchState.Meaning {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .open: "open: to review and decide"
        case .waiting: "waits for the author"
        case .elsewhere: "waits for others"
        case .closed: "closed"
        }
    }
}

/// All tags as a table of fields.
struct TagForms {
    let tags: [TagRecord]
    let call: AdministrationCall

    func write(_ html: inout HTMLWriter) {
        html.element(.table, .class("rows edit")) { html in
            html.columns(["Name", "Abbreviation", "Has a column", ""])
            html.element(.tbody) { html in
                for tag in tags { write(tag, &html) }
            }
        }
        let form = FormParts(call: call, name: "add")
        form.write(&html) { html in
            html.element(.h2, text: "Add a tag")
            let hint = "What a line begins with, without the colon, such as Suggested-by."
            form.field("Name", "name", "", hint: hint, [.required, .longest(20)], in: &html)
            let short = "One or two characters for the head of a column."
            form.field(
                "Abbreviation",
                "abbreviation",
                "",
                hint: short,
                [.required, .longest(2)],
                in: &html
            )
            form.check("Has a column in lists", "show_column", true, in: &html)
            form.button("Add", isMain: true, in: &html)
        }
    }

    private func write(_ tag: TagRecord, _ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "tag-\(tag.id)")
        html.element(.tr) { html in
            html.element(.td, .class("c-title"), .column("Name")) { html in
                form.cell("Name of \(tag.name)", "name", tag.name, [.required], in: &html)
            }
            html.element(.td, .column("Abbreviation")) { html in
                form.cell(
                    "Abbreviation of \(tag.name)",
                    "abbreviation",
                    tag.abbreviation,
                    [.required, .class("short"), .longest(2)],
                    in: &html
                )
            }
            html.element(.td, .column("Has a column")) { html in
                form.cellCheck("\(tag.name) has a column", "show_column", tag.isShown, in: &html)
            }
            html.element(.td) { html in
                form.write(&html, class: "row") { html in
                    form.button("Save", label: "Save \(tag.name)", in: &html)
                    form.button("Delete…", does: "delete", label: "Delete \(tag.name)", in: &html)
                }
            }
        }
    }
}
