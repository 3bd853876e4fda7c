/// Which page of a list is wanted.
package struct PageRequest: Hashable, Sendable {
    package enum Number: Hashable, Sendable {
        /// Counted from 1.
        case number(Int)
        case last
    }

    package let number: Number
    package let size: Int

    package init(_ number: Number, size: Int) {
        self.number = number
        self.size = size
    }
}

/// One page of a list, and where it stands in the whole.
package struct Listing<Item: Sendable>: Sendable {
    package let items: [Item]
    /// How many items all pages have together.
    package let total: Int
    /// The number of the page, counted from 1.
    package let page: Int
    package let size: Int

    package var lastPage: Int { max(1, (total + size - 1) / size) }

    package init(items: [Item], total: Int, page: Int, size: Int) {
        self.items = items
        self.total = total
        self.page = page
        self.size = size
    }

    /// The answer where nothing can match: an empty first page; others do not exist.
    package static func nothing(_ page: PageRequest) -> Listing? {
        switch page.number {
        case .last, .number(1): Listing(items: [], total: 0, page: 1, size: page.size)
        case .number: nil
        }
    }
}

/// A list before it is cut into pages: which rows of one table, in which order.
struct ListQuery {
    /// The rows of one page: a query for their ids, and the order to bring them into.
    struct Selection {
        let ids: SQLText
        let order: SQLText
    }

    let table: SQLText
    var order: SQLText
    /// What does not compare a column with ids.
    var conditions: [SQLText] = []
    /// Columns and the ids that each may have.
    private(set) var choices: [(column: SQLText, ids: [Int64])] = []
    /// How a page is found without counting the rows before it, where there is a way.
    var walk: ListWalk?

    init(table: SQLText, conditions: [SQLText] = [], order: SQLText) {
        self.table = table
        self.conditions = conditions
        self.order = order
    }

    /// Appends a condition for a filter; an absent filter adds none.
    ///
    /// - Returns: Whether anything can match still.
    mutating func require(
        _ column: SQLText,
        among references: [Reference]?,
        of target: ReferenceTable,
        in db: any SQLConnection
    ) throws -> Bool {
        guard let references else { return true }
        guard let ids = try db.resolve(references, in: target) else { return false }
        require(column, among: ids)
        return true
    }

    mutating func require(_ column: SQLText, among ids: [Int64]) {
        choices.append((column, ids))
    }

    /// The ids that a column may have; `nil` where any will do.
    func ids(of column: SQLText) -> [Int64]? { choices.first { $0.column == column }?.ids }

    /// Appends the condition that a date is at or after `since`, and before `before`.
    mutating func require(_ column: SQLText, since: Int64?, before: Int64?) {
        conditions += Self.range(column, since: since, before: before)
    }

    /// Appends the condition that every term occurs in at least one of the columns.
    mutating func require(_ terms: [String], in columns: [SQLText]) {
        for term in terms {
            let pattern = LikePattern.containing(term)
            let matches: [SQLText] = columns.map {
                "LOWER(\(sql: $0)) LIKE \(pattern) ESCAPE '\\'"
            }
            conditions.append("(\(sql: matches.joined(separator: "OR")))")
        }
    }

    /// That a key is at or after `since`, and before `before`.
    static func range(_ column: SQLText, since: Int64?, before: Int64?) -> [SQLText] {
        [since.map { "\(sql: column) >= \($0)" }, before.map { "\(sql: column) < \($0)" }]
            .compactMap { $0 }
    }

    /// That a column has one of the ids.
    static func choice(_ column: SQLText, _ ids: [Int64]) -> SQLText {
        if let id = ids.first, ids.count == 1 { return "\(sql: column) = \(id)" }
        return "\(sql: column) IN (\(ids: ids))"
    }

    private var matching: SQLText {
        let all = choices.map { Self.choice($0.column, $0.ids) } + conditions
        guard !all.isEmpty else { return "FROM \(sql: table)" }
        return "FROM \(sql: table) WHERE \(sql: all.joined(separator: "AND"))"
    }

    var count: SQLText { "SELECT COUNT(*) \(sql: matching)" }

    func selection(limit: Int, offset: Int) -> Selection {
        Selection(
            ids: """
                SELECT \(sql: table).id \(sql: matching) ORDER BY \(sql: order)
                LIMIT \(limit) OFFSET \(offset)
                """,
            order: order
        )
    }
}

extension SQLConnection {
    /// One page of the list, its rows read by the closure.
    ///
    /// The rows are counted only where the page does not tell; where the list has a walk, its tallies
    /// tell.
    ///
    /// - Returns: `nil` if there is no such page.
    func listing<Item>(
        _ list: ListQuery,
        _ page: PageRequest,
        _ rows: (ListQuery.Selection) throws -> [Item]
    ) throws -> Listing<Item>? {
        var total = try list.walk.map { try Int($0.count(in: self)) }
        let number: Int
        switch page.number {
        case .number(let wanted): number = wanted
        case .last:
            let count = try total ?? Int(int(list.count) ?? 0)
            total = count
            number = max(1, (count + page.size - 1) / page.size)
        }
        let (offset, overflow) = (number - 1).multipliedReportingOverflow(by: page.size)
        guard number > 0, !overflow else { return nil }
        if let walk = list.walk, let total {
            guard offset < total || number == 1 else { return nil }
            let ids = try walk.page(offset: offset, size: page.size, total: total, in: self)
            let selection =
                ids.map { ListQuery.Selection(ids: $0, order: list.order) }
                ?? list.selection(limit: page.size, offset: offset)
            let items = try rows(found(selection))
            return Listing(items: items, total: total, page: number, size: page.size)
        }
        let items = try rows(found(list.selection(limit: page.size, offset: offset)))
        guard !items.isEmpty || number == 1 else { return nil }
        let counted =
            try total
            ?? (items.count < page.size ? offset + items.count : Int(int(list.count) ?? 0))
        return Listing(items: items, total: counted, page: number, size: page.size)
    }
}

extension SQLConnection {
    /// The selection as PostgreSQL had better get it: with the ids themselves.
    ///
    /// Where a statement has a limit, its plan depends on how large that is, so that PostgreSQL makes
    /// a new one each time; with all joins of a page that takes longer than reading it. So the
    /// statement with the limit is the small one; the plan of the other is kept.
    fileprivate func found(_ selection: ListQuery.Selection) throws -> ListQuery.Selection {
        guard dialect == .postgres else { return selection }
        let ids = try all(selection.ids) { $0.int(0) }
        return ListQuery.Selection(ids: "\(ids: ids)", order: selection.order)
    }
}

extension Store {
    /// Reads a list; `isBrief`: as far as can be told, few rows are looked at.
    func readList<Result: Sendable>(
        isBrief: Bool,
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        isBrief ? try await database.readBriefly(body) : try await database.read(body)
    }
}

/// Patterns for `LOWER(…) LIKE … ESCAPE '\'`.
enum LikePattern {
    /// Matches texts that contain the term. Only ASCII letters are compared without case, as both
    /// databases do in `LOWER`.
    static func containing(_ term: String) -> String {
        var pattern = "%"
        for scalar in lowercased(term).unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { pattern.append("\\") }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern + "%"
    }

    /// The text as `LOWER` of both databases makes it: only ASCII letters change.
    static func lowercased(_ text: String) -> String {
        var lowered = ""
        for scalar in text.unicodeScalars {
            let isCapital = ("A"..."Z").contains(scalar)
            lowered.unicodeScalars.append(
                isCapital ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
            )
        }
        return lowered
    }
}
