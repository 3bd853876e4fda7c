import TrackerModel

/// Series that have keys in common with others, near them in time.
///
/// Of the series that share one key, the ``window`` that were sent last before a series may be its
/// earlier version. So a series that comes late, or changes, can matter only to as many that were sent
/// next after it: what is decided depends on the mails, not on the order of their arrival.
struct RevisionNeighbours {
    /// Sent before a series: those that may be its earlier version.
    private(set) var earlier: [Int64: [Int64]] = [:]
    /// Sent after any of them.
    private(set) var later: Set<Int64> = []

    /// So many series of one key are compared.
    static let window = 64
    /// So many in all are compared with one series, the latest.
    static let limit = 256
    /// So many pairs are read at once, whatever the windows; where there are more, only those within.
    private static let fewPairs = 4_096
    /// So many of those are read at once; where there are more, keys are looked at one by one.
    private static let pairLimit = 16_384

    /// A series that shares a key with another one.
    private struct Other: Hashable, Comparable {
        let date: Int64
        let series: Int64

        static func < (one: Self, other: Self) -> Bool {
            (one.date, one.series) < (other.date, other.series)
        }
    }

    private struct OwnKey: Hashable {
        let series: Int64
        let key: Int64
    }

    private var found: [Int64: Set<Other>] = [:]

    /// Finds those of some series.
    static func find(of ids: Set<Int64>, in db: any SQLConnection) throws -> Self {
        var neighbours = Self()
        for part in ids.sorted().idPortions { try neighbours.find(part, in: db) }
        neighbours.earlier = neighbours.found.mapValues { others in
            others.sorted(by: >).prefix(limit).map(\.series)
        }
        return neighbours
    }

    private typealias Pairs = [OwnKey: (before: [Other], after: [Other])]

    private mutating func find(_ ids: ArraySlice<Int64>, in db: any SQLConnection) throws {
        // Few have many neighbours, and to look for the ends of windows costs twice as much as the rest.
        var pairs = try Self.pairs(of: ids, within: "", limit: Self.fewPairs, in: db)
        if pairs == nil {
            pairs = try Self.pairs(of: ids, within: Self.windows, limit: Self.pairLimit, in: db)
        }
        if let pairs {
            for (own, others) in pairs { add(own.series, others.before, others.after) }
        } else if ids.count > 1 {
            let middle = ids.startIndex + ids.count / 2
            try find(ids[..<middle], in: db)
            try find(ids[middle...], in: db)
        } else if let only = ids.first {
            try findByKey(only, in: db)
        }
    }

    /// The neighbours of some series by their keys; `nil` if there are as many as the limit.
    private static func pairs(
        of ids: ArraySlice<Int64>,
        within windows: SQLText,
        limit: Int,
        in db: any SQLConnection
    ) throws -> Pairs? {
        var pairs: Pairs = [:]
        var count = 0
        try db.query(
            """
            SELECT own.series_id, own.key, own.date, other.date, other.series_id
            FROM revision_key AS own JOIN revision_key AS other
                ON other.key = own.key AND other.project_id = own.project_id
                    AND other.series_id <> own.series_id \(sql: windows)
            WHERE own.series_id IN (\(ids: ids)) LIMIT \(limit)
            """
        ) { row in
            count += 1
            let own = OwnKey(series: row.int(0), key: row.int(1))
            let other = Other(date: row.int(3), series: row.int(4))
            if other.date < row.int(2) { pairs[own, default: ([], [])].before.append(other) }
            if other.date > row.int(2) { pairs[own, default: ([], [])].after.append(other) }
        }
        return count < limit ? pairs : nil
    }

    /// The dates of the last ones in both windows are found first: of a key that thousands have, only
    /// those within are read.
    private static var windows: SQLText {
        """
        AND other.date >= COALESCE((\(sql: end("<", "DESC"))), \(Int64.min))
        AND other.date <= COALESCE((\(sql: end(">", "ASC"))), \(Int64.max))
        """
    }

    /// The date of the last series of a window, if so many share the key.
    private static func end(_ side: SQLText, _ order: SQLText) -> SQLText {
        """
        SELECT edge.date FROM revision_key AS edge
        WHERE edge.key = own.key AND edge.project_id = own.project_id
            AND edge.date \(sql: side) own.date
        ORDER BY edge.date \(sql: order) LIMIT 1 OFFSET \(window - 1)
        """
    }

    private mutating func add(_ series: Int64, _ before: [Other], _ after: [Other]) {
        found[series, default: []].formUnion(before.sorted(by: >).prefix(Self.window))
        later.formUnion(after.sorted().prefix(Self.window).map(\.series))
    }

    /// As ``find(_:in:)`` for a series with keys that very many have.
    private mutating func findByKey(_ series: Int64, in db: any SQLConnection) throws {
        let keys = try db.all(
            "SELECT key, project_id, date FROM revision_key WHERE series_id = \(series)"
        ) { (key: $0.int(0), project: $0.int(1), date: $0.int(2)) }
        for own in keys {
            func others(_ condition: SQLText) throws -> [Other] {
                try db.all(
                    """
                    SELECT date, series_id FROM revision_key
                    WHERE key = \(own.key) AND project_id = \(own.project) AND \(sql: condition)
                    LIMIT \(Self.window)
                    """
                ) { Other(date: $0.int(0), series: $0.int(1)) }
            }
            add(
                series,
                try others("date < \(own.date) ORDER BY date DESC, series_id DESC"),
                try others("date > \(own.date) ORDER BY date, series_id")
            )
        }
    }
}
