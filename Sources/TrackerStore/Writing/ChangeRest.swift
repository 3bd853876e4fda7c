import TrackerModel

/// What the changes of one transaction share: what is asked for them together at its beginning, and what
/// is left to its end. Programs that post checks at the same time share a few statements.
final class ChangeRest {
    private var footings: [PatchFooting: Footing] = [:]
    private var checks = WaitingChecks()
    /// Lines of the trail.
    private var lines: [[SQLValue]] = []

    /// Prepares for changes: asks what their authors are to their patches.
    func prepare(for changes: [PatchFooting], in db: any SQLConnection) throws {
        checks.expected = changes.count
        guard changes.count > 1 else { return }
        footings = try Store.footings(Set(changes), in: db)
    }

    /// What an account is to a patch, if that was asked; forgotten as soon as a change may change it.
    func footing(_ pair: PatchFooting) -> Footing? { footings[pair] }

    func forgetFootings() { footings.removeAll() }

    /// Adds a check, which is written later.
    ///
    /// - Returns: Its number.
    func add(_ check: WaitingCheck, in db: any SQLConnection) throws -> Int64 {
        try checks.add(check, in: db)
    }

    func add(line: [SQLValue]) { lines.append(line) }

    /// Forgets what a change has left that was undone.
    func removeAll() {
        checks.removeAll()
        lines.removeAll()
    }

    /// Does all that is left.
    func finish(in db: any SQLConnection) throws {
        try checks.write(in: db)
        try AuditLog.write(lines, in: db)
        lines.removeAll()
    }
}
