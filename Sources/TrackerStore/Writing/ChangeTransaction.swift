import TrackerModel

/// One transaction in which somebody changes something: the rows, their events, the trail.
///
/// Changes are made one after the other, and never beside an intake: all of them write events, whose
/// numbers have no gaps, so that they would wait for each other anyway, but while holding locks of
/// rows, which can end in a deadlock.
struct ChangeTransaction {
    let db: any SQLConnection
    let now: Int64
    let author: ChangeAuthor
    let events: EventLog
    let audit: AuditLog
    let rest: ChangeRest
    /// Takes what the change replaces, where it can be taken back.
    var undo: UndoNotes?
    let settlement = Settlement()

    /// Whether a change may be refused still.
    final class Settlement {
        fileprivate(set) var isSettled = false
    }

    /// To be called before the first write by a change that decides first: from now on nothing
    /// refuses it.
    func settle() { settlement.isSettled = true }

    init(db: any SQLConnection, author: ChangeAuthor, events: EventLog, rest: ChangeRest) {
        self.db = db
        now = events.now
        self.author = author
        self.events = events
        self.rest = rest
        audit = AuditLog(db: db, now: now, author: author)
    }

    /// What the author is to an object.
    ///
    /// - Throws: ``ChangeRefusal/missing(_:)`` for an object that is not there, or that the author
    ///   must not know of.
    func footing(on target: ChangeTarget) throws -> Footing {
        if case .patch(let patch) = target,
            let known = rest.footing(PatchFooting(account: author.account?.id, patch: patch))
        {
            return known
        }
        guard let footing = try Store.footing(of: author.account?.id, on: target, in: db) else {
            throw ChangeRefusal.missing(target.model)
        }
        return footing
    }

    /// Whether the author may do it; the operator at the command line may do everything.
    func allows(_ right: Right, on footing: Footing) -> Bool {
        if author.account == nil, author.way == .commandLine { return true }
        return footing.allows(right, grant: author.grant)
    }

    /// - Throws: ``ChangeRefusal/notPermitted`` if the author may do none of it.
    func require(anyOf rights: [Right], on footing: Footing) throws {
        guard rights.contains(where: { allows($0, on: footing) }) else {
            throw ChangeRefusal.notPermitted
        }
    }

    /// - Throws: ``ChangeRefusal/notPermitted`` if the author may not do it.
    func require(_ right: Right, on footing: Footing) throws {
        guard allows(right, on: footing) else { throw ChangeRefusal.notPermitted }
    }
}

extension Store {
    /// How many changes wait for the next transaction.
    package var waitingChanges: Int { changes.waiting }

    /// Runs what is going to make a change soon, for all that is known: the changes of others wait for it a
    /// little, so that they share a transaction.
    ///
    /// - Parameter body: What nobody but this program makes wait: no client, no password.
    /// - Returns: What the body returns.
    package func expectingChange<Result>(
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        try await changes.expecting(body)
    }

    /// Runs a change in a transaction, which it may share with others (``ChangeQueue``).
    ///
    /// - Parameters:
    ///   - author: Who makes it.
    ///   - decidesFirst: Whether the body calls ``ChangeTransaction/settle()`` before it writes
    ///     anything, which is cheaper for the database.
    ///   - patch: The patch that it adds a check to, if that is what it does: what several need is asked for
    ///     together.
    ///   - shown: The author's token, if only the transaction asks what it gives: the change is refused where
    ///     that is not what it was.
    ///   - body: The change; what it throws undoes it. It may run several times.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, or a `StoreError`.
    func change<Result: Sendable>(
        by author: ChangeAuthor,
        decidesFirst: Bool = false,
        patch: Int64? = nil,
        shown: RememberedToken? = nil,
        _ body: @escaping @Sendable (ChangeTransaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            changes.add(
                ChangeQueue.Waiting(
                    author: author,
                    decidesFirst: decidesFirst,
                    patch: patch,
                    shown: shown
                ) { transaction in
                    let result = try body(transaction)
                    return { continuation.resume(returning: result) }
                } fail: {
                    continuation.resume(throwing: $0)
                }
            )
        }
    }
}
