import TrackerModel

/// The cover letters of the versions before a series, and what was said about them that somebody has
/// marked.
///
/// A comment on a cover letter stands at no line: it is carried as it is, as long as it is open.
package struct EarlierCovers: Sendable {
    /// A comment that somebody has yet to deal with.
    package struct Remark: Sendable {
        package let comment: CommentLine
        /// The number in the subjects of the version that it was made on.
        package let version: Int64
        /// The cover letter, and its message-id with angle brackets.
        package let cover: Int64
        package let messageID: String
    }

    /// By version, the last one first; those of one version by date.
    package let open: [Remark]
    /// By series, how many comments on its cover letter somebody has marked, and how many of them are
    /// addressed.
    let counts: [Int64: Count]
    private let covers: Set<Int64>

    struct Count: Hashable, Sendable {
        let marked: Int
        let addressed: Int
    }

    /// Open comments that are carried, the newest.
    static let mostOpen: Int64 = 200

    /// Whether it is the cover letter of one of the versions.
    package func contains(cover: Int64) -> Bool { covers.contains(cover) }
}

extension EarlierCovers {
    /// Reads them.
    ///
    /// - Parameters:
    ///   - chain: The series itself and the versions before it, from ``TalkSource/chain(of:in:)``.
    ///   - viewer: Who looks at it.
    ///   - db: Where they are.
    /// - Returns: `nil` where no earlier version has a cover letter.
    /// - Throws: `StoreError`.
    static func read(
        _ chain: [TalkSource.Link],
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> EarlierCovers? {
        let links = chain.dropFirst().filter { $0.cover != nil }
        let covers = links.compactMap(\.cover)
        guard !covers.isEmpty else { return nil }
        var byCover: [Int64: Count] = [:]
        try db.query(
            """
            SELECT cover_id, COUNT(*), COUNT(CASE WHEN addressed = 1 THEN 1 END)
            FROM cover_comment WHERE cover_id IN (\(ids: covers)) AND addressed IS NOT NULL
            GROUP BY cover_id
            """
        ) { byCover[$0.int(0)] = Count(marked: Int($0.int(1)), addressed: Int($0.int(2))) }
        let counts = Dictionary(
            links.compactMap { link in
                link.cover.flatMap { byCover[$0] }.map { (link.series, $0) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        let hasOpen = byCover.values.contains { $0.marked > $0.addressed }
        return EarlierCovers(
            open: hasOpen ? try remarks(on: links, covers, for: viewer, in: db) : [],
            counts: counts,
            covers: Set(covers)
        )
    }

    private static func remarks(
        on links: [TalkSource.Link],
        _ covers: [Int64],
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> [Remark] {
        let ids = try db.all(
            """
            SELECT id FROM cover_comment WHERE cover_id IN (\(ids: covers)) AND addressed = 0
            ORDER BY date DESC, id DESC LIMIT \(mostOpen)
            """
        ) { $0.int(0) }
        let comments = Dictionary(
            grouping: try CommentLine.read(.cover, ids: ids, for: viewer, in: db),
            by: \.parent
        )
        return links.flatMap { link in
            (link.cover.flatMap { comments[$0] } ?? []).map { comment in
                Remark(
                    comment: comment,
                    version: link.number,
                    cover: comment.parent,
                    messageID: link.coverMessageID ?? ""
                )
            }
        }
    }
}
