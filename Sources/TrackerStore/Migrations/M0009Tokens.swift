extension Migration {
    /// Names tell the tokens of an account apart.
    static let tokenNames = Migration(
        version: 9,
        name: "names of tokens",
        statements: [
            "CREATE UNIQUE INDEX token_name ON token (account_id, name)",
            "CREATE INDEX token_project ON token (project_id) WHERE project_id IS NOT NULL",
            "CREATE INDEX token_granted_by ON token (granted_by) WHERE granted_by IS NOT NULL",
        ]
    )
}
