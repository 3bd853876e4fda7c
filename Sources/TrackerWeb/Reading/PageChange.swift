import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The fields of a form by which patches are changed.
struct PageChange {
    private let fields: Query

    init(_ fields: Query) { self.fields = fields }

    func value(_ name: String) -> String? { fields.last(name) }

    func number(_ name: String) -> Int64? { value(name).flatMap { Int64($0) } }

    /// What is to be done, in small letters. Who presses Enter in the field for the name of a bundle
    /// wants that bundle.
    var action: String {
        let action = value("action")?.lowercased() ?? ""
        return value("name")?.isEmpty == false && action != "add" ? "create" : action
    }

    /// State, delegate and archive flag; `*` leaves what is there.
    func patchChange() throws -> PatchChange {
        var change = PatchChange()
        switch value("state") {
        case nil, "*"?: break
        case let state?:
            guard let id = Int64(state) else { throw FormFault("There is no such state.") }
            change.state = .set(.id(id))
        }
        switch value("delegate") {
        case nil, "*"?: break
        case ""?: change.delegate = .set(nil)
        case let delegate?:
            guard let id = Int64(delegate) else { throw FormFault("There is no such delegate.") }
            change.delegate = .set(id)
        }
        switch value("archived") {
        case "*"?: break
        // A box without a tick sends nothing.
        case nil, ""?, "False"?: change.isArchived = .set(false)
        default: change.isArchived = .set(true)
        }
        return change
    }
}

/// What is wrong with a form, in a sentence for whoever sent it.
struct FormFault: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// What came of a form: the sentence above the next page, and the place on it.
struct Done {
    var text: String
    /// The key of the change, where it can be taken back.
    var undo: String?
    var place: String?

    init(_ text: String, undo: String? = nil, at place: String? = nil) {
        self.text = text
        self.undo = undo
        self.place = place
    }
}

extension WebRoutes {
    /// Makes a change that a form asks for, and leads back to its page.
    ///
    /// A form with a fault changes nothing, and the page says what it is.
    func change(
        _ request: Request,
        backTo link: Link,
        _ make: (PageChange, ChangeAuthor) async throws -> Done
    ) async throws -> Answer {
        try await changing(request, next: link) { fields, author in
            do {
                let done = try await make(PageChange(fields), author)
                return .done(
                    Told(.success, done.text, undo: done.undo),
                    goTo: done.place.map { link.at($0) } ?? link,
                    request
                )
            } catch let fault as FormFault {
                return .done(Told(.error, fault.sentence), goTo: link, request)
            } catch ChangeRefusal.notPermitted {
                return .html(ErrorPage.refused, status: .forbidden)
            } catch ChangeRefusal.missing {
                return .notFound
            } catch ChangeRefusal.invalid(let faults) {
                return .done(Told(.error, faults.sentence), goTo: link, request)
            } catch let refusal as BulkRefusal {
                return answer(to: refusal, backTo: link, request)
            }
        }
    }

    /// Makes the same change of some patches, all of them or none.
    func update(
        _ patches: [Int64],
        series: Int64? = nil,
        _ change: PatchChange,
        by author: ChangeAuthor
    ) async throws -> Done {
        let part = BulkChange.Part(patches: patches, series: series, change: change)
        let made = try await store.changePatchesUndoably(BulkChange([part]), by: author)
        let count = made.value.count { $0.before != $0.after }
        switch count {
        case 0: return Done("No patches updated")
        case 1: return Done("1 patch updated", undo: made.undo)
        default: return Done("\(count) patches updated", undo: made.undo)
        }
    }

    private func answer(to refusal: BulkRefusal, backTo link: Link, _ request: Request) -> Answer {
        switch refusal {
        case .noSeries: return .notFound
        case .tooMany:
            let limit = BulkChange.largestCount
            let sentence = "At most \(limit) patches can be changed at once. Nothing was changed."
            return .done(Told(.error, sentence), goTo: link, request)
        case .repeated: return .done(Told(.error, "A patch is named twice."), goTo: link, request)
        case .patches(let refusals):
            if refusals.contains(where: { $0.refusal == .notPermitted }) {
                return .html(ErrorPage.refused, status: .forbidden)
            }
            for case (_, .invalid(let faults)) in refusals {
                return .done(Told(.error, faults.sentence), goTo: link, request)
            }
            return .done(Told(.error, "Nothing was changed."), goTo: link, request)
        }
    }

    /// Puts patches into a new bundle, or into one that is there.
    func bundle(
        _ form: PageChange,
        _ patches: [Int64],
        by author: ChangeAuthor
    ) async throws -> Done {
        switch form.action {
        case "create":
            let name = (form.value("name") ?? "").split(separator: " ").joined(separator: " ")
            guard (1...50).contains(name.count) else {
                throw FormFault("The name of a bundle has 1 to 50 characters.")
            }
            var change = BundleChange()
            change.name = .set(name)
            change.patches = .set(patches)
            _ = try await store.createBundle(change, by: author)
            return Done("Bundle \(name) created")
        case "add":
            guard let id = form.number("bundle_id") else { throw FormFault("Which bundle?") }
            let name = try await store.addToBundle(id, patches, by: author)
            return Done("Added to bundle \(name)")
        default: throw FormFault("Nothing was asked for.")
        }
    }
}

extension FieldFaults {
    /// All faults in a line.
    fileprivate var sentence: String {
        "Nothing was changed. "
            + faults.map { fault in
                "\(fault.path.last ?? ""): \(fault.messages.joined(separator: " "))"
            }.joined(separator: "; ")
    }
}
