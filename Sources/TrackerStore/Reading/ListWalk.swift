/// A way to any page of a list that reads few rows: tallies lead to the place where the page begins,
/// an index through its rows.
struct ListWalk {
    /// Which tallies count the rows, for which owners, of which kinds.
    struct Tallies {
        let scope: TallyScope
        /// Ids of projects or people; `[0]` for all rows.
        let owners: [Int64]
        /// Conditions on the column `kind`.
        let kinds: [SQLText]

        /// The owners and kinds that have rows.
        func present(limit: Int) -> SQLText {
            let conditions: [SQLText] =
                [
                    "list = \(scope.number)", ListQuery.choice("owner", owners),
                    "level = \(TallyScope.wholeLevel)", "count > 0",
                ] + kinds
            return """
                SELECT owner, kind FROM tally WHERE \(sql: conditions.joined(separator: "AND"))
                ORDER BY owner, kind LIMIT \(limit)
                """
        }
    }

    let table: SQLText
    let tallies: Tallies
    let isDescending: Bool
    /// Whether the list is by id, though the key is the date: the rows are sorted.
    var sortsByID = false
    /// Bounds of the key: at or after the one, before the other.
    var since: Int64?
    var before: Int64?
    /// Each is a set of conditions that one index has as its beginning; a row matches one of them.
    var arms: [[SQLText]]
    /// What holds for the rows of all arms.
    var conditions: [SQLText]

    /// As many rows may be skipped one by one; beyond, tallies lead to the place.
    private static let shortSkip = 300

    /// As many rows of a range of dates are sorted by id; beyond, rows are looked at in their order.
    private static let sortable = 500_000

    private var key: SQLText {
        tallies.scope.key == .id ? "\(sql: table).id" : "\(sql: table).date"
    }

    /// How many rows the list has.
    func count(in db: any SQLConnection) throws -> Int64 {
        let end = try before.map { try rank(of: $0, in: db) }
        let start = try since.map { try rank(of: $0, in: db) } ?? 0
        return max(0, try (end ?? whole(in: db)) - start)
    }

    /// The ids of a page, as a query.
    ///
    /// - Parameters:
    ///   - offset: How many rows of the list come before the page.
    ///   - size: How many rows the page has at most.
    ///   - total: How many rows the list has, by ``count(in:)``.
    ///   - db: The database.
    /// - Returns: A `SELECT` of one column; `nil` if this list has no short way to the page.
    /// - Throws: What the database says.
    func page(offset: Int, size: Int, total: Int, in db: any SQLConnection) throws -> SQLText? {
        let limit = max(0, min(size, total - offset))
        if sortsByID {
            guard total <= Self.sortable else { return nil }
            return sorted(limit: limit, offset: offset)
        }
        if offset <= Self.shortSkip {
            // As many as are wanted, though there may be fewer: so the statement is a known one.
            return select(from: since, skip: offset, limit: size, descending: isDescending)
        }
        // Counted upwards from the first row of the list, whatever its direction is.
        let first = Int64(isDescending ? total - offset - limit : offset)
        let start = try since.map { try rank(of: $0, in: db) } ?? 0
        guard let place = try place(ofRank: start + first, in: db),
            since.map({ place.key >= $0 }) ?? true
        else { return select(from: since, skip: Int(first), limit: limit, descending: false) }
        return select(from: place.key, skip: Int(place.skip), limit: limit, descending: false)
    }

    // MARK: Pages near the beginning

    /// Whether the rows of a page are found without their number.
    func isEarly(_ offset: Int) -> Bool { !sortsByID && offset <= Self.shortSkip }

    /// Counts the rows of the list; `nil` where that takes several statements.
    var wholeCount: SQLText? {
        guard since == nil, before == nil else { return nil }
        return "SELECT CAST(SUM(count) AS BIGINT) \(sql: tallied(TallyScope.wholeLevel, []))"
    }

    /// The rows of a page that is early.
    ///
    /// - Parameters:
    ///   - columns: Of the list's own table.
    ///   - order: What the list is ordered by.
    ///   - offset: How many rows of the list come before the page.
    ///   - size: How many rows the page has at most.
    ///   - dialect: Of the database.
    /// - Returns: A `SELECT` of the columns, in the order of the list.
    func rows(
        _ columns: SQLText,
        order: SQLText,
        offset: Int,
        size: Int,
        _ dialect: SQLDialect
    ) -> SQLText {
        if arms.count <= 1 {
            let cut = Self.cut(limit: size, skip: offset)
            return rows(arms.first ?? [], columns, from: since, descending: isDescending, cut)
        }
        let ids = select(from: since, skip: offset, limit: size, descending: isDescending)
        // PostgreSQL would expect any number of ids from a query, and read whole tables for them.
        let among: SQLText =
            dialect == .postgres ? "= ANY(ARRAY(\(sql: ids)))" : "IN (\(sql: ids))"
        return """
            SELECT \(sql: columns) FROM \(sql: table) WHERE \(sql: table).id \(sql: among)
            ORDER BY \(sql: order)
            """
    }

