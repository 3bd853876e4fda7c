extension Migration {
    /// What the lists of a project show at a glance, and what people keep about them: facts of each
    /// series, what was read, saved views, and how changes are taken back.
    static let lists = Migration(
        version: 14,
        name: "facts of series, read marks, saved views and undo",
        statements: undoTables + personalTables + factColumns + factTables,
        ownStatements: { SeriesFactTriggers.all($0) },
        countsCoverTags: true,
        gathersSeriesFacts: true
    )

    private static let undoTables = [
        """
        CREATE TABLE undo (
            id {key},
            account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            created {int} NOT NULL,
            is_done {int} NOT NULL DEFAULT 0
        )
        """,
        "CREATE INDEX undo_created ON undo (created)",
        "CREATE INDEX undo_account ON undo (account_id)",
        // One field of one thing; the values as text, NULL where the field was empty.
        """
        CREATE TABLE undo_item (
            undo_id {int} NOT NULL REFERENCES undo (id) ON DELETE CASCADE,
            position {int} NOT NULL,
            kind {text} NOT NULL,
            target_id {int} NOT NULL,
            field {text} NOT NULL,
            before {text},
            after {text},
            PRIMARY KEY (undo_id, position)
        ) {clustered}
        """,
    ]

    private static let personalTables = [
        // Series and comments up to these count as read, unless series_visit says otherwise.
        """
        CREATE TABLE project_visit (
            account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            last_series {int} NOT NULL,
            last_comment {int} NOT NULL,
            PRIMARY KEY (account_id, project_id)
        ) {clustered}
        """,
        // What there was of a series when it was last looked at. last_comment -1: marked as unread.
        """
        CREATE TABLE series_visit (
            account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
            last_comment {int} NOT NULL,
            patches {int} NOT NULL,
            PRIMARY KEY (account_id, series_id)
        ) {clustered}
        """,
        "CREATE INDEX series_visit_series ON series_visit (series_id)",
        // list: 'series' or 'patches'; query: that of the address.
        """
        CREATE TABLE saved_view (
            id {key},
            account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            list {text} NOT NULL,
            name {text} NOT NULL,
            query {text} NOT NULL,
            UNIQUE (account_id, project_id, name)
        )
        """,
    ]

    // See `SeriesFacts` for what each of them says.
    private static let factColumns =
        [
            "patches", "open_patches", "archived_patches", "delegates", "has_pull", "comments",
            "last_comment", "open_comments",
        ].map { "ALTER TABLE series ADD COLUMN \($0) {int} NOT NULL DEFAULT 0" }
        + ["state_id", "delegate_id", "check_state"].map {
            "ALTER TABLE series ADD COLUMN \($0) {int}"
        }
        + ["check_counts", "tag_counts"].map {
            "ALTER TABLE series ADD COLUMN \($0) {text} NOT NULL DEFAULT ''"
        }

    private static let factTables = [
        // Tags of a cover letter and the answers to it, as patch_tag.
        """
        CREATE TABLE cover_tag (
            cover_id {int} NOT NULL REFERENCES cover (id) ON DELETE CASCADE,
            tag_id {int} NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
            count {int} NOT NULL,
            PRIMARY KEY (cover_id, tag_id)
        ) {clustered}
        """,
        // Series of which something changed in a transaction; it is empty at the end of each.
        "CREATE TABLE series_change (series_id {int} NOT NULL)",
        "CREATE INDEX series_open ON series (project_id, date, id) WHERE open_patches > 0",
        """
        CREATE INDEX series_delegate ON series (project_id, delegate_id, date, id)
            WHERE delegate_id IS NOT NULL
        """,
        "CREATE INDEX patch_comment_open ON patch_comment (patch_id) WHERE addressed = 0",
        "CREATE INDEX cover_comment_open ON cover_comment (cover_id) WHERE addressed = 0",
    ]
}
