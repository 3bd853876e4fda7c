package import TrackerModel

extension Store {
    /// Adds a check to a whole series: one row, and a line in the trail.
    ///
    /// It takes the right to post the check of each patch of the series. There is no event, since no
    /// category of events is about the checks of a series.
    ///
    /// - Parameters:
    ///   - series: The series.
    ///   - check: What was found.
    ///   - author: Who found it.
    ///   - key: Makes sure that a request that is sent again adds no second check.
    /// - Returns: The check as it is stored, or that of the first request with the key.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func createSeriesCheck(
        on series: Int64,
        _ check: NewCheck,
        by author: ChangeAuthor,
        key: RequestKey? = nil
    ) async throws -> SeriesCheckRecord {
        try await change(by: author) { transaction in
            let db = transaction.db
            guard let id = try Self.presentSeries(series, in: db),
                let footing = try Self.footing(of: author.account?.id, onSeries: id, in: db)
            else { throw ChangeRefusal.missing("Series") }
            try transaction.require(.postCheck(context: check.context), on: footing)
            let fingerprint = [
                "series check", String(id), check.state.word, check.context, check.targetURL,
                check.description,
            ]
            let made = try transaction.once(key, fingerprint) {
                try transaction.insert(check, series: id, project: footing.projectID)
            }
            guard let record = try SeriesCheckRecord.read("series_check.id = \(made)", in: db).first
            else { throw ChangeRefusal.keyOutlived }
            return record
        }
    }

    /// What an account is to every patch of a series; to the series where it has no patch yet.
    static func footing(
        of account: Account.ID?,
        onSeries id: Int64,
        in db: any SQLConnection
    ) throws -> Footing? {
        let found = try db.first(
            """
            SELECT series.project_id, owner.account_id, COUNT(patch.id),
                COUNT(CASE WHEN person.account_id = \(account ?? 0) THEN 1 END),
                COUNT(CASE WHEN patch.delegate_id = \(account ?? 0) THEN 1 END)
            FROM series JOIN person AS owner ON owner.id = series.submitter_id
                LEFT JOIN patch ON patch.series_id = series.id
                LEFT JOIN person ON person.id = patch.submitter_id
            WHERE series.id = \(id) GROUP BY series.id, series.project_id, owner.account_id
            """
        ) {
            (
                project: $0.int(0), owner: $0.optionalInt(1), patches: $0.int(2), sent: $0.int(3),
                delegated: $0.int(4)
            )
        }
        guard let found else { return nil }
        var standing = try standing(of: account, in: found.project, in: db)
        if let account {
            let sentAll = found.patches > 0 ? found.sent == found.patches : found.owner == account
            if sentAll { standing.insert(.submitter) }
            if found.patches > 0, found.delegated == found.patches { standing.insert(.delegate) }
        }
        return Footing(standing: standing, projectID: found.project)
    }
}

extension ChangeTransaction {
    fileprivate func insert(
        _ check: NewCheck,
        series: Int64,
        project: Project.ID?
    ) throws -> Int64 {
        guard let account = author.account?.id else { throw ChangeRefusal.notPermitted }
        try db.execute(
            """
            UPDATE series_check SET superseded = 1
            WHERE series_id = \(series) AND account_id = \(account)
                AND context = \(check.context) AND superseded = 0
            """
        )
        let id = try db.insert(
            """
            INSERT INTO series_check (series_id, account_id, date, state, target_url, description,
                context)
            VALUES (\(series), \(account), \(now), \(check.state.rawValue), \(check.targetURL),
                \(check.description), \(check.context))
            RETURNING id
            """
        )
        try audit.add(
            "create",
            ("series check", id),
            project: project,
            after: [
                "series": .number(series), "context": .text(check.context),
                "state": .text(check.state.word),
            ]
        )
        return id
    }
}
