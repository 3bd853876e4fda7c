extension Migration {
    /// Tokens with scopes, sessions of browsers, and the trail of all changes.
    static let access = Migration(
        version: 7,
        name: "scoped tokens, sessions and the audit trail",
        statements: [
            // Tokens from before have the power of their account, as Patchwork's.
            "ALTER TABLE token ADD COLUMN name {text} NOT NULL DEFAULT ''",
            // Words of `TokenScope` with blanks between them.
            "ALTER TABLE token ADD COLUMN scopes {text} NOT NULL DEFAULT 'maintainer'",
            """
            ALTER TABLE token ADD COLUMN project_id {int} REFERENCES project (id) ON DELETE CASCADE
            """,
            "ALTER TABLE token ADD COLUMN context_prefix {text} NOT NULL DEFAULT ''",
            // Who gave it to another's account: its rights end when that one is no maintainer any more.
            "ALTER TABLE token ADD COLUMN granted_by {int} REFERENCES account (id) ON DELETE CASCADE",
            // 1: the operator gave it, at the command line.
            "ALTER TABLE token ADD COLUMN by_operator {int} NOT NULL DEFAULT 0",
            "ALTER TABLE token ADD COLUMN expires {int}",
            "ALTER TABLE token ADD COLUMN last_used {int}",
            """
            CREATE TABLE web_session (
                digest {bytes} NOT NULL PRIMARY KEY,
                account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                csrf {text} NOT NULL,
                created {int} NOT NULL,
                expires {int} NOT NULL
            ) {clustered}
            """,
            "CREATE INDEX web_session_account ON web_session (account_id)",
            "CREATE INDEX web_session_expires ON web_session (expires)",
            // Names are kept beside ids, so that the trail outlives what it tells of. before, after:
            // JSON objects with the fields that changed.
            """
            CREATE TABLE audit (
                id {key},
                date {int} NOT NULL,
                account_id {int},
                username {text} NOT NULL,
                token_id {int},
                token_name {text} NOT NULL DEFAULT '',
                way {text} NOT NULL,
                action {text} NOT NULL,
                target {text} NOT NULL,
                target_id {int} NOT NULL,
                project_id {int},
                before {text} NOT NULL,
                after {text} NOT NULL
            )
            """,
            "CREATE INDEX audit_target ON audit (target, target_id)",
            "CREATE INDEX audit_project ON audit (project_id)",
            "CREATE INDEX audit_account ON audit (account_id)",
        ]
    )
}
