import TrackerModel
import TrackerStore

/// The box with which patches are changed: one form, one button that names its reach.
struct ActionPanel {
    let heading: String
    /// `Apply to patch 7`
    let button: String
    let offer: ChangeOffer
    let choices: ProjectChoices
    /// Where the forms go to.
    let action: Link
    /// The present values; `nil` where the patches differ.
    let state: PatchState.ID?
    let delegate: Delegate
    let isArchived: Bool?
    let note: String

    /// The delegate of one patch, or of several.
    enum Delegate {
        case nobody
        case account(Account)
        /// Not the same for all patches.
        case mixed
    }

    func write(_ html: inout HTMLWriter) {
        html.element(.section, .class("panel"), .labelled(by: "act-h")) { html in
            html.element(.h2, .id("act-h"), text: heading)
            if offer.mayChange { writeForm(&html) }
            writeBundles(&html)
        }
    }

    private func writeForm(_ html: inout HTMLWriter) {
        html.element(.form, .post, .action(action)) { html in
            html.csrf()
            html.element(.div, .class("fields")) { html in
                writeState(&html)
                writeDelegate(&html)
                writeArchived(&html)
            }
            html.element(.div, .class("row")) { html in
                html.element(
                    .button,
                    .class("primary"),
                    .name("action"),
                    .value("update"),
                    text: button
                )
            }
            html.element(.p, .class("note"), text: note)
        }
    }

    private func writeState(_ html: inout HTMLWriter) {
        html.element(.label, .for("f-state"), text: "State")
        html.element(.select, .id("f-state"), .name("state"), .key("s")) { html in
            if state == nil { html.option("*", "as they are", isSelected: true) }
            for choice in choices.states {
                html.option("\(choice.id)", choice.name, isSelected: choice.id == state)
            }
        }
    }

    private func writeDelegate(_ html: inout HTMLWriter) {
        var accounts = choices.maintainers
        var selected: Account.ID?
        if case .account(let account) = delegate {
            selected = account.id
            if !accounts.contains(where: { $0.id == account.id }) { accounts.append(account) }
        }
        var (isNobody, isMixed) = (false, false)
        if case .nobody = delegate { isNobody = true }
        if case .mixed = delegate { isMixed = true }
        html.element(.label, .for("f-del"), text: "Delegate")
        html.element(.select, .id("f-del"), .name("delegate"), .key("w")) { html in
            if isMixed { html.option("*", "as they are", isSelected: true) }
            html.option("", "nobody", isSelected: isNobody)
            for account in accounts {
                html.option("\(account.id)", account.username, isSelected: account.id == selected)
            }
        }
    }

    private func writeArchived(_ html: inout HTMLWriter) {
        guard let isArchived else {
            html.element(.label, .for("f-arch"), text: "Archived")
            html.element(.select, .id("f-arch"), .name("archived"), .key("a")) { html in
                html.option("*", "as they are", isSelected: true)
                html.option("True", "yes", isSelected: false)
                html.option("False", "no", isSelected: false)
            }
            return
        }
        html.element(.label, .class("check")) { html in
            var attributes: [HTMLAttribute] = [
                .type("checkbox"), .name("archived"), .value("True"), .key("a"),
            ]
            if isArchived { attributes.append(.checked) }
            html.void(.input, attributes)
            html.text(" Archived")
        }
    }

    private func writeBundles(_ html: inout HTMLWriter) {
        html.element(.details, .class("fold")) { html in
            html.element(.summary, .key("b"), text: "Put into a bundle")
            if !offer.bundles.isEmpty {
                html.element(.form, .post, .action(action)) { html in
                    html.csrf()
                    html.element(.div, .class("row")) { html in
                        html.element(.select, .name("bundle_id"), .label("Bundle")) { html in
                            for bundle in offer.bundles {
                                html.option("\(bundle.id)", bundle.name, isSelected: false)
                            }
                        }
                        html.element(.button, .name("action"), .value("add"), text: "Add")
                    }
                }
            }
            html.element(.form, .post, .action(action)) { html in
                html.csrf()
                html.element(.div, .class("row")) { html in
                    html.void(
                        .input,
                        .name("name"),
                        .type("text"),
                        .label("Name of a new bundle"),
                        .placeholder("New bundle"),
                        .longest(50),
                        .required
                    )
                    html.element(.button, .name("action"), .value("create"), text: "Create")
                }
            }
        }
    }
}

extension HTMLWriter {
    fileprivate mutating func option(_ value: String, _ name: String, isSelected: Bool) {
        element(
            .option,
            isSelected ? [.value(value), .selected] : [.value(value)],
            text: name
        )
    }
}
