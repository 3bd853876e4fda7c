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
    /// - Returns: The check as it is stored, or that of the first request with the key.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    @discardableResult
    package func createCheck(
        on patch: Int64,
        _ check: NewCheck,
        by author: ChangeAuthor,
        key: RequestKey? = nil
    ) async throws -> CheckRecord {
        try await change(by: author) { transaction in
            let footing = try transaction.footing(on: .patch(patch))
            try transaction.require(.postCheck(context: check.context), on: footing)
            let id = try transaction.once(key, check.fingerprint(patch: patch)) {
                try transaction.insert(check, patch: patch, project: footing.projectID ?? 0)
            }
            guard let made = try CheckRecord.one(id, in: transaction.db) else {
                throw ChangeRefusal.keyOutlived
            }
            return made
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
    fileprivate func insert(_ check: NewCheck, patch: Int64, project: Project.ID) throws -> Int64 {
        guard let account = author.account?.id else { throw ChangeRefusal.notPermitted }
        // Of one account and context the newest check counts.
        try db.execute(
            """
            UPDATE check_result SET superseded = 1
            WHERE patch_id = \(patch) AND account_id = \(account) AND context = \(check.context)
                AND superseded = 0
            """
        )
        let id = try db.insert(
            """
            INSERT INTO check_result (patch_id, account_id, date, state, target_url, description,
                context)
            VALUES (\(patch), \(account), \(now), \(check.state.rawValue), \(check.targetURL),
                \(check.description), \(check.context))
            RETURNING id
            """
        )
        try combineChecks(of: patch)
        var event = NewEvent(.checkCreated, inProject: project, patch: patch, by: account)
        event.checkID = id
        try events.add(event)
        try audit.add(
            "create",
            ("check", id),
            project: project,
            after: [
                "patch": .number(patch), "context": .text(check.context),
                "state": .text(check.state.word),
            ]
        )
        return id
    }

    /// Keeps the combined state of a patch in step with its checks.
    private func combineChecks(of patch: Int64) throws {
        let states = try db.all(
            "SELECT DISTINCT state FROM check_result WHERE patch_id = \(patch) AND superseded = 0"
        ) { CheckState(rawValue: $0.int(0)) ?? .pending }
        let combined = CheckState.combined(states).rawValue
        try db.execute(
            """
            UPDATE patch SET check_state = \(combined)
            WHERE id = \(patch) AND check_state <> \(combined)
            """
        )
    }
}
