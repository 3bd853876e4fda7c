extension Migration {
    /// What Patchbay's own part of the API needs.
    static let ownPart = Migration(
        version: 11,
        name: "checks of whole series, relations in events",
        statements: [
            // superseded: as in check_result.
            """
            CREATE TABLE series_check (
                id {key},
                series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                date {int} NOT NULL,
                state {int} NOT NULL,
                target_url {text},
                description {text},
                context {text} NOT NULL,
                superseded {int} NOT NULL DEFAULT 0
            )
            """,
            """
            CREATE INDEX series_check_counting ON series_check (series_id, account_id, context)
                WHERE superseded = 0
            """,
            // Of patch-relation-changed. A relation may be gone by now; its number is never used again
            // while an event has it.
            "ALTER TABLE event ADD COLUMN previous_relation_id {int}",
            "ALTER TABLE event ADD COLUMN current_relation_id {int}",
        ]
    )
}
