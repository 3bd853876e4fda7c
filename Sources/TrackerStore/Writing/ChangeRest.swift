import TrackerModel

/// What the changes of one transaction share: what is asked for them together at its beginning, and what
/// is left to its end. Programs that post checks at the same time share a few statements.
final class ChangeRest {
    private var footings: [PatchFooting: Footing] = [:]
    /// By number, the tokens that changes were made with.
    private var tokens: [Int64: RememberedToken] = [:]
    private var checks = WaitingChecks()
    /// Lines of the trail.
    private var lines: [[SQLValue]] = []

    /// Prepares for checks: asks in one go what their authors are to their patches, what their tokens give, and
    /// what writing them will need.
    ///
    /// - Parameters:
    ///   - pairs: At most ``ChangeQueue/largestBatch``.
    ///   - shown: The numbers of tokens.
    ///   - events: Goes on with what it asks first.
    ///   - db: The transaction.
    /// - Throws: `StoreError`.
    func prepare(
        for pairs: [PatchFooting],
        shown: Set<Int64>,
        events: EventLog,
        in db: any SQLConnection
    ) throws {
        guard !pairs.isEmpty else { return }
        let asked = PatchFootings(pairs: Set(pairs))
        let states = CountingChecks(of: Set(pairs.map(\.patch)))
        let answers = try db.answers(
            to: asked.asking + events.beginning
                + [NumberedTable.check.taking(pairs.count, in: db.dialect), states.asking]
                + (shown.isEmpty ? [] : [RememberedToken.asking(of: shown)]),
            isLast: false
        )
        footings = try asked.read(answers, 0)
        try events.begin(answers, 2)
        try checks.prepare(
            pairs.count,
            from: answers.first(4) { $0.int(0) },
            states.read(answers, 5)
        )
        if !shown.isEmpty { tokens = try RememberedToken.read(answers, 6) }
    }

    /// What an account is to a patch, if that was asked; forgotten as soon as a change may change it.
    func footing(_ pair: PatchFooting) -> Footing? { footings[pair] }

    /// Whether a token gives at a moment what it gave when it was shown before.
    func holds(
        _ token: RememberedToken,
        at now: Int64,
        in db: any SQLConnection
    ) throws -> Bool {
        if tokens[token.id] == nil {
            let answers = try db.answers(
                to: [RememberedToken.asking(of: [token.id])],
                isLast: false
            )
            tokens.merge(try RememberedToken.read(answers, 0)) { $1 }
        }
        return token.isSame(as: tokens[token.id]) && token.isAlive(at: now)
    }

    /// Forgets who may do what: a change may change it.
    func forgetRights() {
        footings.removeAll()
        tokens.removeAll()
    }

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
