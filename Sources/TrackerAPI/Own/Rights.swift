import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// `GET /api/patchbay/whoami/`: who asks, and what the token gives.
    func whoAmI(_ call: OwnCall) async throws -> Reply {
        var maintained: [Project] = []
        if let account = call.caller.account {
            maintained = try await store.maintainedProjects(of: account.id)
        }
        var bound: Project?
        if let id = call.caller.grant?.projectID {
            bound = try await store.projectDetail(String(id))?.project
        }
        return Reply(
            CallerRepresentation(caller: call.caller, maintained: maintained, bound: bound)
        )
    }

    /// `GET /api/patchbay/permissions/?patch=1&series=2&project=widget&bundle=3`: what the caller may
    /// do, by the same decision that a change is held against.
    func rightsList(_ call: OwnCall) async throws -> Reply {
        let targets = try Self.targets(call.query)
        let context = call.query.last("context") ?? call.caller.grant?.contextPrefix ?? ""
        let found = try await store.footings(of: call.caller.account?.id, on: targets)
        let rights = try found.map { target, id, footing in
            guard let footing else { throw APIFailure.missing(target.model) }
            let allowed = target.rights(context: context).map { name, right in
                (name, footing.allows(right, grant: call.caller.grant))
            }
            return RightsRepresentation(target: target, id: id, rights: allowed)
        }
        return Reply(rights)
    }

    /// Things to ask about in one request.
    private static let mostTargets = 100

    private static func targets(_ query: Query) throws -> [RightsTarget] {
        var targets: [RightsTarget] = []
        for (key, value) in query.items {
            switch key {
            case "patch": targets.append(.patch(try id(value, key)))
            case "series": targets.append(.series(try id(value, key)))
            case "bundle": targets.append(.bundle(try id(value, key)))
            case "project": targets.append(.project(value))
            default: continue
            }
        }
        guard !targets.isEmpty, targets.count <= mostTargets else {
            throw APIFailure(
                .badRequest,
                "Name 1 to \(mostTargets) things: ?patch=, ?series=, ?project= or ?bundle="
            )
        }
        return targets
    }

    private static func id(_ text: String, _ key: String) throws -> Int64 {
        guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            throw APIFailure.field(key, "A valid integer is required.")
        }
        return Int64(text) ?? -1
    }
}

extension RightsTarget {
    fileprivate var kind: String {
        switch self {
        case .patch: "patch"
        case .series: "series"
        case .project: "project"
        case .bundle: "bundle"
        }
    }

    fileprivate var model: String { kind.prefix(1).uppercased() + kind.dropFirst() }

    /// The rights that there are to such a thing.
    fileprivate func rights(context: String) -> [(StaticString, Right)] {
        let patch: [(StaticString, Right)] = [
            ("set_state", .setState), ("change_patch", .changePatch),
            ("post_check", .postCheck(context: context)),
        ]
        return switch self {
        case .patch: patch + [("relate_patches", .relatePatches)]
        case .series: patch
        case .project:
            patch + [("relate_patches", .relatePatches), ("change_project", .changeProject)]
        case .bundle: [("change_bundle", .changeBundle)]
        }
    }
}

private struct RightsRepresentation: Representation {
    let target: RightsTarget
    let id: Int64
    let rights: [(StaticString, Bool)]

    func writeFields(to fields: inout FieldWriter) {
        fields.write("kind", target.kind)
        fields.write("id", id)
        let links = fields.links
        fields.write("url", url(links))
        fields.write("rights", Rights(rights: rights))
    }

    private func url(_ links: Links) -> String {
        switch target {
        case .patch: links.patch(id)
        case .series: links.series(id)
        case .project: links.project(id)
        case .bundle: links.bundle(id)
        }
    }

    private struct Rights: Representation {
        let rights: [(StaticString, Bool)]

        func writeFields(to fields: inout FieldWriter) {
            for (name, isAllowed) in rights { fields.write(name, isAllowed) }
        }
    }
}

private struct CallerRepresentation: Representation {
    let caller: Caller
    let maintained: [Project]
    let bound: Project?

    func writeFields(to fields: inout FieldWriter) {
        fields.write("user", caller.account.map(EmbeddedUser.init))
        fields.write("maintains", maintained.map(\.linkName))
        fields.write("token", caller.grant.map { Token(grant: $0, project: bound) })
    }

    private struct Token: Representation {
        let grant: TokenGrant
        let project: Project?

        func writeFields(to fields: inout FieldWriter) {
            fields.write("id", grant.tokenID)
            fields.write(
                "scopes",
                TokenScope.allCases.filter(grant.scopes.contains).map(\.rawValue)
            )
            fields.write("project", project?.linkName)
            fields.write("context_prefix", grant.contextPrefix)
            fields.write("delegated", grant.isDelegated)
        }
    }
}
