/// The assignment problem: a column for each row, so that the sum of the costs is least.
///
/// The method is the Hungarian one with shortest paths (Kuhn 1955, Jonker and Volgenant 1987): rows are
/// added one after the other, and each pushes others aside along the cheapest path. It takes time in
/// rows² · columns, and memory in columns.
struct Assignment {
    /// How much of its costs a row, or a column, has been paid.
    private var rowPrices: [Int]
    private var columnPrices: [Int]
    /// The row that has the column.
    private var owners: [Int?]

    /// The column of each row. There must be at least as many columns as rows.
    ///
    /// - Parameters:
    ///   - rows: The number of rows.
    ///   - columns: The number of columns.
    ///   - cost: What a row in a column costs; any number far from the bounds of `Int`.
    /// - Returns: As many different columns as there are rows.
    static func cheapest(rows: Int, columns: Int, cost: (Int, Int) -> Int) -> [Int] {
        guard rows > 0, columns >= rows else { return [] }
        var assignment = Assignment(rows: rows, columns: columns)
        for row in 0..<rows { assignment.add(row, cost) }
        var result = [Int](repeating: 0, count: rows)
        for (column, row) in assignment.owners.enumerated() {
            if let row { result[row] = column }
        }
        return result
    }

    private init(rows: Int, columns: Int) {
        rowPrices = [Int](repeating: 0, count: rows)
        columnPrices = [Int](repeating: 0, count: columns)
        owners = [Int?](repeating: nil, count: columns)
    }

    private mutating func add(_ row: Int, _ cost: (Int, Int) -> Int) {
        let columns = owners.indices
        var distance = [Int](repeating: .max, count: columns.count)
        var isReached = [Bool](repeating: false, count: columns.count)
        // The column from which a column was reached; nil for those reached from the new row.
        var previous = [Int?](repeating: nil, count: columns.count)
        var current = row
        var currentColumn: Int?
        var base = 0
        while true {
            var nearest: Int?
            for column in columns where !isReached[column] {
                let reduced = cost(current, column) - rowPrices[current] - columnPrices[column]
                if base + reduced < distance[column] {
                    distance[column] = base + reduced
                    previous[column] = currentColumn
                }
                if nearest.map({ distance[column] < distance[$0] }) ?? true { nearest = column }
            }
            guard let column = nearest else { return }
            base = distance[column]
            isReached[column] = true
            currentColumn = column
            guard let owner = owners[column] else { break }
            current = owner
        }
        adjustPrices(row, base, distance, isReached)
        while let column = currentColumn {
            let from = previous[column]
            owners[column] = from.flatMap { owners[$0] } ?? row
            currentColumn = from
        }
    }

    private mutating func adjustPrices(
        _ row: Int,
        _ total: Int,
        _ distance: [Int],
        _ isReached: [Bool]
    ) {
        rowPrices[row] += total
        for column in owners.indices where isReached[column] {
            let rest = total - distance[column]
            columnPrices[column] -= rest
            if let owner = owners[column] { rowPrices[owner] += rest }
        }
    }
}
