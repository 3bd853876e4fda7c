import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension Endpoint {
    /// What can be changed at the endpoint, and the rights to do so; `nil` where nothing can.
    fileprivate func changes(
        grant: TokenGrant?
    ) -> (target: ChangeTarget, rights: [Right])? {
        switch self {
        case .patch(let id): (.patch(id), Right.ofPatches)
        case .comment(let id, let parent): (.comment(id, parent), [.markComment])
        // What a token may post at all is among what it may post with its own prefix.
        case .checks(let patch):
            (.patch(patch), [.postCheck(context: grant?.contextPrefix ?? "")])
        case .bundle(let id): (.bundle(id), [.changeBundle])
        case .project(let key): (.project(key), [.changeProject])
        case .user(let id): (.account(id), [.changeAccount])
        default: nil
        }
    }
}

extension RESTRoutes {
    /// Decides whether the body of a change is worth reading.
    ///
    /// - Throws: ``APIFailure`` with 405 for a version that cannot change it, with 404 for an object
    ///   that is not there, or with 403 where the caller has none of the rights.
    func requireAnyRight(_ call: Call) async throws {
        if call.endpoint.isBundle, call.version < .v1_2 {
            // Before version 1.2 bundles could only be read; the header `Allow` never said so (Q14).
            throw APIFailure.methodNotAllowed(call.request.method)
        }
        if call.endpoint == .bundles { return try requireRightToNewBundle(call) }
        let grant = call.caller.grant
        guard let (target, rights) = call.endpoint.changes(grant: grant) else {
            throw APIFailure.methodNotAllowed(call.request.method)
        }
        let found = try await store.footing(of: call.viewer?.id, on: target)
        guard let footing = found else { throw try await missing(target) }
        guard call.viewer != nil else {
            // Of checks strangers hear the same as those who may not (Q13).
            if case .checks = call.endpoint { throw APIFailure.notPermitted }
            throw APIFailure.needsCredentials
        }
        guard footing.allowsAny(of: rights, grant: grant) else { throw APIFailure.notPermitted }
    }

    /// Whether the caller could change what the endpoint names: then `OPTIONS` tells how.
    func mayChange(_ call: Call) async throws -> Bool {
        do {
            try await requireAnyRight(call)
            return true
        } catch is APIFailure {
            return false
        }
    }

    private func requireRightToNewBundle(_ call: Call) throws {
        guard call.viewer != nil else { throw APIFailure.needsCredentials }
        let grant = call.caller.grant
        // In which project it will be, only the body tells.
        let footing = Footing(standing: .owner, projectID: grant?.projectID)
        guard footing.allowsAny(of: [.changeBundle], grant: grant) else {
            throw APIFailure.notPermitted
        }
    }

    private func missing(_ target: ChangeTarget) async throws -> APIFailure {
        if case .comment(_, let parent) = target, !(try await store.exists(parent)) {
            return .missing(parent.model)
        }
        return .missing(target.model)
    }
}

extension Endpoint {
    fileprivate var isBundle: Bool {
        switch self {
        case .bundles, .bundle: true
        default: false
        }
    }
}
