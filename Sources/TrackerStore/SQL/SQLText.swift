/// An SQL statement with its values kept apart from its text.
///
/// `SQLText` is written as a string literal: `"SELECT name FROM project WHERE id = \(id)"`. An
/// interpolated value is never pasted into the text; it becomes a placeholder and is bound by the
/// driver.
package struct SQLText: ExpressibleByStringInterpolation, Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case value(SQLValue)
        /// Between `IN (` and `)`.
        case ids([Int64])
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

        /// Ids for `IN (…)`, where they make one text of a statement for any number of them, or a few.
        package mutating func appendInterpolation(ids: some Collection<Int64>) {
            pieces.append(.ids(ids.sorted()))
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
        guard numbered else { return renderedBare() }
        var rendering = Rendering()
        for piece in pieces { rendering.add(piece) }
        return (rendering.text, rendering.values)
    }

    /// With a `?` for each value. It is made of bytes, since each mail has some thirty statements.
    private func renderedBare() -> (text: String, values: [SQLValue]) {
        var length = 2 * pieces.count
        for case .text(let literal) in pieces { length += literal.utf8.count }
        var bytes: [UInt8] = []
        var values: [SQLValue] = []
        bytes.reserveCapacity(length)
        values.reserveCapacity(pieces.count / 2)
        for piece in pieces {
            switch piece {
            case .text(let literal): bytes.append(contentsOf: literal.utf8)
            case .value(let value):
                values.append(value)
                bytes.append(UInt8(ascii: "?"))
            case .ids(let ids): Self.add(ids, to: &bytes, &values)
            }
        }
        return (String(decoding: bytes, as: UTF8.self), values)
    }

    /// SQLite has no arrays. The last one is repeated up to the next power of two: it keeps each text
    /// of a statement prepared, and so there are only a few texts.
    private static func add(_ ids: [Int64], to bytes: inout [UInt8], _ values: inout [SQLValue]) {
        guard let last = ids.last else {
            bytes.append(contentsOf: "NULL".utf8)
            return
        }
        var size = 1
        while size < ids.count { size *= 2 }
        for place in 0..<size {
            bytes.append(contentsOf: (place == 0 ? "?" : ", ?").utf8)
            values.append(.integer(place < ids.count ? ids[place] : last))
        }
    }

    private struct Rendering {
        var text = ""
        var values: [SQLValue] = []
        /// Whether the next text begins with a parenthesis that is not needed any more.
        private var isClosed = false

        mutating func add(_ piece: Piece) {
            switch piece {
            case .text(let literal):
                if isClosed, literal.hasPrefix(")") {
                    text += literal.dropFirst()
                } else {
                    text += literal
                }
            case .value(let value): add(value)
            case .ids(let ids):
                isClosed = false
                return addArray(ids)
            }
            isClosed = false
        }

        private mutating func add(_ value: SQLValue) {
            values.append(value)
            text += "$\(values.count)"
        }

        /// So many ids PostgreSQL expects where it does not look at them.
        private static let expected = 10

        /// PostgreSQL takes them as one value: `= ANY($1)`.
        ///
        /// It makes a plan for the very values, each time, as long as that promises to be cheaper than
        /// the plan for any values. With fewer ids than it expects it always would, and the plan of
        /// some joins takes longer than the query. So one of few ids is there more than once.
        private mutating func addArray(_ ids: [Int64]) {
            let (without, within) = ("NOT IN (", "IN (")
            guard text.hasSuffix(within) else {
                text += "SELECT unnest(CAST("
                add(.numbers(ids))
                text += " AS BIGINT[]))"
                return
            }
            var ids = ids
            if let last = ids.last, ids.count <= Self.expected {
                ids += [Int64](repeating: last, count: Self.expected + 6 - ids.count)
            }
            let isWithout = text.hasSuffix(without)
            text.removeLast(isWithout ? without.count : within.count)
            text += isWithout ? "<> ALL(" : "= ANY("
            add(.numbers(ids))
            text += ")"
            isClosed = true
        }
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
