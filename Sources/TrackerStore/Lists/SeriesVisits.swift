package import TrackerModel

/// What an account has seen of a project.
struct SeriesVisits {
    let account: Account.ID
    /// Series and comments up to these count as read.
    let lastSeries: Int64
    let lastComment: Int64
    /// Whether the account has been here before.
    let isKnown: Bool

    init(of account: Account.ID, in project: Project.ID, _ db: any SQLConnection) throws {
        self.account = account
        let found = try db.first(
            """
            SELECT last_series, last_comment FROM project_visit
            WHERE account_id = \(account) AND project_id = \(project)
            """
        ) { (series: $0.int(0), comment: $0.int(1)) }
        isKnown = found != nil
        // Who comes for the first time has nothing to catch up on.
        (lastSeries, lastComment) = (found?.series ?? .max, found?.comment ?? .max)
    }

    /// 1 where a row of `series` with its `visit` (``join``) is unread.
    var isUnread: SQLText {
        """
        CASE WHEN visit.series_id IS NULL
            THEN CASE WHEN series.id > \(lastSeries) OR series.last_comment > \(lastComment)
                THEN 1 ELSE 0 END
            WHEN visit.last_comment < series.last_comment OR visit.patches < series.patches
            THEN 1 ELSE 0 END
        """
    }

    var join: SQLText {
        """
        LEFT JOIN series_visit AS visit
            ON visit.series_id = series.id AND visit.account_id = \(account)
        """
    }

    /// How many comments came since the account was there, by series.
    func newComments(of series: [Int64], in db: any SQLConnection) throws -> [Int64: Int64] {
        guard !series.isEmpty else { return [:] }
        var counts: [Int64: Int64] = [:]
        let parts: [(SQLText, SQLText)] = [
            (
                "series JOIN patch ON patch.series_id = series.id",
                "patch_comment AS comment ON comment.patch_id = patch.id"
            ),
            ("series", "cover_comment AS comment ON comment.cover_id = series.cover_id"),
        ]
        for (parents, comments) in parts {
            try db.query(
                """
                SELECT series.id, COUNT(*)
                FROM \(sql: parents) JOIN \(sql: comments) \(sql: join)
                WHERE series.id IN (\(ids: series)) AND COALESCE(visit.last_comment, 0) >= 0
                    AND comment.id > COALESCE(visit.last_comment, CASE
                        WHEN series.id > \(lastSeries) THEN 0 ELSE \(lastComment) END)
                GROUP BY series.id
                """
            ) { counts[$0.int(0), default: 0] += $0.int(1) }
        }
        return counts
    }
}

extension Store {
    /// Series of which an account keeps what it has seen; older marks are forgotten.
    private static let mostVisits = 20_000

    /// Counts all that is there of a project as read.
    ///
    /// - Parameters:
    ///   - linkName: The project.
    ///   - account: Whose marks.
    ///   - onlyFirst: Changes nothing for an account that has been there before.
    /// - Throws: `StoreError`.
    package func markProjectRead(
        _ linkName: String,
        by account: Account.ID,
        onlyFirst: Bool = false
    ) async throws {
        try await database.write { db in
            guard let project = try Self.project(linkName, in: db) else { return }
            let known = try SeriesVisits(of: account, in: project.id, db).isKnown
            if known, onlyFirst { return }
            let series = try db.int("SELECT MAX(id) FROM series") ?? 0
            let comment = try db.int("SELECT value FROM counter WHERE name = 'comment'") ?? 0
            try db.execute(
                """
                INSERT INTO project_visit (account_id, project_id, last_series, last_comment)
                VALUES (\(account), \(project.id), \(series), \(comment))
                ON CONFLICT (account_id, project_id) DO UPDATE SET
                    last_series = excluded.last_series, last_comment = excluded.last_comment
                """
            )
            guard !onlyFirst else { return }
            try db.execute(
                """
                DELETE FROM series_visit WHERE account_id = \(account) AND series_id IN (
                    SELECT id FROM series WHERE project_id = \(project.id))
                """
            )
        }
    }

