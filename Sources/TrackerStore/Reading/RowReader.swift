/// Reads the columns of a row one after the other, so that a list of columns and the code that
/// reads them stand in the same order and nobody counts.
struct RowReader {
    let row: any SQLRow
    private var column = 0

    init(_ row: any SQLRow) { self.row = row }

    var isAtNull: Bool { row.isNull(column) }

    mutating func int() -> Int64 { row.int(next()) }
    mutating func bool() -> Bool { row.bool(next()) }
    mutating func text() -> String { row.text(next()) }
    mutating func blob() -> [UInt8] { row.blob(next()) }
    mutating func optionalInt() -> Int64? { row.optionalInt(next()) }
    mutating func optionalText() -> String? { row.optionalText(next()) }

    mutating func skip(_ count: Int) { column += count }

    /// The number of the next column, for a value that reads several.
    mutating func take(_ count: Int) -> Int {
        defer { column += count }
        return column
    }

    private mutating func next() -> Int { take(1) }
}
