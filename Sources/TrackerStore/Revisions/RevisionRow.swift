import TrackerModel

/// Whose decision the link to an earlier version is; the number is the one in `revision.hand`.
enum RevisionHand: Int64 {
    /// That of the mails.
    case mails = 0
    /// Somebody said which one it is.
    case linked = 1
    /// Somebody said that there is none.
    case unlinked = 2
    /// Somebody said that the mails are right: it stays so.
    case confirmed = 3
}

/// A row of `revision`: which version of a series came before it.
struct RevisionRow: Equatable {
    var series: Int64
    var earlier: Int64?
    var kind: RevisionKind = .revision
    var confidence: RevisionConfidence = .certain
    var reason = ""
    var hand = RevisionHand.mails
    var account: Account.ID?
    /// Microseconds since 1970.
    var decided: Int64

    /// What the mails say.
    init(_ link: RevisionLink, of series: Int64, now: Int64) {
        self.series = series
        earlier = link.earlier
        kind = link.kind
        confidence = link.confidence
        reason = link.reason
        decided = now
    }

    /// What somebody says.
    init(
        _ hand: RevisionHand,
        of series: Int64,
        earlier: Int64?,
        by account: Account.ID?,
        now: Int64
    ) {
        self.series = series
        self.earlier = earlier
        self.hand = hand
        self.account = account
        decided = now
    }

    /// Whether the mails say the same.
    func says(_ link: RevisionLink) -> Bool {
        earlier == link.earlier && kind == link.kind && confidence == link.confidence
            && reason == link.reason
    }

    func store(in db: any SQLConnection) throws {
        try db.execute(
            """
            INSERT INTO revision (series_id, earlier_id, kind, confidence, reason, hand, account_id,
                decided)
            VALUES (\(series), \(earlier), \(kind.rawValue), \(confidence.rawValue), \(reason),
                \(hand.rawValue), \(account), \(decided))
            ON CONFLICT (series_id) DO UPDATE SET earlier_id = excluded.earlier_id,
                kind = excluded.kind, confidence = excluded.confidence, reason = excluded.reason,
                hand = excluded.hand, account_id = excluded.account_id, decided = excluded.decided
            """
        )
    }

    /// The rows of some series, by series.
    static func all(
        of ids: some Sequence<Int64>,
        in db: any SQLConnection
    ) throws -> [Int64: RevisionRow] {
        var found: [Int64: RevisionRow] = [:]
        for part in Set(ids).sorted().idPortions {
            try db.query(
                "SELECT \(sql: columns) FROM revision WHERE series_id IN (\(ids: part))"
            ) { found[$0.int(0)] = RevisionRow(row: $0) }
        }
        return found
    }

    static func of(_ series: Int64, in db: any SQLConnection) throws -> RevisionRow? {
        try all(of: [series], in: db)[series]
    }

    /// The rows of the series of which one is the earlier version.
    static func later(than series: Int64, in db: any SQLConnection) throws -> [RevisionRow] {
        try db.all(
            "SELECT \(sql: columns) FROM revision WHERE earlier_id = \(series) ORDER BY series_id",
            RevisionRow.init(row:)
        )
    }

    static let columns: SQLText = """
        series_id, earlier_id, kind, confidence, reason, hand, account_id, decided
        """

    init(row: any SQLRow) {
        series = row.int(0)
        earlier = row.optionalInt(1)
        kind = RevisionKind(rawValue: row.text(2)) ?? .revision
        confidence = RevisionConfidence(rawValue: row.text(3)) ?? .likely
        reason = row.text(4)
        hand = RevisionHand(rawValue: row.int(5)) ?? .mails
        account = row.optionalInt(6)
        decided = row.int(7)
    }
}
