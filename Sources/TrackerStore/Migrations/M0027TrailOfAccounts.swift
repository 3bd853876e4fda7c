extension Migration {
    /// What an account sees of the trail is asked for in the order of the lines, and the old index had them in
    /// none: PostgreSQL walked through the whole trail instead.
    static let trailOfAccounts = Migration(
        version: 27,
        name: "the trail of an account in its order",
        statements: [
            "DROP INDEX audit_account",
            "CREATE INDEX audit_account_end ON audit (account_id, id)",
        ]
    )
}
