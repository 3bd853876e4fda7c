/// How the rows of a page are read: their own columns first, and then what they name, each kind of
/// thing by one statement. A join of all of it would read a person again for each of their patches.
struct PageReading<Draft, Item> {
    /// Of the list's own table.
    let columns: SQLText
    let draft: (any SQLRow) throws -> Draft
    /// Adds what the rows name; the flag says that nothing else is going to be asked afterwards.
    let complete: ([Draft], Bool) throws -> [Item]
}

extension SQLConnection {
    /// One page of the list.
    ///
    /// - Returns: `nil` if there is no such page.
    func listing<Draft, Item>(
        _ list: ListQuery,
        _ page: PageRequest,
        _ reading: PageReading<Draft, Item>
    ) throws -> Listing<Item>? {
        if let place = list.earlyPlace(of: page) {
            return try early(list, page, place, reading)
        }
        return try listing(list, page) { selection in
            let drafts = try all(
                """
                SELECT \(sql: reading.columns) FROM \(sql: list.table)
                WHERE \(sql: list.table).id IN (\(sql: selection.ids))
                ORDER BY \(sql: selection.order)
                """,
                reading.draft
            )
            return try reading.complete(drafts, false)
        }
    }

    /// The rows are asked for together with their number.
    private func early<Draft, Item>(
        _ list: ListQuery,
        _ page: PageRequest,
        _ place: ListQuery.EarlyPlace,
        _ reading: PageReading<Draft, Item>
    ) throws -> Listing<Item>? {
        let rows = place.walk.rows(
            reading.columns,
            order: list.order,
            offset: place.offset,
            size: page.size,
            dialect
        )
        let answers = try answers(to: [place.count, rows], isLast: false)
        let total = try answers.first(0) { Int($0.int(0)) } ?? 0
        guard place.offset < total || place.number == 1 else { return nil }
        let items = try reading.complete(answers.all(1, reading.draft), true)
        return Listing(items: items, total: total, page: place.number, size: page.size)
    }
}

extension ListQuery {
    /// A page near the beginning of a list, whose rows are found before they are counted.
    struct EarlyPlace {
        let walk: ListWalk
        let count: SQLText
        let number: Int
        let offset: Int
    }

    fileprivate func earlyPlace(of page: PageRequest) -> EarlyPlace? {
        guard let walk, let count = walk.wholeCount, case .number(let number) = page.number,
            number > 0
        else { return nil }
        let (offset, overflow) = (number - 1).multipliedReportingOverflow(by: page.size)
        guard !overflow, walk.isEarly(offset) else { return nil }
        return EarlyPlace(walk: walk, count: count, number: number, offset: offset)
    }
}
