extension Migration {
    /// Whose turn it is with a series, what blocks it, and when it was closed.
    static let turn = Migration(
        version: 22,
        name: "whose turn it is, what blocks, what is open",
        statements: [
            // What a state means for the work on a patch: see `PatchState.Meaning`.
            "ALTER TABLE state ADD COLUMN meaning {text} NOT NULL DEFAULT 'closed'",
            """
            UPDATE state SET meaning = CASE WHEN action_required = 1 OR slug = 'rfc' THEN 'open'
                WHEN slug = 'changes-requested' THEN 'waiting'
                WHEN slug = 'awaiting-upstream' THEN 'elsewhere' ELSE 'closed' END
            """,
            // What a reply says: see `ReplyMeaning`.
            "ALTER TABLE patch_comment ADD COLUMN says {int} NOT NULL DEFAULT 0",
            "ALTER TABLE cover_comment ADD COLUMN says {int} NOT NULL DEFAULT 0",
            // All that the turn of a series takes, so that no comment is read for it.
            talkIndex(of: "patch"),
            talkIndex(of: "cover"),
        ] + factColumns + [
            "CREATE INDEX series_turn ON series (project_id, turn, turn_id) WHERE turn > 0",
            """
            CREATE INDEX series_closed ON series (project_id, closed, id) WHERE closed IS NOT NULL
            """,
        ],
        ownStatements: { SeriesPartTriggers.turn($0) },
        gathersSeriesFacts: true,
        readsReplies: true,
        datesClosing: true
    )

    private static func talkIndex(of parent: String) -> String {
        """
        CREATE INDEX \(parent)_comment_talk ON \(parent)_comment
            (\(parent)_id, submitter_id, date, says, addressed)
        """
    }

    // See `SeriesFacts` for what each of them says.
    private static let factColumns =
        [
            "waiting_patches", "elsewhere_patches", "approved_patches", "has_newer", "blocks",
            "turn",
            "turn_id", "turn_reason",
        ].map { "ALTER TABLE series ADD COLUMN \($0) {int} NOT NULL DEFAULT 0" }
        + [
            "ALTER TABLE series ADD COLUMN talk {text} NOT NULL DEFAULT ''",
            "ALTER TABLE series ADD COLUMN closed {int}",
        ]
}
