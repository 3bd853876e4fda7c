package import TrackerModel

/// A series around one of its messages: what stands before and behind it.
package struct SeriesOutline: Sendable {
    package let id: Int64
    package let name: String?
    package let version: Int64
    package let total: Int64
    package let received: Int64
    package let cover: Int64?
    /// Of the cover letter, with angle brackets.
    package let coverMessageID: String?
    /// The version before this one.
    let earlier: Int64?
    /// By number.
    package let patches: [Member]

    /// A patch of the series.
    package struct Member: Hashable, Sendable {
        package let id: Int64
        /// With angle brackets.
        package let messageID: String
        package let name: String
        package let number: Int64?
        package let state: PatchState.ID
        package let check: CheckState
    }
}

extension SeriesOutline {
    static func read(_ id: Int64, in db: any SQLConnection) throws -> SeriesOutline? {
        let patches = try db.all(
            """
            SELECT id, msgid, name, number, state_id, check_state FROM patch
            WHERE series_id = \(id) ORDER BY COALESCE(number, 0), date, id
            """
        ) { row in
            Member(
                id: row.int(0),
                messageID: row.text(1),
                name: row.text(2),
                number: row.optionalInt(3),
                state: row.int(4),
                check: CheckState(rawValue: row.int(5)) ?? .pending
            )
        }
        return try db.first(
            """
            SELECT series.name, series.version, series.total, series.received_total, cover.id,
                cover.msgid, revision.earlier_id
            FROM series LEFT JOIN cover ON cover.id = series.cover_id
            LEFT JOIN revision ON revision.series_id = series.id
            WHERE series.id = \(id)
            """
        ) { row in
            SeriesOutline(
                id: id,
                name: row.optionalText(0),
                version: row.int(1),
                total: row.int(2),
                received: row.int(3),
                cover: row.optionalInt(4),
                coverMessageID: row.optionalText(5),
                earlier: row.optionalInt(6),
                patches: patches
            )
        }
    }
}
