/// A line of the trail, as far as it is for everybody: what changed, when, and who did it.
package struct HistoryLine: Sendable {
    /// Microseconds since 1970 in UTC.
    package let date: Int64
    /// Empty for the operator.
    package let username: String
    /// The patch.
    package let target: Int64
    /// JSON objects with the fields that changed.
    package let before: String
    package let after: String
}

extension HistoryLine {
    /// The last changes of patches, the oldest first.
    ///
    /// - Parameters:
    ///   - patches: Of which.
    ///   - limit: How many at most.
    ///   - db: Where the trail is.
    /// - Returns: The lines.
    /// - Throws: `StoreError`.
    static func read(
        ofPatches patches: [Int64],
        limit: Int,
        in db: any SQLConnection
    ) throws -> [HistoryLine] {
        guard !patches.isEmpty else { return [] }
        return try db.all(
            """
            SELECT date, username, target_id, before, after FROM audit
            WHERE target = 'patch' AND target_id IN (\(ids: patches)) AND action = 'update'
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row in
            HistoryLine(
                date: row.int(0),
                username: row.text(1),
                target: row.int(2),
                before: row.text(3),
                after: row.text(4)
            )
        }.reversed()
    }
}
