/// An SQL statement with its values kept apart from its text.
///
/// `SQLText` is written as a string literal: `"SELECT name FROM project WHERE id = \(id)"`. An
/// interpolated value is never pasted into the text; it becomes a placeholder and is bound by the
/// driver.
package struct SQLText: ExpressibleByStringInterpolation, Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case value(SQLValue)
    }

    private(set) var pieces: [Piece]

    package init(stringLiteral text: String) { pieces = [.text(text)] }
    package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// A statement without values whose text was made by the program, such as a table definition.
    /// Never pass anything in that came from outside.
    package init(trusted text: String) { pieces = [.text(text)] }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ text: String) { SQLText.append(text, to: &pieces) }

        package mutating func appendInterpolation(_ value: some SQLValueConvertible) {
            pieces.append(.value(value.sqlValue))
        }

        package mutating func appendInterpolation(_ value: (some SQLValueConvertible)?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        /// Joins another statement in, such as a condition that several queries share.
        package mutating func appendInterpolation(sql part: SQLText) {
            SQLText.append(part.pieces, to: &pieces)
        }

        /// A list of values for `IN (…)`; an empty list becomes `NULL`, which nothing equals.
        package mutating func appendInterpolation(
            list values: some Sequence<some SQLValueConvertible>
        ) {
            var isFirst = true
            for value in values {
                if !isFirst { appendLiteral(", ") }
                pieces.append(.value(value.sqlValue))
                isFirst = false
            }
            if isFirst { appendLiteral("NULL") }
        }
    }

    /// Appends another statement, with a blank between the two.
    package mutating func append(_ other: SQLText) {
        Self.append(" ", to: &pieces)
        Self.append(other.pieces, to: &pieces)
    }

    // Text that follows text becomes one piece, so that equal statements have equal pieces.

    private static func append(_ text: String, to pieces: inout [Piece]) {
        if case .text(let before) = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else if !text.isEmpty {
            pieces.append(.text(text))
        }
    }

    private static func append(_ others: [Piece], to pieces: inout [Piece]) {
        for (number, piece) in others.enumerated() {
            if number == 0, case .text(let text) = piece {
                append(text, to: &pieces)
            } else {
                pieces.append(piece)
            }
        }
    }

    /// The text with placeholders, and the values in their order.
    ///
    /// - Parameter numbered: `$1`, `$2`, …, as PostgreSQL wants them; else each is a `?`, since SQLite
    ///   takes numbered ones for names, all of which it compares with each of them.
    /// - Returns: The statement as the driver gets it.
    package func rendered(numbered: Bool = true) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                text += numbered ? "$\(values.count)" : "?"
            }
        }
        return (text, values)
    }
}

extension Array where Element == SQLText {
    /// The parts with a separator between them, such as `" AND "`.
    package func joined(separator: SQLText) -> SQLText {
        var result: SQLText = ""
        for (index, part) in enumerated() {
            if index > 0 { result.append(separator) }
            result.append(part)
        }
        return result
    }
}
