import TrackerModel
import TrackerStore
import TrackerWeb

extension XMLRPCRoutes {
    /// What a method returns that changes nothing.
    func read(_ method: Method, _ arguments: Arguments) async throws -> MethodReply {
        switch method {
        case .version: return .value(.array([.int(1), .int(3), .int(0)]))
        case .projectList: return try await projectList(arguments)
        case .projectGet:
            return try await project(arguments.id(0))
        case .personList: return try await personList(arguments)
        case .personGet: return try await one(store.person(arguments.id(0)), RPCValue.person)
        case .patchList: return try await patchList(arguments)
        case .patchGet: return try await patch([arguments.id(0)])
        case .patchGetByHash: return try await patch(hash: arguments.text(0), project: nil)
        case .patchGetByProjectHash:
            return try await patch(hash: arguments.text(1), project: arguments.text(0))
        case .patchGetMbox: return try await mbox(arguments.id(0))
        case .patchGetDiff:
            return .value(.exact(try await store.patchBody(arguments.id(0))?.diff ?? ""))
        case .stateList: return try await stateList(arguments)
        case .stateGet: return try await state(arguments.id(0))
        case .checkList: return try await checkList(arguments)
        case .checkGet:
            return try await one(store.checkSummaries([arguments.id(0)]).first, RPCValue.check)
        case .patchCheckGet:
            return try await one(store.verdict(onPatch: arguments.id(0)), RPCValue.verdict)
        case .patchSet, .checkCreate: throw RPCFault("\(method.rawValue) changes something")
        }
    }

    /// The struct of an object, or an empty one.
    private func one<Object>(_ object: Object?, _ value: (Object) -> RPCValue) -> MethodReply {
        .value(object.map(value) ?? .emptyStructure)
    }

    private func projectList(_ arguments: Arguments) async throws -> MethodReply {
        let projects = try await store.projects(
            search: arguments.text(0),
            count: arguments.count(1)
        )
        return .value(.array(projects.map(RPCValue.project)))
    }

    private func stateList(_ arguments: Arguments) async throws -> MethodReply {
        let states = try await store.states(search: arguments.text(0), count: arguments.count(1))
        return .value(.array(states.map(RPCValue.state)))
    }

    private func project(_ id: Int64) async throws -> MethodReply {
        let projects = try await store.projects()
        return one(projects.first { $0.id == id }, RPCValue.project)
    }

    private func state(_ id: Int64) async throws -> MethodReply {
        one(try await store.states(search: "", count: 0).first { $0.id == id }, RPCValue.state)
    }

    private func personList(_ arguments: Arguments) async throws -> MethodReply {
        let ids = try await store.personIDs(search: arguments.text(0), count: arguments.count(1))
        return rows(ids) { try await store.people($0).map(RPCValue.person) }
    }

    private func patchList(_ arguments: Arguments) async throws -> MethodReply {
        let filter = try FieldFilter<PatchField>(arguments.members(0))
        guard var conditions = filter.conditions else { return .value(.array([])) }
        for index in conditions.indices where conditions[index].field == .delegateID {
            conditions[index] = try await delegates(conditions[index])
        }
        let ids = try await store.patchIDs(conditions, count: filter.count)
        return rows(ids) { try await store.patchSummaries($0).map(RPCValue.patch) }
    }

    /// The condition for the delegate, whom pwclient names as it names a submitter: by the id of a
    /// person. Meant is the account that the person's address belongs to (Q35).
    private func delegates(
        _ condition: FieldCondition<PatchField>
    ) async throws -> FieldCondition<PatchField> {
        guard case .oneOf(let values) = condition.test else { return condition }
        let people = try await store.people(
            values.compactMap { if case .number(let id) = $0 { id } else { nil } }
        )
        let accounts = people.compactMap { $0.account.map { FilterValue.number($0.id) } }
        return FieldCondition(condition.field, .oneOf(accounts))
    }

    private func checkList(_ arguments: Arguments) async throws -> MethodReply {
        let filter = try FieldFilter<CheckField>(arguments.members(0))
        guard let conditions = filter.conditions else { return .value(.array([])) }
        let ids = try await store.checkIDs(conditions, count: filter.count)
        return rows(ids) { try await store.checkSummaries($0).map(RPCValue.check) }
    }

    private func rows(
        _ ids: [Int64],
        _ read: @escaping @Sendable ([Int64]) async throws -> [RPCValue]
    ) -> MethodReply {
        .rows(RowPieces(ids, report: report, read))
    }

    private func patch(_ ids: [Int64]) async throws -> MethodReply {
        one(try await store.patchSummaries(ids).first, RPCValue.patch)
    }

    private func patch(hash: String, project: String?) async throws -> MethodReply {
        let ids = try await store.patchIDs(hash: hash, project: project)
        guard ids.count < 2 else { throw RPCFault("several patches have this hash") }
        return try await patch(ids)
    }

    private func mbox(_ id: Int64) async throws -> MethodReply {
        guard let source = try await store.mboxSources(patches: [id]).first else {
            return .value(.string(""))
        }
        let text = String(decoding: MboxMessage.compose(source), as: UTF8.self)
        return .value(.exact(text))
    }
}
