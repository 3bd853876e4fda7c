package import TrackerModel

/// Whose turn it is with a series, as a page shows it.
package struct ShownTurn: Hashable, Sendable {
    package let side: Turn.Side
    package let reason: Turn.Reason
    /// The user name of the delegate whose turn it is, or the name of the reviewer who is to answer;
    /// `nil` where it is no particular person's turn.
    package let name: String?
    /// The account of whose turn it is; `nil` where it has none, or is nobody's in particular.
    package let account: Account.ID?

    /// Whether it is the turn of a viewer, `nil` for a stranger, who may maintain the project.
    package func isOf(_ viewer: Account.ID?, isMaintainer: Bool) -> Bool {
        guard let viewer, side != .nobody else { return false }
        if side == .maintainer, name == nil { return isMaintainer }
        return account == viewer
    }

    /// `author`, `list`, `maintainer`, or the name of who it is; `nil` for nobody.
    package var who: String? { side == .nobody ? nil : name ?? side.word }
}

extension ShownTurn {
    /// For a query of `series` with ``join``.
    static let columns: SQLText = """
        series.turn, series.turn_reason, turn_person.name, turn_person.email,
        turn_person.account_id, turn_account.id, turn_account.username
        """

    static let join: SQLText = """
        LEFT JOIN person AS turn_person
            ON series.turn IN (1, 2) AND turn_person.id = series.turn_id
        LEFT JOIN account AS turn_account
            ON series.turn = 3 AND turn_account.id = series.turn_id
        """

    /// Reads ``columns``.
    init(_ reader: inout RowReader) {
        let row = reader.row
        let turn = Turn(row: row, from: reader.take(2))
        (side, reason) = (turn.side, turn.reason)
        let person = reader.take(2)
        let (ofPerson, ofAccount) = (reader.optionalInt(), reader.optionalInt())
        let username = reader.optionalText()
        account = ofPerson ?? ofAccount
        switch turn.side {
        case .nobody, .author: name = nil
        case .list: name = row.isNull(person + 1) ? nil : row.personName(person)
        case .maintainer: name = username
        }
    }

    /// That of one series; `nil` if it is gone.
    static func of(_ series: Int64, in db: any SQLConnection) throws -> ShownTurn? {
        try db.first(
            "SELECT \(sql: columns) FROM series \(sql: join) WHERE series.id = \(series)"
        ) { row in
            var reader = RowReader(row)
            return ShownTurn(&reader)
        }
    }
}

/// A comment that blocks a series, as a page shows it.
package struct SeriesBlock: Sendable {
    package let kind: TalkBlock.Kind
    /// The number of the comment.
    package let comment: Int64
    /// Who said it.
    package let author: String
    /// Microseconds since 1970.
    package let date: Int64
    /// What it is about: a patch, or the cover letter.
    package let about: MboxKind
    /// Of what it is about, with angle brackets.
    package let messageID: String
    /// The number of the patch in its series; `nil` for the cover letter, or one without a number.
    package let number: Int64?
}

extension SeriesBlock {
    /// More are counted and not read.
    private static let most = 50

    /// The comments that block a series, by date.
    static func all(of series: Int64, in db: any SQLConnection) throws -> [SeriesBlock] {
        var lines: [TalkLine] = []
        try TalkLine.read(ofSeries: [series], in: db) { lines.append($1) }
        let blocks = TalkBlock.all(in: lines).prefix(most)
        guard !blocks.isEmpty else { return [] }
        let ids = blocks.map(\.line.id)
        var found: [Int64: SeriesBlock] = [:]
        let kinds = Dictionary(blocks.map { ($0.line.id, $0.kind) }) { first, _ in first }
        for (table, parent, number) in sources {
            try db.query(
                """
                SELECT comment.id, comment.date, parent.msgid, \(sql: number), person.name,
                    person.email
                FROM \(sql: table)_comment AS comment
                JOIN \(sql: table) AS parent ON parent.id = comment.\(sql: table)_id
                JOIN person ON person.id = comment.submitter_id
                WHERE comment.id IN (\(ids: ids))
                """
            ) { row in
                found[row.int(0)] = SeriesBlock(
                    kind: kinds[row.int(0)] ?? .request,
                    comment: row.int(0),
                    author: row.personName(4),
                    date: row.int(1),
                    about: parent,
                    messageID: row.text(2),
                    number: row.optionalInt(3)
                )
            }
        }
        return ids.compactMap { found[$0] }
    }

    private static let sources: [(SQLText, MboxKind, SQLText)] = [
        ("patch", .patch, "parent.number"), ("cover", .cover, "NULL"),
    ]

    /// The objections to the version before a series that nobody took back.
    ///
    /// - Parameters:
    ///   - series: The later version.
    ///   - db: Where it is.
    /// - Returns: `nil` where there are none.
    /// - Throws: `StoreError`.
    static func nacks(
        before series: Int64,
        in db: any SQLConnection
    ) throws -> (version: Int64, blocks: [SeriesBlock])? {
        let earlier = try db.first(
            """
            SELECT series.id, series.version
            FROM revision JOIN series ON series.id = revision.earlier_id
            WHERE revision.series_id = \(series) AND revision.kind <> 'part'
            """
        ) { (id: $0.int(0), version: $0.int(1)) }
        guard let earlier else { return nil }
        let nacks = try all(of: earlier.id, in: db).filter { $0.kind == .nack }
        if nacks.isEmpty { return nil }
        return (version: earlier.version, blocks: nacks)
    }
}
