import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    func maintainersPage(_ project: Project, _ call: AdministrationCall) async throws -> Page {
        let maintainers = try await store.maintainers(of: project.id)
        return AdministrationFrame.page(
            project.name,
            .project(project.linkName, .maintainers),
            call,
            note: "Maintainers change states, delegates and checks of all patches of the project, "
                + "and what stands on these pages."
        ) { html in
            html.element(.table, .class("rows")) { html in
                html.columns(["User", "Name", "Address", ""])
                html.element(.tbody) { html in
                    for account in maintainers { Self.write(account, call, &html) }
                }
            }
            if maintainers.isEmpty {
                html.element(.p, .class("dim"), text: "Nobody maintains the project.")
            }
            let form = FormParts(call: call, name: "add")
            form.write(&html) { html in
                html.element(.h2, text: "Add a maintainer")
                form.field(
                    "User name",
                    "user",
                    "",
                    hint: "An account that can sign in.",
                    [.required, .uncapitalised, .unchecked],
                    in: &html
                )
                form.button("Add", isMain: true, in: &html)
            }
        }
    }

    private static func write(
        _ account: Account,
        _ call: AdministrationCall,
        _ html: inout HTMLWriter
    ) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title"), text: account.username)
            html.element(.td, text: account.displayName)
            html.element(.td, text: account.email)
            html.element(.td) { html in
                let form = FormParts(call: call, name: "remove")
                html.element(.form, .post) { html in
                    form.writeMark(&html)
                    html.void(.input, .type("hidden"), .name("user"), .value(account.username))
                    form.button("Remove", label: "Remove \(account.username)", in: &html)
                }
            }
        }
    }

    func editMaintainers(
        _ linkName: String,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        let name = form.text("user")
        let isAdded = form.last("form") == "add"
        try await store.setMaintainer(name, of: linkName, to: isAdded, by: call.author)
        let words = isAdded ? "\(name) maintains \(linkName)." : "\(name) maintains it no more."
        // Who has taken the own right away may not look any more.
        let mayStay =
            call.rights.isSuperuser || isAdded
            || name.lowercased() != call.session.account.username.lowercased()
        let link =
            mayStay ? Link.administration(.project(linkName, .maintainers)) : .about(linkName)
        return .done(Told(.success, words), goTo: link, call.request)
    }

    func delegationPage(_ project: Project, _ call: AdministrationCall) async throws -> Page {
        let rules = try await store.delegationRules(of: project.id)
        let path = call.asked("path")
        let trial =
            path.isEmpty ? nil : try await store.tryDelegation(of: path, in: project.id)
        return AdministrationFrame.page(
            project.name,
            .project(project.linkName, .delegation),
            call,
            note:
                "A new patch is delegated if all its files go to the same user. For each file the "
                + "rule with the highest priority decides; among equal ones the path that comes first."
        ) { html in
            DelegationForms(project: project, call: call).write(rules, path, trial, &html)
        }
    }

    func editDelegation(
        _ linkName: String,
        _ form: Query,
        _ call: AdministrationCall
    ) async throws -> Answer {
        let name = form.last("form") ?? ""
        guard let priority = Int64(form.text("priority").isEmpty ? "0" : form.text("priority")),
            priority.magnitude <= 1_000_000
        else {
            throw ChangeRefusal.invalid(FieldFaults("priority", "Use a whole number."))
        }
        let draft = DelegationDraft(
            path: form.text("path"),
            username: form.text("user"),
            priority: priority
        )
        let words: String
        if name == "add" {
            try await store.addDelegationRule(draft, to: linkName, by: call.author)
            words = "Patches that touch \(draft.path) go to \(draft.username)."
        } else {
            guard let id = name.hasPrefix("rule-") ? Int64(name.dropFirst(5)) : nil else {
                return .notFound
            }
            let isGone = form.last("do") == "delete"
            try await store.changeDelegationRule(
                id,
                to: isGone ? nil : draft,
                in: linkName,
                by: call.author
            )
            words =
                isGone ? "The rule is gone; patches keep their delegates." : "The rule is saved."
        }
        let link = Link.administration(.project(linkName, .delegation))
        return .done(Told(.success, words), goTo: link, call.request)
    }
}

/// The rules of a project as a table of fields, and a question about them.
struct DelegationForms {
    let project: Project
    let call: AdministrationCall

    func write(
        _ rules: [DelegationRecord],
        _ path: String,
        _ trial: DelegationTrial?,
        _ html: inout HTMLWriter
    ) {
        html.element(.section) { html in
            html.element(.h2, text: "Which rule would decide?")
            html.element(.form, .class("ask")) { html in
                html.element(.label, .for("path"), text: "A file, such as drivers/net/a.c")
                html.void(.input, .id("path"), .name("path"), .type("text"), .value(path))
                html.element(.button, .type("submit"), text: "Try")
            }
            if let trial { write(trial, of: path, &html) }
        }
        html.element(.section) { html in
            html.element(.h2, text: "Rules")
            if rules.isEmpty {
                html.element(
                    .p,
                    .class("dim"),
                    text: "There is none: no patch is delegated by itself."
                )
            } else {
                html.element(.table, .class("rows edit")) { html in
                    html.columns(["Files", "User", "Priority", ""])
                    html.element(.tbody) { html in
                        for rule in rules { write(rule, &html) }
                    }
                }
            }
        }
        writeNew(&html)
    }

    private func write(_ trial: DelegationTrial, of path: String, _ html: inout HTMLWriter) {
        html.element(.p, .status) { html in
            guard let rule = trial.decides else {
                return html.text("No rule is about \(path): the patch would go to nobody.")
            }
            html.element(.code, text: path)
            html.text(" goes to ")
            html.element(.strong, text: rule.account.username)
            html.text(" by the rule ")
            html.element(.code, text: rule.path)
            html.text(" (priority \(rule.priority)).")
            if !trial.others.isEmpty {
                let others = trial.others.map { "\($0.path) to \($0.account.username)" }
                html.text(" Behind it: \(others.joined(separator: ", ")).")
            }
        }
    }

    private func write(_ rule: DelegationRecord, _ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "rule-\(rule.id)")
        html.element(.tr) { html in
            html.element(.td, .class("c-title"), .column("Files")) { html in
                form.cell("Files", "path", rule.path, [.required, .unchecked], in: &html)
            }
            html.element(.td, .column("User")) { html in
                form.cell("User", "user", rule.account.username, [.required], in: &html)
            }
            html.element(.td, .column("Priority")) { html in
                form.cell("Priority", "priority", "\(rule.priority)", [.class("short")], in: &html)
            }
            html.element(.td) { html in
                form.write(&html, class: "row") { html in
                    form.button("Save", label: "Save the rule for \(rule.path)", in: &html)
                    form.button(
                        "Delete",
                        does: "delete",
                        label: "Delete the rule for \(rule.path)",
                        in: &html
                    )
                }
            }
        }
    }

    private func writeNew(_ html: inout HTMLWriter) {
        let form = FormParts(call: call, name: "add")
        form.write(&html) { html in
            html.element(.h2, text: "Add a rule")
            form.field(
                "Files",
                "path",
                "",
                hint:
                    "A pattern for whole file names: *, ?, [set], [!set]; * also matches slashes.",
                [.required, .longest(255), .unchecked],
                in: &html
            )
            form.field("User name", "user", "", [.required, .uncapitalised], in: &html)
            form.field("Priority", "priority", "0", hint: "Higher goes first.", in: &html)
            form.button("Add", isMain: true, in: &html)
        }
    }
}
