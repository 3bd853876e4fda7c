extension Migration {
    /// The raw mails: the truth that all other tables of mail are derived from.
    static let mails = Migration(
        version: 2,
        name: "raw mails",
        statements: [
            // identity: the message-id; for a mail without one "sha256:" and the digest.
            // given_list_id: what the caller said with --list-id, needed to decide again.
            """
            CREATE TABLE mail (
                id {id},
                identity {text} NOT NULL,
                digest {bytes} NOT NULL,
                received {int} NOT NULL,
                source {text} NOT NULL,
                given_list_id {text},
                size {int} NOT NULL,
                codec {int} NOT NULL,
                raw {bytes} NOT NULL,
                outcome {text} NOT NULL,
                reason {text} NOT NULL,
                project_id {int}
            )
            """,
            "CREATE INDEX mail_identity ON mail (identity)",
            // Replies that came before what they answer wait here for it.
            """
            CREATE TABLE awaited_message (
                msgid {text} NOT NULL,
                project_id {int} NOT NULL,
                mail_id {int} NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
                PRIMARY KEY (msgid, project_id, mail_id)
            ) {clustered}
            """,
            "CREATE INDEX awaited_message_mail ON awaited_message (mail_id)",
            "CREATE INDEX mail_outcome ON mail (outcome, id)",
        ]
    )
}
