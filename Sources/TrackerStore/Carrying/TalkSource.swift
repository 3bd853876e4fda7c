import TrackerModel

/// A series and the versions before it, as far as it takes to carry on what was said about them.
package struct TalkSource: Sendable {
    /// The series itself, the version before it, and so on.
    let versions: [Version]
    /// On patches of the earlier versions, by date.
    let comments: [CommentLine]
    /// What is known of the pairs of an earlier version and the series, by the earlier one.
    let known: [Int64: KnownPairs]

    /// The patches of the earlier versions that were read.
    package var patches: Set<Int64> {
        Set(versions.dropFirst().flatMap { $0.patches.map(\.facts.id) })
    }

    /// One of the versions.
    struct Version: Sendable {
        let series: Int64
        /// As its subjects say.
        let number: Int64
        /// By number; none where the mails are too large to be compared.
        let patches: [Patch]
        /// `nil` where it has none, or where it does not matter.
        let cover: CoverTalk?
    }

    /// One patch of a version.
    struct Patch: Sendable {
        let facts: VersionedPatch
        /// With angle brackets.
        let messageID: String
        let submitter: Person
        let body: MailBody
    }

    /// Versions that are looked at, the series itself included.
    static let mostVersions: Int64 = 10
    /// Bytes of mails that are compared, from the series itself backwards.
    static let mostBytes: Int64 = 8 * 1_048_576
    /// Comments that are carried, the newest.
    static let mostComments: Int64 = 1_000
}

extension TalkSource {
    /// One series of the chain.
    struct Link {
        let series: Int64
        let number: Int64
        let cover: Int64?
        /// Of the cover letter, with angle brackets.
        let coverMessageID: String?

        /// The columns that it is read from.
        static let columns: SQLText = "series.id, series.version, series.cover_id, cover.msgid"

        init(row: any SQLRow) {
            series = row.int(0)
            number = row.int(1)
            cover = row.optionalInt(2)
            coverMessageID = row.optionalText(3)
        }
    }

    /// Reads what was said before a series.
    ///
    /// - Parameters:
    ///   - series: Its number.
    ///   - viewer: Who looks at it.
    ///   - db: Where it is.
    /// - Returns: `nil` for a series without an earlier version, after one statement.
    /// - Throws: `StoreError`.
    static func read(
        of series: Int64,
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> TalkSource? {
        try read(chain(of: series, in: db), for: viewer, in: db)
    }

    /// The same where the versions are known, from ``chain(of:in:)``.
    static func read(
        _ chain: [Link],
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> TalkSource? {
        guard chain.count > 1, let series = chain.first?.series else { return nil }
        let all = try VersionedPatch.all(of: chain.map(\.series), in: db)
        let facts = Dictionary(grouping: all, by: \.series)
        let earlier = all.filter { $0.series != series }.map(\.id)
        let comments = try CommentLine.newest(mostComments, below: earlier, for: viewer, in: db)
        let said = Set(comments.map(\.parent))
        // What nobody has said anything about is of no use, but for the trailers of the last one.
        let wanted = chain.enumerated().filter { place, link in
            place < 2 || facts[link.series]?.contains { said.contains($0.id) } == true
        }.map(\.element)
        let sizes = try sizes(of: wanted.map(\.series), in: db)
        var left = mostBytes
        let read = Set(
            wanted.map(\.series).prefix { series in
                left -= sizes[series] ?? 0
                return left >= 0
            }
        )
        let patches = try patches(of: read, facts, in: db)
        let versions = try chain.enumerated().map { place, link in
            Version(
                series: link.series,
                number: link.number,
                patches: patches[link.series] ?? [],
                cover: place == 1 && read.contains(link.series)
                    ? try link.cover.flatMap { try CoverTalk.read($0, for: viewer, in: db) } : nil
            )
        }
        return TalkSource(
            versions: versions,
            comments: comments,
            known: try KnownPairs.read(along: chain.map(\.series), facts, in: db)
        )
    }

    /// A series and the versions before it, the series itself first; none without an earlier one.
    static func chain(of series: Int64, in db: any SQLConnection) throws -> [Link] {
        let earlier = try db.all(
            """
            WITH RECURSIVE chain (series_id, place) AS (
                SELECT earlier_id, 1 FROM revision
                WHERE series_id = \(series) AND earlier_id IS NOT NULL
                UNION ALL
                SELECT revision.earlier_id, chain.place + 1
                FROM chain JOIN revision ON revision.series_id = chain.series_id
                WHERE revision.earlier_id IS NOT NULL AND chain.place < \(mostVersions - 1)
            )
            SELECT \(sql: Link.columns)
            FROM chain JOIN series ON series.id = chain.series_id
            LEFT JOIN cover ON cover.id = series.cover_id ORDER BY chain.place
            """,
            Link.init(row:)
        )
        guard !earlier.isEmpty else { return [] }
        let own = try db.first(
            """
            SELECT \(sql: Link.columns)
            FROM series LEFT JOIN cover ON cover.id = series.cover_id WHERE series.id = \(series)
            """,
            Link.init(row:)
        )
        return own.map { [$0] + earlier } ?? []
    }

    private static func sizes(
        of series: [Int64],
        in db: any SQLConnection
    ) throws -> [Int64: Int64] {
        var sizes: [Int64: Int64] = [:]
        try db.query(
            """
            SELECT patch.series_id, COALESCE(SUM(mail.size), 0)
            FROM patch LEFT JOIN mail ON mail.id = patch.mail_id
            WHERE patch.series_id IN (\(ids: series)) GROUP BY patch.series_id
            """
        ) { sizes[$0.int(0)] = $0.int(1) }
        return sizes
    }

    private static func patches(
        of series: Set<Int64>,
        _ facts: [Int64: [VersionedPatch]],
        in db: any SQLConnection
    ) throws -> [Int64: [Patch]] {
        let known = series.sorted().flatMap { facts[$0] ?? [] }
        var found: [Int64: (messageID: String, submitter: Person, body: MailBody)] = [:]
        for part in known.map(\.id).idPortions {
            try db.query(
                """
                SELECT patch.id, patch.msgid, \(sql: Person.columns),
                    \(sql: StoredBody.columns(of: "patch"))
                FROM patch JOIN person ON person.id = patch.submitter_id
                LEFT JOIN mail ON mail.id = patch.mail_id
                WHERE patch.id IN (\(ids: part))
                """
            ) { row in
                var reader = RowReader(row)
                let (id, messageID) = (reader.int(), reader.text())
                let person = Person(&reader)
                found[id] = (messageID, person, try StoredBody.read(&reader))
            }
        }
        return Dictionary(grouping: known, by: \.series).mapValues { patches in
            patches.compactMap { facts in
                found[facts.id].map {
                    Patch(
                        facts: facts,
                        messageID: $0.messageID,
                        submitter: $0.submitter,
                        body: $0.body
                    )
                }
            }
        }
    }
}
