extension Migration {
    /// What makes lists as fast with a million rows as with a thousand: tallies of their rows, and an
    /// index for each order and filter.
    static let tallies = Migration(
        version: 10,
        name: "tallies and indexes of lists",
        statements: tables + indexes,
        ownStatements: triggers,
        recountsLists: true
    )

    private static let tables = [
        // How many rows of a list have their key in a range; see `TallyScope` for the columns.
        """
        CREATE TABLE tally (
            list {int} NOT NULL,
            owner {int} NOT NULL,
            level {int} NOT NULL,
            bucket {int} NOT NULL,
            kind {int} NOT NULL,
            count {int} NOT NULL,
            PRIMARY KEY (list, owner, level, bucket, kind)
        ) {clustered}
        """,
        // Rows that came (1) and went (-1) in a transaction; it is empty at the end of each.
        """
        CREATE TABLE tally_change (
            list {int} NOT NULL,
            item {int} NOT NULL,
            date {int} NOT NULL,
            project_id {int} NOT NULL,
            kind {int} NOT NULL,
            word {text},
            submitter_id {int},
            delegate_id {int},
            count {int} NOT NULL
        )
        """,
    ]

    // Each index ends with the order of a list; the columns before it are compared with one value.
    private static let indexes =
        [
            "patch_project", "patch_date", "patch_submitter", "patch_delegate", "series_project",
            "series_submitter", "cover_project", "event_project", "event_date",
        ].map { "DROP INDEX \($0)" } + [
            "CREATE INDEX patch_date ON patch (date, id)",
            "CREATE INDEX patch_project ON patch (project_id, id)",
            "CREATE INDEX patch_project_date ON patch (project_id, date, id)",
            "CREATE INDEX patch_state ON patch (state_id, archived, id)",
            "CREATE INDEX patch_state_date ON patch (state_id, archived, date, id)",
            "CREATE INDEX patch_project_state ON patch (project_id, state_id, archived, id)",
            """
            CREATE INDEX patch_project_state_date
                ON patch (project_id, state_id, archived, date, id)
            """,
            // The last columns let the other filters be looked at without the row.
            """
            CREATE INDEX patch_submitter
                ON patch (submitter_id, id, project_id, state_id, archived)
            """,
            """
            CREATE INDEX patch_submitter_date
                ON patch (submitter_id, date, id, project_id, state_id, archived)
            """,
            """
            CREATE INDEX patch_delegate
                ON patch (delegate_id, id, project_id, state_id, archived)
                WHERE delegate_id IS NOT NULL
            """,
            """
            CREATE INDEX patch_delegate_date
                ON patch (delegate_id, date, id, project_id, state_id, archived)
                WHERE delegate_id IS NOT NULL
            """,
            "CREATE INDEX event_date ON event (date, id)",
            "CREATE INDEX event_project ON event (project_id, id)",
            "CREATE INDEX event_category ON event (project_id, category, id)",
            "CREATE INDEX event_actor ON event (actor_id, id) WHERE actor_id IS NOT NULL",
            "CREATE INDEX person_name ON person (COALESCE(name, ''), id)",
            "CREATE INDEX person_address ON person (email, id)",
        ]
        + ["series", "cover"].flatMap { table in
            [
                "CREATE INDEX \(table)_date ON \(table) (date, id)",
                "CREATE INDEX \(table)_project ON \(table) (project_id, id)",
                "CREATE INDEX \(table)_project_date ON \(table) (project_id, date, id)",
                "CREATE INDEX \(table)_submitter ON \(table) (submitter_id, id, project_id)",
                """
                CREATE INDEX \(table)_submitter_date
                    ON \(table) (submitter_id, date, id, project_id)
                """,
            ]
        }

    /// Notes each row that comes, goes or moves to another place of a list, whoever writes it.
    private static func triggers(_ dialect: SQLDialect) -> [String] {
        TalliedTable.all.flatMap { $0.triggers(dialect) }
    }
}
