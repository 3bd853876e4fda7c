extension Migration {
    /// What people, testers and the program itself say and do about patches.
    static let changes = Migration(
        version: 4,
        name: "checks, bundles and events",
        statements: [
            """
            CREATE TABLE check_result (
                id {id},
                patch_id {int} NOT NULL REFERENCES patch (id) ON DELETE CASCADE,
                account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                date {int} NOT NULL,
                state {int} NOT NULL,
                target_url {text},
                description {text},
                context {text} NOT NULL
            )
            """,
            "CREATE INDEX check_result_patch ON check_result (patch_id)",
            """
            CREATE TABLE bundle (
                id {key},
                owner_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                name {text} NOT NULL,
                is_public {int} NOT NULL DEFAULT 0,
                UNIQUE (owner_id, name)
            )
            """,
            """
            CREATE TABLE bundle_patch (
                bundle_id {int} NOT NULL REFERENCES bundle (id) ON DELETE CASCADE,
                patch_id {int} NOT NULL REFERENCES patch (id) ON DELETE CASCADE,
                position {int} NOT NULL,
                PRIMARY KEY (bundle_id, patch_id)
            ) {clustered}
            """,
            // The id is the cursor: it comes from the counter 'event', gapless and ever-growing.
            """
            CREATE TABLE event (
                id {int} NOT NULL PRIMARY KEY,
                category {text} NOT NULL,
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                date {int} NOT NULL,
                actor_id {int} REFERENCES account (id) ON DELETE SET NULL,
                patch_id {int} REFERENCES patch (id) ON DELETE CASCADE,
                series_id {int} REFERENCES series (id) ON DELETE CASCADE,
                cover_id {int} REFERENCES cover (id) ON DELETE CASCADE,
                patch_comment_id {int} REFERENCES patch_comment (id) ON DELETE CASCADE,
                cover_comment_id {int} REFERENCES cover_comment (id) ON DELETE CASCADE,
                check_id {int} REFERENCES check_result (id) ON DELETE CASCADE,
                previous_state_id {int},
                current_state_id {int},
                previous_delegate_id {int},
                current_delegate_id {int}
            )
            """,
            "CREATE INDEX event_project ON event (project_id, date)",
            "CREATE INDEX event_date ON event (date)",
            "CREATE INDEX event_patch ON event (patch_id) WHERE patch_id IS NOT NULL",
            "CREATE INDEX event_cover ON event (cover_id) WHERE cover_id IS NOT NULL",
            "CREATE INDEX event_series ON event (series_id) WHERE series_id IS NOT NULL",
        ]
    )
}
