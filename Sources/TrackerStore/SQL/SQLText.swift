/// An SQL statement with its values kept apart from its text.
///
/// `SQLText` is written as a string literal: `"SELECT name FROM project WHERE id = \(id)"`. An
/// interpolated value is never pasted into the text; it becomes a placeholder `$1`, `$2`, … which
/// both databases understand, and is bound by the driver.
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

        package mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { pieces.append(.text(text)) }
        }

        package mutating func appendInterpolation(_ value: some SQLValueConvertible) {
            pieces.append(.value(value.sqlValue))
        }

        package mutating func appendInterpolation(_ value: (some SQLValueConvertible)?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        /// Joins another statement in, such as a condition that several queries share.
        package mutating func appendInterpolation(sql part: SQLText) { pieces += part.pieces }

        /// A list of values for `IN (…)`; an empty list becomes `NULL`, which nothing equals.
        package mutating func appendInterpolation(
            list values: some Sequence<some SQLValueConvertible>
        ) {
            var isFirst = true
            for value in values {
                if !isFirst { pieces.append(.text(", ")) }
                pieces.append(.value(value.sqlValue))
                isFirst = false
            }
            if isFirst { pieces.append(.text("NULL")) }
        }
    }

    /// Appends another statement, with a blank between the two.
    package mutating func append(_ other: SQLText) {
        pieces.append(.text(" "))
        pieces += other.pieces
    }

    /// The text with placeholders `$1`, `$2`, …, and the values in their order.
    package func rendered() -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                text += "$"
                text += String(values.count)
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
