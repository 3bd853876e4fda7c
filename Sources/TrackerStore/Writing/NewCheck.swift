package import TrackerModel

/// A check that is about to be posted (rest-api, section 7.2).
package struct NewCheck: Hashable, Sendable {
    package var state: CheckState
    package var context: String
    package var targetURL: String?
    package var description: String?

    package init(
        state: CheckState,
        context: String = "default",
        targetURL: String? = nil,
        description: String? = nil
    ) {
        self.state = state
        self.context = context
        self.targetURL = targetURL
        self.description = description
    }
}

extension Store {
    /// Adds a check to a patch: the row, its event, the patch's combined state, a line in the trail.
    ///
    /// - Parameters:
    ///   - patch: The patch.
    ///   - check: What was found. The REST API checks context and URL before; XML-RPC takes any.
    ///   - author: Who found it; the check is always this one's (Q25).
    ///   - key: Makes sure that a request that is sent again adds no second check.
    ///   - shown: The author's token, where its holder is remembered only: what it gives is asked in the
    ///     transaction.
    /// - Returns: The check as it is stored, or that of the first request with the key.
    /// - Throws: ``ChangeRefusal``, ``OutdatedToken`` where `shown` does not hold any more, or a `StoreError`.
    @discardableResult
    package func createCheck(
        on patch: Int64,
        _ check: NewCheck,
        by author: ChangeAuthor,
        key: RequestKey? = nil,
        shown: RememberedToken? = nil
    ) async throws -> CheckRecord {
        // With a key something may be written before it is refused.
        try await change(
            by: author,
            decidesFirst: key == nil,
            patch: patch,
            shown: shown
        ) { transaction in
            let footing = try transaction.footing(on: .patch(patch))
            try transaction.require(.postCheck(context: check.context), on: footing)
            guard author.account != nil else { throw ChangeRefusal.notPermitted }
            if key == nil { transaction.settle() }
            var made: CheckRecord?
            let id = try transaction.once(key, check.fingerprint(patch: patch)) {
                let record = try transaction.insert(
                    check,
                    patch: patch,
                    project: footing.projectID ?? 0
                )
                made = record
                return record.id
            }
            guard let record = try made ?? CheckRecord.one(id, in: transaction.db) else {
                throw ChangeRefusal.keyOutlived
            }
            return record
        }
    }
}

extension NewCheck {
    /// What makes two requests the same one.
    fileprivate func fingerprint(patch: Int64) -> [String?] {
        ["check", String(patch), state.word, context, targetURL, description]
    }
}

extension ChangeTransaction {
    fileprivate func insert(
        _ check: NewCheck,
        patch: Int64,
        project: Project.ID
    ) throws -> CheckRecord {
        guard let holder = author.account else { throw ChangeRefusal.notPermitted }
        let account = holder.id
        let id = try rest.add(
            WaitingCheck(check: check, patch: patch, account: account, date: now),
            in: db
        )
        var event = NewEvent(.checkCreated, inProject: project, patch: patch, by: account)
        event.checkID = id
        try events.add(event, mayWait: true)
        try audit.add(
            "create",
            ("check", id),
            project: project,
            after: [
                "patch": .number(patch), "context": .text(check.context),
                "state": .text(check.state.word),
            ],
            waitingIn: rest
        )
        return CheckRecord(
            id: id,
            patchID: patch,
            account: holder,
            date: now,
            state: check.state,
            targetURL: check.targetURL,
            context: check.context,
            description: check.description
        )
    }
}
