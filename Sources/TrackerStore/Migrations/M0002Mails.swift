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
            // Nearly all mails are dealt with; what is listed are the others.
            """
            CREATE INDEX mail_trouble ON mail (outcome)
            WHERE outcome NOT IN ('patch', 'cover', 'comment')
            """,
        ]
    )
}
