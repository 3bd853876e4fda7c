extension Migration {
    /// What mails say that their series are based on.
    static let stacks = Migration(
        version: 23,
        name: "what series are based on",
        statements: [
            // One row for each thing that a mail names, in the order of its naming. word:
            // `Prerequisite.Word`, or base-commit; named: as the mail says it. At most one of the
            // last four says where to look: a message-id with angle brackets, the number of a
            // series, `RevisionMatcher.key(ofChange:)` perhaps with a version, `StablePatchID.key`.
            """
            CREATE TABLE declared_base (
                id {id},
                project_id {int} NOT NULL REFERENCES project (id) ON DELETE CASCADE,
                patch_id {int} REFERENCES patch (id) ON DELETE CASCADE,
                cover_id {int} REFERENCES cover (id) ON DELETE CASCADE,
                word {text} NOT NULL,
                named {text} NOT NULL,
                needs_msgid {text},
                needs_series_id {int},
                needs_change {int},
                needs_version {int},
                needs_patch {int}
            )
            """,
            "CREATE INDEX declared_base_patch ON declared_base (patch_id)",
            "CREATE INDEX declared_base_cover ON declared_base (cover_id)",
            index("needs_msgid"), index("needs_series_id"), index("needs_change"),
            index("needs_patch"),
            // See `StablePatchID.key`.
            "ALTER TABLE patch_traits ADD COLUMN patch_key {int}",
            """
            CREATE INDEX patch_traits_key ON patch_traits (patch_key) WHERE patch_key IS NOT NULL
            """,
        ],
        findsBases: true
    )

    private static func index(_ column: String) -> String {
        """
        CREATE INDEX declared_base_\(column) ON declared_base (\(column))
            WHERE \(column) IS NOT NULL
        """
    }
}
