/// What a database answered to statements that were sent together, in their order.
package protocol SQLAnswers {
    /// Hands the rows of one answer over, in order.
    ///
    /// - Parameters:
    ///   - number: Of the statement, counted from 0.
    ///   - row: Reads a row.
    /// - Throws: `StoreError`, and what the closure throws.
    func rows(_ number: Int, _ row: (any SQLRow) throws -> Void) throws
}

extension SQLAnswers {
    /// The first row of an answer, read by the closure.
    package func first<Value>(
        _ number: Int,
        _ read: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var found: Value?
        try rows(number) { row in
            if found == nil { found = try read(row) }
        }
        return found
    }

    /// All rows of an answer, each read by the closure.
    package func all<Value>(
        _ number: Int,
        _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try rows(number) { row in found.append(try read(row)) }
        return found
    }
}

/// Statements that are run when their answers are read: in a database that is part of the program,
/// nothing is won by sending them together.
struct AnswersOnDemand: SQLAnswers {
    let db: any SQLConnection
    let statements: [SQLText]

    func rows(_ number: Int, _ row: (any SQLRow) throws -> Void) throws {
        guard statements.indices.contains(number) else { return }
        try db.query(statements[number], row)
    }
}
