/// Which rows of a table a list of XML-RPC has, and in which order.
struct RowChoice {
    let table: SQLText
    var conditions: [SQLText]
    /// What orders the rows, the last of it being the id.
    let order: [SQLText]

    /// The ids of the rows, which are few bytes each: the rows themselves are read as the client takes
    /// them.
    ///
    /// - Parameters:
    ///   - count: 0 for all rows, `n` for the first `n`, `-n` for the last `n`; fewer where there
    ///     are not as many.
    ///   - db: The connection.
    /// - Returns: The ids in the order of the list.
    /// - Throws: `StoreError`.
    func ids(count: Int64, in db: any SQLConnection) throws -> [Int64] {
        let isBackward = count < 0
        let keys: [SQLText] = isBackward ? order.map { "\(sql: $0) DESC" } : order
        var statement: SQLText = "SELECT \(sql: table).id FROM \(sql: table)"
        if !conditions.isEmpty {
            let grouped: [SQLText] = conditions.map { "(\(sql: $0))" }
            statement.append("WHERE \(sql: grouped.joined(separator: "AND"))")
        }
        statement.append("ORDER BY \(sql: keys.joined(separator: ","))")
        if count != 0 { statement.append("LIMIT \(Int64(clamping: count.magnitude))") }
        let ids = try db.all(statement) { $0.int(0) }
        return isBackward ? ids.reversed() : ids
    }
}

extension Array {
    /// The values in the order of the ids; ids without a value are left out.
    func ordered(by ids: [Int64], id: (Element) -> Int64) -> [Element] {
        let byID = Dictionary(map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { byID[$0] }
    }
}
