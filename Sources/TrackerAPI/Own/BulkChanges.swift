import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `POST /api/patchbay/patches/bulk/`: changes of many patches, all or none.
    func changePatches(_ call: OwnCall) async throws -> Reply {
        guard call.caller.account != nil else { throw APIFailure.needsCredentials }
        let members = try RequestBody(jsonOf: call.request).members()
        return try await make(try BulkBody.bulk(members), call)
    }

    /// `PATCH /api/patchbay/series/ID/`: a change of all patches of a series. The cover letter has
    /// nothing that can be set.
    func changeSeries(_ call: OwnCall) async throws -> Reply {
        guard try await store.seriesChecks(of: call.id) != nil else {
            throw APIFailure.missing("Series")
        }
        guard call.caller.account != nil else { throw APIFailure.needsCredentials }
        let members = try RequestBody(jsonOf: call.request).members()
        return try await make(try BulkBody.series(call.id, members), call)
    }

    private func make(_ bulk: BulkChange, _ call: OwnCall) async throws -> Reply {
        do {
            let changed = try await store.changePatches(bulk, by: call.author)
            return Reply(BulkAnswer(changed: changed, isDryRun: bulk.isDryRun))
        } catch let refusal as BulkRefusal {
            throw Self.failure(refusal)
        }
    }

    private static func failure(_ refusal: BulkRefusal) -> APIFailure {
        switch refusal {
        case .noSeries(let id): return .field("series", FieldFaults.unknown(id))
        case .tooMany: return .field("patches", BulkBody.tooMany)
        case .repeated(let id): return .field("patches", "Patch \(id) is named in two changes.")
        case .patches(let refusals):
            let isForbidden = refusals.allSatisfy { $0.refusal == .notPermitted }
            return APIFailure(
                isForbidden ? .forbidden : .badRequest,
                body: BulkFaults(refusals: refusals)
            )
        }
    }
}

extension RequestBody {
    /// The body of a request to the own part, which reads JSON only.
    ///
    /// - Throws: ``BodyFault``.
    init(jsonOf request: Request) throws {
        let body = try RequestBody(request)
        guard case .json = body else {
            throw BodyFault.unsupported(request.headers.value(.contentType) ?? "")
        }
        self = body
    }

    /// The members of the object that it must be.
    ///
    /// - Throws: ``APIFailure`` with 400.
    func members() throws -> [String: JSONValue] {
        guard case .json(.object(let members)) = self else {
            throw APIFailure(.badRequest, "Invalid data. Expected an object.")
        }
        return members
    }
}

/// Why nothing was changed, patch by patch.
private struct BulkFaults: Representation, Sendable {
    let refusals: [(id: Int64, refusal: ChangeRefusal)]

    func writeFields(to fields: inout FieldWriter) {
        fields.write("detail", "No patch was changed.")
        fields.write("patches", Patches(refusals: refusals))
    }

    private struct Patches: FieldValue {
        let refusals: [(id: Int64, refusal: ChangeRefusal)]

        func write(to writer: inout FieldWriter) {
            writer.json.beginObject()
            for (id, refusal) in refusals {
                writer.json.name(String(id))
                Self.messages(of: refusal).write(to: &writer)
            }
            writer.json.endObject()
        }

        private static func messages(of refusal: ChangeRefusal) -> [String] {
            switch refusal {
            case .missing(let model): ["No \(model) matches the given query."]
            case .notPermitted, .notPermittedToRelate:
                ["You do not have permission to perform this action."]
            case .invalid(let faults):
                faults.faults.flatMap { fault in
                    fault.messages.map { "\(fault.path.joined(separator: ".")): \($0)" }
                }
            case .relationConflict, .keyReused, .keyOutlived: ["It cannot be changed so."]
            }
        }
    }
}

/// What was changed, and how to undo it.
private struct BulkAnswer: Representation, Sendable {
    let changed: [ChangedPatch]
    let isDryRun: Bool

    func writeFields(to fields: inout FieldWriter) {
        let differing = changed.filter { $0.before != $0.after }
        fields.write("dry_run", isDryRun)
        fields.write("changed", Int64(differing.count))
        fields.write("patches", changed.map(Patch.init))
        let undo = differing.isEmpty || isDryRun ? nil : Undo(changed: differing)
        fields.write("undo", undo)
    }

    private struct Patch: Representation {
        let changed: ChangedPatch

        func writeFields(to fields: inout FieldWriter) {
            let links = fields.links
            fields.write("id", changed.before.id)
            fields.write("url", links.patch(changed.before.id))
            fields.write("before", PatchSet(decision: changed.before, change: changed.change))
            fields.write("after", PatchSet(decision: changed.after, change: changed.change))
        }
    }

    private struct Undo: Representation {
        let changed: [ChangedPatch]

        func writeFields(to fields: inout FieldWriter) {
            fields.write("method", "POST")
            let links = fields.links
            fields.write("url", links.bulk)
            fields.write("body", UndoBody(changed: changed))
        }
    }

    /// Patches with the same old values are undone together.
    private struct UndoBody: Representation {
        let changed: [ChangedPatch]

        func writeFields(to fields: inout FieldWriter) {
            var order: [PatchSet] = []
            var patches: [PatchSet: [Int64]] = [:]
            for patch in changed {
                let set = PatchSet(decision: patch.before, change: patch.change)
                if patches[set] == nil { order.append(set) }
                patches[set, default: []].append(patch.before.id)
            }
            fields.write("changes", order.map { Part(patches: patches[$0] ?? [], set: $0) })
        }
    }

    private struct Part: Representation {
        let patches: [Int64]
        let set: PatchSet

        func writeFields(to fields: inout FieldWriter) {
            fields.write("patches", patches)
            fields.write("set", set)
        }
    }
}

/// The values of the fields that a change names.
private struct PatchSet: Representation, Hashable {
    private let state: String?
    private let delegate: Int64??
    private let archived: Bool?
    private let commitRef: String??

    init(decision: PatchDecision, change: PatchChange) {
        state = change.state.isThere ? decision.state : nil
        delegate = change.delegate.isThere ? .some(decision.delegate) : nil
        archived = change.isArchived.isThere ? decision.isArchived : nil
        commitRef = change.commitRef.isThere ? .some(decision.commitRef) : nil
    }

    func writeFields(to fields: inout FieldWriter) {
        if let state { fields.write("state", state) }
        if let delegate { fields.write("delegate", delegate) }
        if let archived { fields.write("archived", archived) }
        if let commitRef { fields.write("commit_ref", commitRef) }
    }
}
