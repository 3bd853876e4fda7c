import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// What somebody wants to do with what is selected in a list (application, section 4). Forms of
/// scripts that were written for Patchwork have the same fields.
struct ListAction: Sendable {
    enum Kind: String, Sendable {
        case update, create, add, remove
        /// Marks series as read, or, if all are, as unread.
        case read
        case readAll = "read-all"
    }

    let kind: Kind?
    let form: Query
    /// Ids, in the order of the form.
    let patches: [Int64]
    let series: [Int64]

    init(_ form: Query) {
        self.form = form
        let name = form.last("name") ?? ""
        let action = (form.last("action") ?? "").lowercased()
        // Enter in the box for the name of a new bundle sends the first button.
        kind = !name.isEmpty && action != "add" ? .create : Kind(rawValue: action)
        patches = form.items.compactMap { item in
            guard item.key.hasPrefix("patch_id:"), !item.value.isEmpty else { return nil }
            return Int64(item.key.dropFirst("patch_id:".count))
        }
        series = form.all("series").compactMap { Int64($0) }
    }

    var isEmpty: Bool { patches.isEmpty && series.isEmpty }

    /// The change that the form asks for; `nil` if its fields make no sense.
    var change: PatchChange? {
        var change = PatchChange()
        let keep = BulkBar.keep
        if let state = form.last("state"), state != keep {
            guard let id = Int64(state) else { return nil }
            change.state = .set(.id(id))
        }
        if let delegate = form.last("delegate"), delegate != keep {
            if delegate.isEmpty {
                change.delegate = .set(nil)
            } else {
                guard let id = Int64(delegate) else { return nil }
                change.delegate = .set(id)
            }
        }
        switch form.last("archived") {
        case "True": change.isArchived = .set(true)
        case "False": change.isArchived = .set(false)
        case nil, keep: break
        default: return nil
        }
        return change
    }
}

extension WebRoutes {
    /// Does what the form of a list asks for, and leads back to the list.
    ///
    /// - Parameters:
    ///   - linkName: The project of the list.
    ///   - next: The list, to which the answer leads back.
    ///   - request: The form.
    /// - Returns: A redirect that says what was done.
    /// - Throws: `StoreError`.
    func act(onListOf linkName: String, next: Link, _ request: Request) async throws -> Answer {
        try await changing(request, next: next) { form, author in
            let action = ListAction(form)
            var next = next
            if let first = action.series.first { next = next.at(row: "s\(first)") }
            do {
                let told = try await told(of: action, linkName, author)
                return .done(told, goTo: next, request)
            } catch let refusal as ChangeRefusal {
                return .done(Told(.error, refusal.sentence), goTo: next, request)
            } catch BulkRefusal.tooMany {
                let words = "More than \(Store.mostListed) patches are not changed at once."
                return .done(Told(.error, words), goTo: next, request)
            }
        }
    }

    private func told(
        of action: ListAction,
        _ linkName: String,
        _ author: ChangeAuthor
    ) async throws -> Told {
        if action.kind == .readAll, let account = author.account {
            try await store.markProjectRead(linkName, by: account.id)
            return Told(.success, "All series are marked as read.")
        }
        if action.isEmpty, action.kind != .create {
            return Told(.warning, "Nothing was selected.")
        }
        switch action.kind {
        case .update: return try await update(action, author)
        case .create: return try await createBundle(action, linkName, author)
        case .add: return try await addToBundle(action, author)
        case .remove: return try await removeFromBundle(action, author)
        case .read: return try await markRead(action.series, author)
        case .readAll, nil: return Told(.error, "This form is not known.")
        }
    }

