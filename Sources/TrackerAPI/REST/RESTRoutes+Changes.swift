import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// Answers PATCH, PUT, POST and DELETE where the endpoint has them.
    ///
    /// One who may not change the object hears that, whatever is in the body; which right a body takes,
    /// the store decides in the transaction of the change.
    func change(_ call: Call) async throws -> Reply {
        guard call.viewer != nil, call.endpoint.isPatchOrChecks else {
            try await requireAnyRight(call)
            return try await make(call)
        }
        // What test machines and scripts send all day: the transaction finds out that there is no such
        // patch, or no right, before it looks at values. So it need not be asked beforehand, but where
        // there are no values to begin with.
        do {
            return try await make(call)
        } catch let error where Self.isAboutBody(error) {
            try await requireAnyRight(call)
            throw error
        }
    }

    private static func isAboutBody(_ error: any Error) -> Bool {
        switch error {
        case is BodyFault, is APIFailure, ChangeRefusal.invalid: true
        default: false
        }
    }

    private func make(_ call: Call) async throws -> Reply {
        if call.request.method == .delete { return try await delete(call) }
        let body = try RequestBody(call.request)
        switch call.endpoint {
        case .patch(let id): return try await changePatch(id, call, body)
        case .comment(let id, let parent):
            return try await markComment(id, on: parent, call, body)
        case .checks(let patch): return try await createCheck(on: patch, call, body)
        case .bundles: return try await createBundle(call, body)
        case .bundle(let id): return try await changeBundle(id, call, body)
        case .project(let key): return try await changeProject(key, call, body)
        case .user(let id): return try await changeUser(id, call, body)
        default: throw APIFailure.methodNotAllowed(call.request.method)
        }
    }

    private func delete(_ call: Call) async throws -> Reply {
        guard case .bundle(let id) = call.endpoint else {
            throw APIFailure.methodNotAllowed(call.request.method)
        }
        try await store.deleteBundle(id, by: call.author)
        return Reply(nil, status: .noContent)
    }
}

extension Call {
    /// Who makes the change.
    var author: ChangeAuthor {
        ChangeAuthor(
            account: caller.account,
            grant: caller.grant,
            way: visitor.session == nil ? .rest : .page
        )
    }

    /// The fields of a body that the endpoint can write.
    func fields(of body: RequestBody) throws -> BodyFields {
        try BodyFields(body, endpoint.writableFields, request.method)
    }

    /// The header `Idempotency-Key`.
    ///
    /// - Throws: ``APIFailure/invalidKey``.
    func requestKey() throws -> RequestKey? { try request.requestKey() }
}

extension Request {
    /// The header `Idempotency-Key`.
    ///
    /// - Throws: ``APIFailure/invalidKey``.
    func requestKey() throws -> RequestKey? {
        guard let text = HTTPField.Name.idempotencyKey.flatMap(headers.value) else { return nil }
        guard let key = RequestKey(text) else { throw APIFailure.invalidKey }
        return key
    }
}

extension BodyFields {
    /// Ends the reading of a body.
    ///
    /// - Parameter others: What else is wrong with what could be read; asked only if something is
    ///   wrong already, so that the client hears of all faults at once.
    /// - Throws: ``ChangeRefusal/invalid(_:)`` if anything is wrong.
    func finish(_ others: () async throws -> FieldFaults = { FieldFaults() }) async throws {
        guard !faults.isEmpty else { return }
        var all = faults
        all.add(try await others())
        try all.throwIfAny()
    }
}

extension Endpoint {
    fileprivate var isPatchOrChecks: Bool {
        switch self {
        case .patch, .checks: true
        default: false
        }
    }
}
