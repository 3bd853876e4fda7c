extension Migration {
    /// What writing through the API needs.
    static let writing = Migration(
        version: 8,
        name: "writing through the API",
        statements: [
            // 1: a newer check of the same account and context is there; this one does not count.
            "ALTER TABLE check_result ADD COLUMN superseded {int} NOT NULL DEFAULT 0",
            """
            UPDATE check_result SET superseded = 1 WHERE EXISTS (
                SELECT 1 FROM check_result AS newer
                WHERE newer.patch_id = check_result.patch_id
                    AND newer.account_id = check_result.account_id
                    AND newer.context = check_result.context
                    AND (newer.date > check_result.date
                        OR newer.date = check_result.date AND newer.id > check_result.id)
            )
            """,
            """
            CREATE INDEX check_result_counting
                ON check_result (patch_id, superseded, state, account_id, context)
            """,
            // 1: somebody has set it; reading the mail again leaves it alone.
            "ALTER TABLE patch ADD COLUMN pull_url_by_hand {int} NOT NULL DEFAULT 0",
            // Keys that clients send with a request, so that it changes nothing twice. digest: of what
            // the request said. made_id: of the check or bundle that it made.
            """
            CREATE TABLE request_key (
                account_id {int} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                key_text {text} NOT NULL,
                digest {bytes} NOT NULL,
                made_id {int} NOT NULL,
                created {int} NOT NULL,
                PRIMARY KEY (account_id, key_text)
            ) {clustered}
            """,
            "CREATE INDEX request_key_created ON request_key (created)",
        ]
    )
}
