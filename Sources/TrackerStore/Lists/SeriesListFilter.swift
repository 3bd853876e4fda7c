package import TrackerModel

/// Which series of a project a list has. What is `nil` or empty does not filter.
package struct SeriesListFilter: Hashable, Sendable {
    /// The tabs above a list.
    package enum View: String, CaseIterable, Hashable, Sendable {
        /// With a patch that is not archived, in a state that is not closed.
        case open
        /// Sent by an address of the viewer.
        case mine
        /// It is the viewer's turn.
        case waiting
        case all
    }

    package enum Delegate: Hashable, Sendable {
        case nobody
        case username(String)
    }

    /// Whose turn it is.
    package enum TurnOf: Hashable, Sendable {
        case side(Turn.Side)
        case viewer
        case username(String)
    }

    package enum Check: Hashable, Sendable {
        case none
        case worst(CheckState)
    }

    package var view = View.open
    /// Slugs: some patch has one of these states.
    package var states: [String] = []
    package var delegate: Delegate?
    package var turn: TurnOf?
    /// A person, with the other addresses of the same account.
    package var submitter: Int64?
    /// Whether some patch is archived.
    package var isArchived: Bool?
    /// Each must occur in the name.
    package var words: [String] = []
    /// Whether patches are missing.
    package var isIncomplete = false
    package var check: Check?
    /// Only what the viewer has not seen.
    package var isUnread = false

    package init() {}
}

/// What a list of series is ordered by.
package struct SeriesListOrder: Hashable, Sendable {
    package enum Key: String, CaseIterable, Hashable, Sendable {
        case date, name, author, state, delegate
    }

    package var key = Key.date
    package var isDescending = true

    package init() {}

    package init(_ key: Key, descending: Bool) {
        self.key = key
        isDescending = descending
    }

    /// Names a row of the query in ``SeriesListRow``; never `NULL`.
    func expression(_ dialect: SQLDialect) -> SQLText {
        switch key {
        case .date: return "series.date"
        case .name:
            // Without the bracket that patch 1 lends: nobody sees it as a part of the name.
            let place: SQLText = dialect == .sqlite ? "INSTR" : "STRPOS"
            return """
                LOWER(CASE WHEN series.name LIKE '[%'
                    THEN SUBSTR(series.name, \(sql: place)(series.name, '] ') + 2)
                    ELSE COALESCE(series.name, '') END)
                """
        case .author: return "LOWER(COALESCE(NULLIF(person.name, ''), person.email))"
        case .state:
            return "COALESCE((SELECT ordering FROM state WHERE state.id = series.state_id), 1000)"
        case .delegate: return "COALESCE(account.username_key, '~')"
        }
    }
}

extension SeriesListFilter {
    /// As many rows are put into another order than by date: the newest.
    static let sortable = 50_000

    /// The conditions on the table `series`.
    ///
    /// Each view leads an index to few rows. A `+` before `project_id` keeps SQLite from walking all
    /// series of the project instead.
    func conditions(
        project: Project.ID,
        viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> [SQLText] {
        var conditions = try viewConditions(project: project, viewer: viewer ?? 0, in: db)
        if !states.isEmpty {
            let ids = try db.all("SELECT id FROM state WHERE slug IN (\(list: states))") {
                $0.int(0)
            }
            conditions.append(
                """
                (series.state_id IN (\(list: ids)) OR series.state_id IS NULL AND EXISTS (
                    SELECT 1 FROM patch WHERE patch.series_id = series.id
                        AND patch.state_id IN (\(list: ids))))
                """
            )
        }
        if let delegate { conditions.append(try Self.condition(delegate, in: db)) }
        switch turn {
        case .side(let side): conditions.append("series.turn = \(side.rawValue)")
        case .viewer: conditions.append(try Self.turn(of: viewer ?? 0, project: project, in: db))
        case .username(let name):
            let account = try Self.account(name, in: db)
            conditions.append(try Self.turn(of: account, project: project, in: db))
        case nil: break
        }
        if let submitter {
            let people = try Self.addresses(of: submitter, in: db)
            conditions.append("series.submitter_id IN (\(ids: people))")
        }
        if let isArchived {
            conditions.append(
                isArchived ? "series.archived_patches > 0" : "series.archived_patches = 0"
            )
        }
        for word in words {
            let pattern = LikePattern.containing(word)
            conditions.append("LOWER(COALESCE(series.name, '')) LIKE \(pattern) ESCAPE '\\'")
        }
        if isIncomplete { conditions.append("series.received_total < series.total") }
        switch check {
        case .some(.none): conditions.append("series.check_state IS NULL")
        case .worst(let state): conditions.append("series.check_state = \(state.rawValue)")
        case nil: break
        }
        return conditions
    }

    private func viewConditions(
        project: Project.ID,
        viewer: Account.ID,
        in db: any SQLConnection
    ) throws -> [SQLText] {
        switch view {
        case .open: ["series.project_id = \(project)", "series.open_patches > 0"]
        case .all: ["series.project_id = \(project)"]
        case .mine:
            [
                """
                series.id IN (SELECT own.id FROM person JOIN series AS own
                    ON own.submitter_id = person.id
                    WHERE person.account_id = \(viewer) AND +own.project_id = \(project))
                """
            ]
        case .waiting: [try Self.turn(of: viewer, project: project, in: db)]
        }
    }

    /// Series whose turn is an account's: as author, as the reviewer who is to answer, as delegate, or
    /// as maintainer where there is no delegate. Each arm is a short range of the index `series_turn`.
    private static func turn(
        of account: Account.ID,
        project: Project.ID,
        in db: any SQLConnection
    ) throws -> SQLText {
        let maintains = try db.int(
            """
            SELECT account_id FROM maintainer
            WHERE project_id = \(project) AND account_id = \(account)
            """
        )
        let holders = maintains == nil ? [account] : [0, account]
        func arm(_ side: Turn.Side, _ ids: SQLText) -> SQLText {
            """
            SELECT due.id FROM series AS due WHERE due.project_id = \(project) AND due.turn > 0
                AND due.turn = \(side.rawValue) AND due.turn_id IN (\(sql: ids))
            """
        }
        let people: SQLText = "SELECT person.id FROM person WHERE person.account_id = \(account)"
        let arms = [arm(.author, people), arm(.list, people), arm(.maintainer, "\(list: holders)")]
        return "series.id IN (\(sql: arms.joined(separator: "UNION ALL")))"
    }

    /// 0 for a name that nobody has.
    private static func account(
        _ username: String,
        in db: any SQLConnection
    ) throws -> Account.ID {
        try db.int("SELECT id FROM account WHERE username_key = \(username.lowercased())") ?? 0
    }

    private static func condition(
        _ delegate: Delegate,
        in db: any SQLConnection
    ) throws -> SQLText {
        guard case .username(let name) = delegate else { return "series.delegate_id IS NULL" }
        let id = try account(name, in: db)
        // A series with several delegates is rare.
        return """
            (series.delegate_id = \(id) OR series.delegates > 1 AND EXISTS (
                SELECT 1 FROM patch WHERE patch.series_id = series.id
                    AND patch.delegate_id = \(id)))
            """
    }

    /// A person, and who else is the same account.
    static func addresses(of person: Int64, in db: any SQLConnection) throws -> [Int64] {
        let others = try db.all(
            """
            SELECT other.id FROM person JOIN person AS other
                ON other.account_id = person.account_id
            WHERE person.id = \(person)
            """
        ) { $0.int(0) }
        return others.isEmpty ? [person] : others
    }
}
