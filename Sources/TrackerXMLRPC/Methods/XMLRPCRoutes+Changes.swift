import TrackerModel
import TrackerStore

extension XMLRPCRoutes {
    /// Carries out a method that changes something; the result is always true.
    func change(
        _ method: Method,
        _ arguments: Arguments,
        by author: ChangeAuthor
    ) async throws -> MethodReply {
        do {
            switch method {
            case .patchSet: try await setPatch(arguments, by: author)
            case .checkCreate: try await createCheck(arguments, by: author)
            default: throw RPCFault("\(method.rawValue) changes nothing")
            }
            return .value(.bool(true))
        } catch let refusal as ChangeRefusal {
            throw RPCFault(refusal)
        }
    }

    private func setPatch(_ arguments: Arguments, by author: ChangeAuthor) async throws {
        let id = try arguments.id(0)
        var change = PatchChange()
        // Other members are left alone, as Patchwork does.
        for member in try arguments.members(1) {
            switch member.name {
            case "state": change.state = .set(.id(try Arguments.number(member.value)))
            case "archived": change.isArchived = .set(try Arguments.flag(member.value))
            case "commit_ref":
                let text = try member.value == .null ? nil : Arguments.text(member.value)
                try Self.check("commit_ref", text, atMost: XMLRPCLimits.longName)
                change.commitRef = .set(text)
            default: break
            }
        }
        try await requireEditor(of: id, author)
        try await store.changePatch(id, change, by: author)
    }

    /// Someone who may not change the patch at all hears so, also where nothing is to be changed.
    private func requireEditor(of patch: Int64, _ author: ChangeAuthor) async throws {
        guard
            let footing = try await store.footing(of: author.account?.id, on: .patch(patch))
        else { throw ChangeRefusal.missing("Patch") }
        guard footing.allows(.changePatch, grant: author.grant) else {
            throw ChangeRefusal.notPermitted
        }
    }

    /// Context and URL may be any text, as in Patchwork; only their lengths count.
    private func createCheck(_ arguments: Arguments, by author: ChangeAuthor) async throws {
        let patch = try arguments.id(0)
        let (context, word) = (try arguments.text(1), try arguments.text(2))
        let (target, description) = (try arguments.text(3), try arguments.text(4))
        try await requireEditor(of: patch, author)
        guard let state = CheckState(word: word) else {
            throw RPCFault("Invalid check state: \(word.prefix(40))")
        }
        try Self.check("context", context, atMost: XMLRPCLimits.longName)
        try Self.check("target_url", target, atMost: XMLRPCLimits.targetURL)
        try Self.check("description", description, atMost: XMLRPCLimits.bytes)
        let check = NewCheck(
            state: state,
            context: context,
            targetURL: target,
            description: description
        )
        try await store.createCheck(on: patch, check, by: author)
    }

    /// - Throws: ``RPCFault`` for a text that is too long or cannot be stored.
    private static func check(_ name: String, _ text: String?, atMost limit: Int) throws {
        guard let text else { return }
        guard text.unicodeScalars.count <= limit else {
            throw RPCFault("\(name): Ensure this field has no more than \(limit) characters.")
        }
        guard !text.utf8.contains(0) else {
            throw RPCFault("\(name): Null characters are not allowed.")
        }
    }
}

extension RPCFault {
    /// The words that clients know for it.
    fileprivate init(_ refusal: ChangeRefusal) {
        switch refusal {
        case .missing(let model): self.init("\(model) matching query does not exist.")
        case .notPermitted, .notPermittedToRelate: self.init("No permissions to edit this patch")
        case .invalid(let faults):
            let isState = faults.faults.contains { $0.path == ["state"] }
            let messages = faults.faults.flatMap(\.messages).joined(separator: " ")
            self.init(isState ? "State matching query does not exist." : messages)
        case .relationConflict, .keyReused, .keyOutlived: self.init("The change is not possible.")
        }
    }
}