    /// Notes that an account has seen all that there is of a series. Pages of a series call it.
    ///
    /// It writes only where something is new.
    ///
    /// - Parameters:
    ///   - series: The series; ids of others are ignored.
    ///   - account: Who has seen it.
    /// - Throws: `StoreError`.
    package func markSeriesRead(_ series: [Int64], by account: Account.ID) async throws {
        let new = try await database.readBriefly { db in
            try db.all(
                """
                SELECT series.id FROM series LEFT JOIN series_visit AS visit
                    ON visit.series_id = series.id AND visit.account_id = \(account)
                WHERE series.id IN (\(ids: series)) AND (visit.series_id IS NULL
                    OR visit.last_comment < series.last_comment OR visit.patches < series.patches)
                """
            ) { $0.int(0) }
        }
        guard !new.isEmpty else { return }
        try await database.write { db in
            try db.execute(
                """
                INSERT INTO series_visit (account_id, series_id, last_comment, patches)
                SELECT \(account), id, last_comment, patches FROM series WHERE id IN (\(ids: new))
                ON CONFLICT (account_id, series_id) DO UPDATE SET
                    last_comment = excluded.last_comment, patches = excluded.patches
                """
            )
            try Self.forgetVisits(of: account, in: db)
        }
    }

    /// Marks series so that they count as unread.
    ///
    /// - Parameters:
    ///   - series: The series; ids of others are ignored.
    ///   - account: Whose marks.
    /// - Throws: `StoreError`.
    package func markSeriesUnread(_ series: [Int64], by account: Account.ID) async throws {
        _ = try await database.write { db in
            try db.execute(
                """
                INSERT INTO series_visit (account_id, series_id, last_comment, patches)
                SELECT \(account), id, -1, -1 FROM series WHERE id IN (\(ids: series))
                ON CONFLICT (account_id, series_id) DO UPDATE SET
                    last_comment = excluded.last_comment, patches = excluded.patches
                """
            )
        }
    }

    private static func forgetVisits(of account: Account.ID, in db: any SQLConnection) throws {
        let last = try db.int(
            """
            SELECT series_id FROM series_visit WHERE account_id = \(account)
            ORDER BY series_id DESC LIMIT 1 OFFSET \(mostVisits)
            """
        )
        guard let last else { return }
        try db.execute(
            "DELETE FROM series_visit WHERE account_id = \(account) AND series_id <= \(last)"
        )
        try db.execute(
            """
            UPDATE project_visit SET last_series = \(last)
            WHERE account_id = \(account) AND last_series < \(last)
            """
        )
    }
}

extension Store {
    /// Marks series as read if one of them is unread, else as unread.
    ///
    /// - Parameters:
    ///   - series: The series.
    ///   - account: Whose marks.
    /// - Returns: Whether one was unread.
    /// - Throws: `StoreError`.
    package func toggleSeriesRead(_ series: [Int64], by account: Account.ID) async throws -> Bool {
        let hasUnread = try await database.readBriefly { db in
            let projects = try db.all(
                "SELECT DISTINCT project_id FROM series WHERE id IN (\(ids: series))"
            ) { $0.int(0) }
            return try projects.contains { project in
                let visits = try SeriesVisits(of: account, in: project, db)
                return try db.int(
                    """
                    SELECT series.id FROM series \(sql: visits.join)
                    WHERE series.id IN (\(ids: series)) AND series.project_id = \(project)
                        AND (\(sql: visits.isUnread)) = 1 LIMIT 1
                    """
                ) != nil
            }
        }
        if hasUnread {
            try await markSeriesRead(series, by: account)
        } else {
            try await markSeriesUnread(series, by: account)
        }
        return hasUnread
    }
}