    // MARK: Rows

    private func sorted(limit: Int, offset: Int) -> SQLText {
        let range = conditions + ListQuery.range(key, since: since, before: before)
        let parts: [SQLText] = (arms.isEmpty ? [[]] : arms).map { arm in
            let filter = (arm + range).joined(separator: "AND")
            return "SELECT \(sql: table).id FROM \(sql: table) WHERE \(sql: filter)"
        }
        // The sign keeps the databases from walking all rows in the order of their ids.
        return """
            SELECT id FROM (\(sql: parts.joined(separator: "UNION ALL"))) AS arms
            ORDER BY +id \(sql: isDescending ? "DESC" : "ASC") LIMIT \(limit) OFFSET \(offset)
            """
    }

    /// Sizes of pages that many ask for: for these, the limit is part of the statement, so that
    /// PostgreSQL knows it when it keeps a plan.
    private static let usualSizes: Set<Int> = [30, 100, 250]

    private static func cut(limit: Int, skip: Int) -> SQLText {
        guard skip == 0, usualSizes.contains(limit) else {
            return "LIMIT \(limit) OFFSET \(skip)"
        }
        return SQLText(trusted: "LIMIT \(limit)")
    }

    /// The rows of one arm, in the order of the walk.
    private func rows(
        _ arm: [SQLText],
        _ columns: SQLText,
        from: Int64?,
        descending: Bool,
        _ cut: SQLText
    ) -> SQLText {
        let way: SQLText = descending ? "DESC" : "ASC"
        let all = arm + conditions + ListQuery.range(key, since: from, before: before)
        let filter: SQLText = all.isEmpty ? "" : "WHERE \(sql: all.joined(separator: "AND"))"
        let order: SQLText =
            tallies.scope.key == .id
            ? "\(sql: key) \(sql: way)"
            : "\(sql: key) \(sql: way), \(sql: table).id \(sql: way)"
        return """
            SELECT \(sql: columns) FROM \(sql: table) \(sql: filter)
            ORDER BY \(sql: order) \(sql: cut)
            """
    }

    private func select(from: Int64?, skip: Int, limit: Int, descending: Bool) -> SQLText {
        let way: SQLText = descending ? "DESC" : "ASC"
        let isByID = tallies.scope.key == .id
        func rows(_ arm: [SQLText], _ columns: SQLText, _ cut: SQLText) -> SQLText {
            self.rows(arm, columns, from: from, descending: descending, cut)
        }
        guard arms.count > 1 else {
            return rows(
                arms.first ?? [],
                "\(sql: table).id",
                Self.cut(limit: limit, skip: skip)
            )
        }
        // Each arm has its first rows in order; the page is among these.
        let columns: SQLText =
            isByID ? "\(sql: table).id" : "\(sql: table).id, \(sql: table).date"
        let parts: [SQLText] = arms.enumerated().map { number, arm in
            let name = SQLText(trusted: "arm\(number)")
            let part = rows(arm, columns, Self.cut(limit: limit + skip, skip: 0))
            return "SELECT * FROM (\(sql: part)) AS \(sql: name)"
        }
        let order: SQLText = isByID ? "id \(sql: way)" : "date \(sql: way), id \(sql: way)"
        return """
            SELECT id FROM (\(sql: parts.joined(separator: "UNION ALL"))) AS arms
            ORDER BY \(sql: order) \(sql: Self.cut(limit: limit, skip: skip))
            """
    }

    // MARK: Tallies

    private func tallied(_ level: Int, _ range: [SQLText]) -> SQLText {
        let conditions: [SQLText] =
            ["list = \(tallies.scope.number)", ListQuery.choice("owner", tallies.owners)]
            + ["level = \(level)"] + range + tallies.kinds
        return "FROM tally WHERE \(sql: conditions.joined(separator: "AND"))"
    }

    private func sum(_ level: Int, _ range: [SQLText], in db: any SQLConnection) throws -> Int64 {
        try db.int("SELECT CAST(SUM(count) AS BIGINT) \(sql: tallied(level, range))") ?? 0
    }

    private func whole(in db: any SQLConnection) throws -> Int64 {
        try sum(TallyScope.wholeLevel, [], in: db)
    }

    /// How many rows have a smaller key.
    private func rank(of key: Int64, in db: any SQLConnection) throws -> Int64 {
        let shifts = tallies.scope.key.shifts
        let finest = tallies.scope.owner.finestLevel
        var rank: Int64 = 0
        var start: Int64?
        for level in (finest..<TallyScope.wholeLevel).reversed() {
            let bucket = key >> shifts[level]
            let from = start.map { $0 >> shifts[level] }
            rank += try sum(
                level,
                ListQuery.range("bucket", since: from, before: bucket),
                in: db
            )
            start = bucket << shifts[level]
        }
        return try rank + rows(from: start ?? key, before: key, in: db)
    }

