extension Migration {
    /// What is found in mails: series, patches, cover letters, comments.
    ///
    /// `body` holds headers, message and diff, compressed against the raw mail they came from (see
    /// ``MailBody``), so that lists scan narrow rows. Dates are microseconds since 1970 in UTC.
    static let patches = Migration(
        version: 3,
        name: "series, patches, cover letters and comments",
        statements: [
            """
            CREATE TABLE cover (
                id {id},
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                msgid {text} NOT NULL,
                date {int} NOT NULL,
                name {text} NOT NULL,
                submitter_id {int} NOT NULL REFERENCES person (id),
                mail_id {int},
                codec {int} NOT NULL,
                body {bytes} NOT NULL,
                UNIQUE (msgid, project_id)
            )
            """,
            "CREATE INDEX cover_project ON cover (project_id)",
            """
            CREATE TABLE series (
                id {id},
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                name {text},
                date {int} NOT NULL,
                submitter_id {int} NOT NULL REFERENCES person (id),
                version {int} NOT NULL,
                total {int} NOT NULL,
                received_total {int} NOT NULL DEFAULT 0,
                cover_id {int} REFERENCES cover (id) ON DELETE SET NULL
            )
            """,
            "CREATE INDEX series_project ON series (project_id)",
            "CREATE INDEX series_submitter ON series (submitter_id, date)",
            "CREATE INDEX series_cover ON series (cover_id) WHERE cover_id IS NOT NULL",
            """
            CREATE TABLE series_reference (
                msgid {text} NOT NULL,
                project_id {int} NOT NULL,
                series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                PRIMARY KEY (msgid, project_id)
            ) {clustered}
            """,
            """
            CREATE TABLE series_dependency (
                series_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                needs_id {int} NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                PRIMARY KEY (series_id, needs_id)
            ) {clustered}
            """,
            "CREATE INDEX series_dependency_needs ON series_dependency (needs_id)",
            "CREATE TABLE relation (id {key}, created {int} NOT NULL)",
            // check_state: the combined state of the patch's checks, kept in step with them.
            """
            CREATE TABLE patch (
                id {id},
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                msgid {text} NOT NULL,
                date {int} NOT NULL,
                name {text} NOT NULL,
                submitter_id {int} NOT NULL REFERENCES person (id),
                delegate_id {int} REFERENCES account (id) ON DELETE SET NULL,
                state_id {int} NOT NULL REFERENCES state (id),
                archived {int} NOT NULL DEFAULT 0,
                commit_ref {text},
                pull_url {text},
                hash {text},
                series_id {int} REFERENCES series (id) ON DELETE SET NULL,
                number {int},
                relation_id {int} REFERENCES relation (id) ON DELETE SET NULL,
                check_state {int} NOT NULL DEFAULT 0,
                mail_id {int},
                codec {int} NOT NULL,
                body {bytes} NOT NULL,
                UNIQUE (msgid, project_id),
                UNIQUE (series_id, number)
            )
            """,
            "CREATE INDEX patch_project ON patch (project_id)",
            "CREATE INDEX patch_date ON patch (project_id, date)",
            "CREATE INDEX patch_submitter ON patch (submitter_id)",
            "CREATE INDEX patch_hash ON patch (hash) WHERE hash IS NOT NULL",
            "CREATE INDEX patch_delegate ON patch (delegate_id) WHERE delegate_id IS NOT NULL",
            "CREATE INDEX patch_relation ON patch (relation_id) WHERE relation_id IS NOT NULL",
            """
            CREATE TABLE patch_tag (
                patch_id {int} NOT NULL REFERENCES patch (id) ON DELETE CASCADE,
                tag_id {int} NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
                count {int} NOT NULL,
                PRIMARY KEY (patch_id, tag_id)
            ) {clustered}
            """,
            // Both kinds of comment take their ids from one counter, so that /comment/ID/ is clear.
            "INSERT INTO counter (name, value) VALUES ('comment', 0)",
            commentTable("patch_comment", parent: "patch"),
            "CREATE INDEX patch_comment_msgid ON patch_comment (msgid)",
            commentTable("cover_comment", parent: "cover"),
            "CREATE INDEX cover_comment_msgid ON cover_comment (msgid)",
        ]
    )

    private static func commentTable(_ table: String, parent: String) -> String {
        """
        CREATE TABLE \(table) (
            id {id},
            \(parent)_id {int} NOT NULL REFERENCES \(parent) (id) ON DELETE CASCADE,
            msgid {text} NOT NULL,
            date {int} NOT NULL,
            submitter_id {int} NOT NULL REFERENCES person (id),
            addressed {int},
            mail_id {int},
            codec {int} NOT NULL,
            body {bytes} NOT NULL,
            UNIQUE (\(parent)_id, msgid)
        )
        """
    }
}
