package import TrackerModel

/// A series as a list shows it.
package struct SeriesListRow: Sendable, Identifiable {
    package let id: Int64
    /// The name that it was sent with, prefix and all: that of its cover letter, or of patch 1.
    package let name: String
    package let hasCover: Bool
    package let version: Int64
    package let total: Int64
    package let received: Int64
    /// Microseconds since 1970.
    package let date: Int64
    package let submitter: Int64
    package let author: String
    package let patches: Int64
    package let openPatches: Int64
    /// The next version of it; the latest one if there are several.
    package internal(set) var next: NextVersion?
    package let archivedPatches: Int64
    /// `nil` where patches have several states, or there is none.
    package let state: PatchState.ID?
    /// How many patches have which state, the most frequent first; only where there are several.
    package internal(set) var states: [(state: PatchState.ID, count: Int64)] = []
    /// The user name of a delegate, and how many different ones there are.
    package let delegate: String?
    package let delegates: Int64
    package let hasPull: Bool
    package let openComments: Int64
    package let comments: Int64
    package let checks: CheckCounts
    /// How many patches have a tag.
    package let tags: TagCounts
    /// How many comments block it.
    package let blocks: Int64
    package let turn: ShownTurn
    /// When it was closed, in microseconds since 1970.
    package let closed: Int64?
    /// Whether the viewer has not seen the series, or not all comments on it.
    package let isUnread: Bool
    /// Comments since the viewer was there.
    package internal(set) var newComments: Int64 = 0
}

extension SeriesListRow {
    static let columns: SQLText = """
        series.id, series.name, cover.name, series.version, series.total,
        series.received_total, series.date, series.submitter_id, person.name, person.email,
        series.patches, open_patches, archived_patches, state_id, account.username, delegates,
        has_pull, open_comments, comments, check_counts, tag_counts,
        CASE WHEN has_newer = 0 THEN blocks ELSE 0 END, closed, \(sql: ShownTurn.columns)
        """

    static let tables: SQLText = """
        series JOIN person ON person.id = series.submitter_id
        LEFT JOIN account ON account.id = series.delegate_id
        LEFT JOIN cover ON cover.id = series.cover_id \(sql: ShownTurn.join)
        """

    /// Reads ``columns``, and behind them whether it is unread.
    init(_ row: any SQLRow) {
        var reader = RowReader(row)
        id = reader.int()
        let ownName = SeriesTitle.shown(reader.optionalText(), id: id)
        let coverName = reader.optionalText()
        name = coverName ?? ownName
        hasCover = coverName != nil
        version = reader.int()
        total = reader.int()
        received = reader.int()
        date = reader.int()
        submitter = reader.int()
        author = row.personName(reader.take(2))
        patches = reader.int()
        openPatches = reader.int()
        archivedPatches = reader.int()
        state = reader.optionalInt()
        delegate = reader.optionalText()
        delegates = reader.int()
        hasPull = reader.bool()
        openComments = reader.int()
        comments = reader.int()
        checks = CheckCounts(text: reader.text())
        tags = TagCounts(text: reader.text())
        blocks = reader.int()
        closed = reader.optionalInt()
        turn = ShownTurn(&reader)
        isUnread = reader.bool()
    }
}

/// The version that came after a series.
package struct NextVersion: Sendable {
    package let id: Int64
    /// As its subjects say.
    package let version: Int64
    /// Whether nothing was changed in it.
    package let isResend: Bool
}
