extension Migration {
    /// Which series are versions of one piece of work.
    static let revisions = Migration(
        version: 17,
        name: "versions of series",
        statements: [
            traitsTable("patch"),
            traitsTable("cover"),
            // What a series says that other versions of it may say, too: see `RevisionMatcher`. date:
            // that of the series, so that of a key that many have the nearest are found.
            """
            CREATE TABLE revision_key (
                key {int} NOT NULL,
                project_id {int} NOT NULL,
                date {int} NOT NULL,
                series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                PRIMARY KEY (key, project_id, date, series_id)
            ) {clustered}
            """,
            "CREATE INDEX revision_key_series ON revision_key (series_id)",
            // The version before a series. hand: see `RevisionHand`; account_id: whose decision that is,
            // none for the operator's; decided: when.
            """
            CREATE TABLE revision (
                series_id {int} NOT NULL PRIMARY KEY REFERENCES series (id) ON DELETE CASCADE,
                earlier_id {int} REFERENCES series (id) ON DELETE CASCADE,
                kind {text} NOT NULL,
                confidence {text} NOT NULL,
                reason {text} NOT NULL,
                hand {int} NOT NULL DEFAULT 0,
                account_id {int} REFERENCES account (id) ON DELETE SET NULL,
                decided {int} NOT NULL
            )
            """,
            "CREATE INDEX revision_earlier ON revision (earlier_id) WHERE earlier_id IS NOT NULL",
            // Patches that a new version has superseded, and the state that they had.
            """
            CREATE TABLE revision_superseded (
                series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                patch_id {int} NOT NULL REFERENCES patch (id) ON DELETE CASCADE,
                state_id {int} NOT NULL,
                PRIMARY KEY (series_id, patch_id)
            ) {clustered}
            """,
            "CREATE INDEX revision_superseded_patch ON revision_superseded (patch_id)",
            "ALTER TABLE project ADD COLUMN supersedes {int} NOT NULL DEFAULT 0",
            "ALTER TABLE project ADD COLUMN relates {int} NOT NULL DEFAULT 0",
            // 1: somebody has said what the patch is related to; else it follows from versions.
            "ALTER TABLE patch ADD COLUMN related_by_hand {int} NOT NULL DEFAULT 0",
            "UPDATE patch SET related_by_hand = 1 WHERE relation_id IS NOT NULL",
        ],
        findsRevisions: true
    )

    /// What a mail says of its series and of other versions, besides what stands in its own row. Lists
    /// have one entry a line.
    private static func traitsTable(_ table: String) -> String {
        """
        CREATE TABLE \(table)_traits (
            \(table)_id {int} NOT NULL PRIMARY KEY REFERENCES \(table) (id) ON DELETE CASCADE,
            change_id {text},
            earlier {text} NOT NULL,
            answers {text} NOT NULL,
            files {text} NOT NULL
        )
        """
    }
}
