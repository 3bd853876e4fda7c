extension Migration {
    /// What makes grouping and threading independent of the order in which mails arrive.
    static let threads = Migration(
        version: 5,
        name: "threads in any order",
        statements: [
            "DROP TABLE series_reference",
            "DROP TABLE awaited_message",
            // What a numbered patch or a cover letter says of its series; `patch.series_id` and
            // `series.cover_id` follow from it. answers: message-ids, one a line, nearest first.
            """
            CREATE TABLE series_member (
                id {id},
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                msgid {text} NOT NULL,
                answers {text} NOT NULL,
                submitter_id {int} NOT NULL REFERENCES person (id),
                date {int} NOT NULL,
                version {int},
                number {int} NOT NULL,
                total {int} NOT NULL,
                patch_id {int} REFERENCES patch (id) ON DELETE CASCADE,
                cover_id {int} REFERENCES cover (id) ON DELETE CASCADE,
                series_id {int} REFERENCES series (id) ON DELETE SET NULL,
                UNIQUE (msgid, project_id)
            )
            """,
            "CREATE INDEX series_member_series ON series_member (series_id, date)",
            "CREATE INDEX series_member_submitter ON series_member (submitter_id, date)",
            "CREATE INDEX series_member_patch ON series_member (patch_id)",
            "CREATE INDEX series_member_cover ON series_member (cover_id)",
            // Which members answer a message, the latest at the end. message: see ThreadKey.
            """
            CREATE TABLE series_reference (
                message {int} NOT NULL,
                project_id {int} NOT NULL,
                date {int} NOT NULL,
                member_id {int} NOT NULL REFERENCES series_member (id) ON DELETE CASCADE,
                PRIMARY KEY (message, project_id, date, member_id)
            ) {clustered}
            """,
            "CREATE INDEX series_reference_member ON series_reference (member_id)",
            // Mails that are to be decided again when a message arrives or finds its place.
            """
            CREATE TABLE awaited_message (
                message {int} NOT NULL,
                project_id {int} NOT NULL,
                mail_id {int} NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
                PRIMARY KEY (message, project_id, mail_id)
            ) {clustered}
            """,
            "CREATE INDEX awaited_message_mail ON awaited_message (mail_id)",
            // What became of a mail in the second and further projects that it was sent to.
            """
            CREATE TABLE mail_project (
                mail_id {int} NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                outcome {text} NOT NULL,
                reason {text} NOT NULL,
                PRIMARY KEY (mail_id, project_id)
            ) {clustered}
            """,
            // What a message says it depends on; series_dependency holds what of that is here.
            """
            CREATE TABLE declared_dependency (
                id {id},
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                patch_id {int} REFERENCES patch (id) ON DELETE CASCADE,
                cover_id {int} REFERENCES cover (id) ON DELETE CASCADE,
                needs_msgid {text},
                needs_series_id {int}
            )
            """,
            "CREATE INDEX declared_dependency_needs ON declared_dependency (needs_msgid)",
            "CREATE INDEX declared_dependency_patch ON declared_dependency (patch_id)",
            "CREATE INDEX declared_dependency_cover ON declared_dependency (cover_id)",
            // A series that turned out to be part of another one; its address leads there.
            """
            CREATE TABLE series_alias (
                id {int} NOT NULL PRIMARY KEY,
                series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE
            )
            """,
            "CREATE INDEX series_alias_series ON series_alias (series_id)",
            // A comment that moves to another kind of message takes its event along.
            """
            CREATE INDEX event_patch_comment ON event (patch_comment_id)
                WHERE patch_comment_id IS NOT NULL
            """,
            """
            CREATE INDEX event_cover_comment ON event (cover_comment_id)
                WHERE cover_comment_id IS NOT NULL
            """,
            // However many mails share a message-id, the very same one is found at once.
            "DROP INDEX mail_identity",
            "CREATE INDEX mail_identity ON mail (identity, digest)",
            // The date of the mail that the name was taken from: the latest one counts.
            "ALTER TABLE person ADD COLUMN named {int} NOT NULL DEFAULT 0",
        ],
        rereadsMails: true
    )
}