    private func update(_ action: ListAction, _ author: ChangeAuthor) async throws -> Told {
        guard let change = action.change else {
            return Told(.error, "The submitted form data was invalid. Nothing was changed.")
        }
        let result = try await store.changeListed(
            patches: action.patches,
            series: action.series,
            change,
            by: author
        )
        let count = result.value.changed.count
        var words =
            count == 0
            ? "No patches updated."
            : count == 1
                ? "1 patch updated."
                : "\(count) patches updated."
        var faults: [String] = []
        for refused in result.value.refused {
            if case .invalid = refused.refusal, !faults.contains(refused.refusal.sentence) {
                faults.append(refused.refusal.sentence)
            }
        }
        let forbidden = result.value.refused.filter { $0.refusal == .notPermitted }.map(\.name)
        if !forbidden.isEmpty {
            words += " You may not change: " + Self.names(forbidden) + "."
        }
        words += faults.map { " \($0)" }.joined()
        let isWhole = result.value.refused.isEmpty
        return Told(isWhole ? .success : .error, words, undo: result.undo)
    }

    private static func names(_ names: [String]) -> String {
        let shown = names.prefix(5).map { "“\($0.cut(to: 80))”" }.joined(separator: ", ")
        return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }

    private func createBundle(
        _ action: ListAction,
        _ linkName: String,
        _ author: ChangeAuthor
    ) async throws -> Told {
        let name = (action.form.last("name") ?? "").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        guard !name.isEmpty else {
            return Told(.error, "A bundle needs a name. Nothing was made.")
        }
        do {
            let filling = try await store.createBundle(
                named: name,
                ofProject: linkName,
                patches: action.patches,
                series: action.series,
                by: author
            )
            return filling.told(prefix: "Bundle “\(name)” was created.")
        } catch ChangeRefusal.invalid(let faults)
            where faults.faults.contains(where: { $0.path == ["detail"] })
        {
            return Told(.error, "You have a bundle called “\(name)” already.")
        }
    }

    private func addToBundle(_ action: ListAction, _ author: ChangeAuthor) async throws -> Told {
        guard let bundle = action.form.last("bundle_id").flatMap({ Int64($0) }) else {
            return Told(.error, "No bundle was selected.")
        }
        let filling = try await store.addToBundle(
            bundle,
            patches: action.patches,
            series: action.series,
            by: author
        )
        return filling.told(prefix: nil)
    }

    private func removeFromBundle(
        _ action: ListAction,
        _ author: ChangeAuthor
    ) async throws -> Told {
        guard let bundle = action.form.last("removed_bundle_id").flatMap({ Int64($0) }) else {
            return Told(.error, "No bundle was selected.")
        }
        let filling = try await store.removeFromBundle(
            action.patches,
            bundle: bundle,
            by: author
        )
        let count = filling.done.count
        let words = count == 1 ? "1 patch was" : "\(count) patches were"
        return Told(
            count == 0 ? .warning : .success,
            "\(words) removed from bundle “\(filling.name)”."
        )
    }

    private func markRead(_ series: [Int64], _ author: ChangeAuthor) async throws -> Told {
        guard let account = author.account?.id else { return Told(.error, "Nothing was changed.") }
        let wasUnread = try await store.toggleSeriesRead(series, by: account)
        let things = series.count == 1 ? "1 series" : "\(series.count) series"
        return Told(.success, "\(things) marked as \(wasUnread ? "read" : "unread").")
    }
}

extension BundleFilling {
    fileprivate func told(prefix: String?) -> Told {
        var sentences = [prefix].compactMap(\.self)
        func patches(_ count: Int) -> String { count == 1 ? "1 patch" : "\(count) patches" }
        if !done.isEmpty {
            sentences.append("\(patches(done.count)) added to bundle “\(name)”.")
        }
        if !present.isEmpty {
            sentences.append("\(patches(present.count)) in bundle “\(name)” already.")
        }
        if !foreign.isEmpty {
            sentences.append("\(patches(foreign.count)) of other projects left out.")
        }
        if sentences.isEmpty { sentences.append("Nothing was added.") }
        let isWhole = present.isEmpty && foreign.isEmpty
        return Told(isWhole ? .success : .warning, sentences.joined(separator: " "))
    }
}