    /// Counts rows within one bucket.
    private func rows(from: Int64, before: Int64, in db: any SQLConnection) throws -> Int64 {
        guard from < before else { return 0 }
        let range = conditions + ListQuery.range(key, since: from, before: before)
        return try (arms.isEmpty ? [[]] : arms).reduce(0) { sum, arm in
            let filter = (arm + range).joined(separator: "AND")
            return try sum
                + (db.int("SELECT COUNT(*) FROM \(sql: table) WHERE \(sql: filter)") ?? 0)
        }
    }

    /// Where a row is to be found: `skip` rows after the first whose key is at least `key`.
    private struct Place {
        let key: Int64
        let skip: Int64
    }

    private func place(ofRank rank: Int64, in db: any SQLConnection) throws -> Place? {
        let shifts = tallies.scope.key.shifts
        let finest = tallies.scope.owner.finestLevel
        var rest = rank
        var bucket: Int64?
        for level in (finest..<TallyScope.wholeLevel).reversed() {
            let range = bucket.map {
                ListQuery.range("bucket", since: $0 << 6, before: ($0 + 1) << 6)
            }
            guard let found = try step(level, range ?? [], &rest, in: db) else { return nil }
            bucket = found
        }
        return bucket.map { Place(key: $0 << shifts[finest], skip: rest) }
    }

    /// The bucket with the row that `rest` others come before; these are taken off `rest`.
    private func step(
        _ level: Int,
        _ range: [SQLText],
        _ rest: inout Int64,
        in db: any SQLConnection
    ) throws -> Int64? {
        var found: Int64?
        var skipped: Int64 = 0
        try db.query(
            """
            SELECT bucket, CAST(SUM(count) AS BIGINT) \(sql: tallied(level, range))
            GROUP BY bucket ORDER BY bucket
            """
        ) { row in
            guard found == nil else { return }
            let count = row.int(1)
            if rest < skipped + count { found = row.int(0) } else { skipped += count }
        }
        rest -= skipped
        return found
    }
}

extension ListQuery {
    /// More ranges of an index than this are not put together.
    static let largestArms = 64

    /// A walk along the list.
    ///
    /// - Parameters:
    ///   - tallies: What counts its rows.
    ///   - isDescending: Its direction.
    ///   - beginning: The columns with which an index begins, each with the ids that it may have; the
    ///     key comes next in that index.
    /// - Returns: `nil` if these are too many.
    func walk(
        _ tallies: ListWalk.Tallies,
        isDescending: Bool,
        along beginning: [(column: SQLText, ids: [Int64])]
    ) -> ListWalk? {
        var arms: [[SQLText]] = [[]]
        for (column, ids) in beginning {
            guard arms.count * ids.count <= Self.largestArms else { return nil }
            arms = arms.flatMap { arm in ids.map { arm + ["\(sql: column) = \($0)"] } }
        }
        let others = choices.filter { choice in
            !beginning.contains { $0.column == choice.column }
        }
        return ListWalk(
            table: table,
            tallies: tallies,
            isDescending: isDescending,
            arms: arms,
            conditions: others.map { Self.choice($0.column, $0.ids) } + conditions
        )
    }

    /// The choice of a column as the beginning of an index.
    func beginning(_ columns: SQLText...) -> [(column: SQLText, ids: [Int64])] {
        columns.compactMap { column in ids(of: column).map { (column, $0) } }
    }

    /// The walk along a list of series or cover letters, which may be of projects and submitters.
    func mailWalk(
        _ list: TallyList,
        byDate: Bool,
        isDescending: Bool,
        since: Int64?,
        before: Int64?
    ) -> ListWalk? {
        let project: SQLText = "\(sql: table).project_id"
        let submitter: SQLText = "\(sql: table).submitter_id"
        let (projects, submitters) = (ids(of: project), ids(of: submitter))
        let owner: TallyOwner =
            submitters != nil ? .submitter : projects != nil ? .project : .all
        let hasRange = since != nil || before != nil
        let kind = owner == .submitter ? projects : nil
        var walk = walk(
            ListWalk.Tallies(
                scope: TallyScope(list: list, owner: owner, key: hasRange || byDate ? .date : .id),
                owners: submitters ?? projects ?? [0],
                kinds: kind.map { [Self.choice(TallyKind.project, $0)] } ?? []
            ),
            isDescending: isDescending,
            along: submitters == nil ? beginning(project) : beginning(submitter)
        )
        walk?.sortsByID = hasRange && !byDate
        walk?.since = since
        walk?.before = before
        return walk
    }
}
