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
    var conditions: [SQLText]
    let order: SQLText

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
        if let id = ids.first, ids.count == 1 {
            conditions.append("\(sql: column) = \(id)")
        } else {
            conditions.append("\(sql: column) IN (\(ids: ids))")
        }
    }

    /// Appends the condition that a date is at or after `since`, and before `before`.
    mutating func require(_ column: SQLText, since: Int64?, before: Int64?) {
        if let since { conditions.append("\(sql: column) >= \(since)") }
        if let before { conditions.append("\(sql: column) < \(before)") }
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

    private var matching: SQLText {
        guard !conditions.isEmpty else { return "FROM \(sql: table)" }
        return "FROM \(sql: table) WHERE \(sql: conditions.joined(separator: "AND"))"
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
    /// The rows are counted only where the page does not tell.
    ///
    /// - Returns: `nil` if there is no such page.
    func listing<Item>(
        _ list: ListQuery,
        _ page: PageRequest,
        _ rows: (ListQuery.Selection) throws -> [Item]
    ) throws -> Listing<Item>? {
        var total: Int?
        let number: Int
        switch page.number {
        case .number(let wanted): number = wanted
        case .last:
            let count = Int(try int(list.count) ?? 0)
            total = count
            number = max(1, (count + page.size - 1) / page.size)
        }
        let (offset, overflow) = (number - 1).multipliedReportingOverflow(by: page.size)
        guard number > 0, !overflow else { return nil }
        let items = try rows(list.selection(limit: page.size, offset: offset))
        guard !items.isEmpty || number == 1 else { return nil }
        let counted =
            try total
            ?? (items.count < page.size ? offset + items.count : Int(int(list.count) ?? 0))
        return Listing(items: items, total: counted, page: number, size: page.size)
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
