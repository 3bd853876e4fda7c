extension SQLConnection {
    /// Adds rows whose ids nobody asks for, many with one statement.
    ///
    /// `try db.add(["(1, 'a')", "(2, 'b')"], to: "widget (id, name)", "ON CONFLICT (id) DO NOTHING")`
    ///
    /// - Parameters:
    ///   - rows: Each in parentheses, in the order of the columns.
    ///   - table: Its name and the columns.
    ///   - conflict: What stands behind the rows.
    /// - Throws: What the database says, perhaps at a later statement (``send(_:)``).
    package func add(
        _ rows: [SQLText],
        to table: SQLText,
        _ conflict: SQLText = ""
    ) throws {
        if dialect == .postgres, rows.count >= SQLText.fewestInColumns {
            return try addByColumns(rows, to: table, conflict)
        }
        for part in rows.rowPortions { try addPlainly(part, to: table, conflict) }
    }

    /// The same for rows that are values only: no text is made for each of them.
    ///
    /// `try db.add([[.integer(1), .text("a")], [.integer(2), .null]], to: "widget (id, name)")`
    ///
    /// - Parameters:
    ///   - rows: As many values each as the table has columns here.
    ///   - table: Its name and the columns.
    ///   - sharing: So many columns at the beginning mostly have one value in all rows, which is sent once then.
    /// - Throws: What the database says, perhaps at a later statement (``send(_:)``).
    func add(_ rows: [[SQLValue]], to table: SQLText, sharing: Int = 0) throws {
        guard dialect == .postgres, rows.count >= SQLText.fewestInColumns else {
            return try addPlainly(rows, to: table)
        }
        for part in rows.chunks(of: SQLText.mostInColumns).map(Array.init) {
            guard let selection = SQLText(columnsOf: part, sharing: sharing) else {
                try addPlainly(part, to: table)
                continue
            }
            try send("INSERT INTO \(sql: table) \(sql: selection)")
        }
    }

    private func addPlainly(_ rows: [[SQLValue]], to table: SQLText) throws {
        for part in rows.rowPortions {
            try send("INSERT INTO \(sql: table) VALUES \(sql: SQLText(rows: part))")
        }
    }

    private func addPlainly(
        _ rows: ArraySlice<SQLText>,
        to table: SQLText,
        _ conflict: SQLText
    ) throws {
        let values = rows.joined(separator: ",")
        try send("INSERT INTO \(sql: table) VALUES \(sql: values) \(sql: conflict)")
    }

    /// PostgreSQL works out each place of `VALUES` by itself, which takes it longer than the row; a column
    /// that comes as an array it takes apart at once. And any number of rows has the same text.
    private func addByColumns(
        _ rows: [SQLText],
        to table: SQLText,
        _ conflict: SQLText
    ) throws {
        for part in rows.chunks(of: SQLText.mostInColumns) {
            guard let selection = SQLText(columnsOf: part) else {
                for part in Array(part).rowPortions { try addPlainly(part, to: table, conflict) }
                continue
            }
            try send("INSERT INTO \(sql: table) \(sql: selection) \(sql: conflict)")
        }
    }
}

extension SQLText {
    /// Below so many rows `VALUES` is the cheaper way.
    fileprivate static let fewestInColumns = 3

    /// So many rows are one statement; all their values are in memory twice.
    fileprivate static let mostInColumns = 256

    /// `(?, ?), (?, ?)`
    fileprivate init(rows: ArraySlice<[SQLValue]>) {
        let row =
            "(" + repeatElement("?", count: rows.first?.count ?? 0).joined(separator: ",") + ")"
        self.init(
            text: repeatElement(row, count: rows.count).joined(separator: ","),
            values: rows.flatMap { $0 }
        )
    }

    /// `SELECT 'x', given.c1 FROM unnest(…)`, with words for columns of nothing but nulls; `nil` for values of different
    /// kinds in one place, or rows of different lengths.
    ///
    /// Either all of the `sharing` first columns are values, or all are arrays: so there are few texts that the
    /// database has to prepare.
    fileprivate init?(columnsOf rows: [[SQLValue]], sharing: Int) {
        guard let first = rows.first, rows.allSatisfy({ $0.count == first.count }) else {
            return nil
        }
        let shared = first.prefix(sharing)
        let isShared = rows.allSatisfy { zip($0, shared).allSatisfy { $0.isSame(as: $1) } }
        let width = first.count - (isShared ? shared.count : 0)
        guard
            let others = Self.columns(
                width,
                { place in rows.map { $0[first.count - width + place] } }
            )
        else { return nil }
        let places = repeatElement("?", count: first.count).joined(separator: ",")
        self.init(
            row: places[...].utf8,
            columns: (isShared ? shared.map(Column.init(shared:)) : []) + others
        )
    }

    /// What rows have in one place.
    private enum Column {
        /// Nothing but nulls: no type is known of them, and they stand in the text.
        case nulls
        case shared(SQLValue)
        case values(SQLColumn)

        init(shared value: SQLValue) { self = value == .null ? .nulls : .shared(value) }
    }

    /// The columns of rows; no list for values of different kinds in one place, and where all are null.
    private static func columns(
        _ width: Int,
        _ values: (Int) -> [SQLValue]
    ) -> [Column]? {
        var columns: [Column] = []
        var isKnown = false
        for place in 0..<width {
            let values = values(place)
            if values.allSatisfy({ $0 == .null }) {
                columns.append(.nulls)
            } else {
                guard let column = SQLColumn(values) else { return nil }
                columns.append(.values(column))
                isKnown = true
            }
        }
        return isKnown ? columns : nil
    }

    /// `SELECT given.c0, 'x', given.c1 FROM unnest(…) AS given (c0, c1)`: rows that differ in their values only, such as
    /// `(\(id), 'x', \(name))`, as a query over arrays of their columns; `nil` for rows of different texts, or
    /// with values of different kinds in one place.
    ///
    /// - Parameter rows: Each in parentheses.
    init?(columnsOf rows: ArraySlice<SQLText>) {
        guard let first = rows.first, first.text.hasPrefix("("), first.text.hasSuffix(")"),
            !first.values.isEmpty, rows.allSatisfy({ $0.hasText(of: first) }),
            let columns = Self.columns(
                first.values.count,
                { place in rows.map { $0.values[place] } }
            )
        else { return nil }
        self.init(row: first.text.utf8.dropFirst().dropLast(), columns: columns)
    }

    private func hasText(of other: SQLText) -> Bool {
        text == other.text && values.count == other.values.count && !hasIDs
    }

    private init(row: Substring.UTF8View, columns: [Column]) {
        var text = Array("SELECT ".utf8)
        var values: [SQLValue] = []
        var arrays: [SQLValue] = []
        var types: [String] = []
        var names: [String] = []
        var rest = columns.enumerated().makeIterator()
        for byte in row {
            guard byte == UInt8(ascii: "?"), let (number, column) = rest.next() else {
                text.append(byte)
                continue
            }
            switch column {
            case .nulls: text += "NULL".utf8
            case .shared(let value):
                text += "CAST(? AS \(value.type))".utf8
                values.append(value)
            case .values(let column):
                text += "given.c\(number)".utf8
                names.append("c\(number)")
                types.append("CAST(? AS \(column.typeOfArray))")
                arrays.append(.column(column))
            }
        }
        self.init(
            text: String(decoding: text, as: UTF8.self)
                + " FROM unnest(\(types.joined(separator: ", "))) AS given (\(names.joined(separator: ", ")))",
            values: values + arrays
        )
    }
}
