extension Migration {
    /// A style sheet of somebody's own.
    static let ownStyle = Migration(
        version: 18,
        name: "style sheets of accounts",
        statements: [
            "ALTER TABLE account ADD COLUMN style {text} NOT NULL DEFAULT ''",
            // When it was last changed; 0 without one. A part of its address.
            "ALTER TABLE account ADD COLUMN styled {int} NOT NULL DEFAULT 0",
        ]
    )
}
