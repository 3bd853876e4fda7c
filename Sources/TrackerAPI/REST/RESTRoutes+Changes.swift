import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// Answers PATCH, PUT, POST and DELETE where the endpoint has them.
    ///
    /// The place for writing. What needs no body is decided here: the version, the object, the
    /// right to change it. What a change does with a body takes the place of the last line, one
    /// function for each case of ``Endpoint`` that changes.
    func change(_ call: Call) async throws -> Reply {
        try await requireRight(call)
        throw APIFailure.methodNotAllowed(call.request.method)
    }

    /// - Throws: ``APIFailure`` with 404 for an object that is not there, or with 403.
    func requireRight(_ call: Call) async throws {
        switch call.endpoint {
        case .patch(let id): try await requireEditor(of: .patch(id), "Patch", call)
        case .comment(let id, .patch(let patch)):
            try await requireEditor(of: .patchComment(id, patch: patch), "PatchComment", call)
        case .comment(let id, .cover(let cover)):
            try await requireEditor(of: .coverComment(id, cover: cover), "CoverComment", call)
        case .checks(let patch):
            // Strangers hear the same as those who may not (Q13).
            guard let editors = try await store.editors(of: .patch(patch)) else {
                throw APIFailure.missing("Patch")
            }
            guard let viewer = call.viewer, editors.contains(viewer.id) else {
                throw APIFailure.notPermitted
            }
        case .bundles:
            try requireBundleWrites(call)
            guard call.viewer != nil else { throw APIFailure.needsCredentials }
        case .bundle(let id):
            try requireBundleWrites(call)
            guard let bundle = try await store.bundleDetail(id, visibleTo: call.viewer?.id) else {
                throw APIFailure.missing("Bundle")
            }
            try require([bundle.owner.id], call)
        case .project(let key):
            guard let record = try await store.projectDetail(key) else {
                throw APIFailure.missing("Project")
            }
            try require(Set(record.maintainers.map(\.id)), call)
        case .user(let id):
            guard try await store.accountDetail(id) != nil else { throw APIFailure.missing("User") }
            try require([id], call)
        default: throw APIFailure.methodNotAllowed(call.request.method)
        }
    }

    private func requireEditor(of target: EditTarget, _ model: String, _ call: Call) async throws {
        guard let editors = try await store.editors(of: target) else {
            if case .comment(_, let parent) = call.endpoint, !(try await store.exists(parent)) {
                throw APIFailure.missing(parent.model)
            }
            throw APIFailure.missing(model)
        }
        try require(editors, call)
    }

    private func require(_ editors: Set<Int64>, _ call: Call) throws {
        guard let viewer = call.viewer else { throw APIFailure.needsCredentials }
        guard editors.contains(viewer.id) else { throw APIFailure.notPermitted }
    }

    /// Before version 1.2 bundles could only be read; the header `Allow` never said so (Q14).
    private func requireBundleWrites(_ call: Call) throws {
        guard call.version >= .v1_2 else {
            throw APIFailure.methodNotAllowed(call.request.method)
        }
    }
}
