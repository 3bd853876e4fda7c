extension Migration {
    /// One index less on checks: PostgreSQL took the narrow one where its statistics were old, and
    /// read all checks of a patch to find the newest of one context.
    static let checksByOneIndex = Migration(
        version: 21,
        name: "checks of a patch by one index",
        statements: ["DROP INDEX check_result_patch"]
    )
}
