extension Migration {
    /// What waits for a click on a mailed link, and addresses that want no mail.
    static let accounts = Migration(
        version: 12,
        name: "confirmations by mail, opt-outs, settings of accounts",
        statements: [
            // digest: SHA-256 of the key in the link. kind: a word of `ConfirmationKind`. The names and
            // the password are those of a registration, and gone when it is over: there is no
            // account before it is confirmed.
            """
            CREATE TABLE confirmation (
                digest {bytes} NOT NULL PRIMARY KEY,
                kind {text} NOT NULL,
                email {text} NOT NULL,
                account_id {int} REFERENCES account (id) ON DELETE CASCADE,
                username {text},
                first_name {text},
                last_name {text},
                password {text},
                created {int} NOT NULL,
                expires {int} NOT NULL,
                used {int}
            ) {clustered}
            """,
            "CREATE INDEX confirmation_expires ON confirmation (expires)",
            """
            CREATE INDEX confirmation_account ON confirmation (account_id)
                WHERE account_id IS NOT NULL
            """,
            """
            CREATE TABLE mail_optout (
                email_key {text} NOT NULL PRIMARY KEY,
                created {int} NOT NULL
            ) {clustered}
            """,
            // 1: single keys do nothing on pages.
            "ALTER TABLE account ADD COLUMN keys_off {int} NOT NULL DEFAULT 0",
        ]
    )
}
