extension Migration {
    /// Events about versions, and what taking a merge of series back needs to know of them.
    static let versionEvents = Migration(
        version: 24,
        name: "events about versions of series",
        statements: [
            // Beside `event`, which clients of the compatible part read: they fail on categories that
            // they do not know. The ids are of the same sequence. earlier_id: the version before the
            // series, previous_id: the one before it until then; either may be gone by now. hand: see
            // `RevisionHand`.
            """
            CREATE TABLE version_event (
                id {int} NOT NULL PRIMARY KEY,
                category {text} NOT NULL,
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                date {int} NOT NULL,
                actor_id {int} REFERENCES account (id) ON DELETE SET NULL,
                series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                earlier_id {int},
                previous_id {int},
                kind {text},
                confidence {text},
                reason {text},
                hand {int} NOT NULL
            )
            """,
            "CREATE INDEX version_event_series ON version_event (series_id)",
            "CREATE INDEX version_event_project ON version_event (project_id)",
            """
            CREATE INDEX version_event_actor ON version_event (actor_id)
                WHERE actor_id IS NOT NULL
            """,
            // Of patch-state-changed: the version that superseded the patch. It may be gone by now.
            "ALTER TABLE event ADD COLUMN cause_id {int}",
            // What somebody had said about versions where a series went into another one: rows of
            // `revision` as they were.
            """
            CREATE TABLE series_regrouping_revision (
                regrouping_id {int} NOT NULL REFERENCES series_regrouping (id) ON DELETE CASCADE,
                series_id {int} NOT NULL,
                earlier_id {int},
                kind {text} NOT NULL,
                confidence {text} NOT NULL,
                reason {text} NOT NULL,
                hand {int} NOT NULL,
                account_id {int} REFERENCES account (id) ON DELETE SET NULL,
                decided {int} NOT NULL,
                PRIMARY KEY (regrouping_id, series_id)
            ) {clustered}
            """,
        ]
    )
}
