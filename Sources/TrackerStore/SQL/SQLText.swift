/// An SQL statement with its values kept apart from its text.
///
/// `SQLText` is written as a string literal: `"SELECT name FROM project WHERE id = \(id)"`. An
/// interpolated value is never pasted into the text; it becomes a placeholder and is bound by the
/// driver.
package struct SQLText: ExpressibleByStringInterpolation, Hashable, Sendable {
    /// The text with a `?` for each value, as SQLite takes it: a mail has some twenty-five statements,
    /// so that it is made once, while the literal is put together. No text of ours has another one.
    fileprivate var text: String
    fileprivate var values: [SQLValue]
    /// Whether a value stands for several, between `IN (` and `)`.
    fileprivate var hasIDs: Bool

    package init(stringLiteral text: String) {
        self.text = text
        values = []
        hasIDs = false
    }

    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.statement }

    /// A statement without values whose text was made by the program, such as a table definition.
    /// Never pass anything in that came from outside.
    package init(trusted text: String) { self.init(stringLiteral: text) }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var statement: SQLText = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            // Parts that are joined in are longer than a placeholder.
            statement.text.reserveCapacity(literalCapacity + 8 * interpolationCount)
            statement.values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ text: String) { statement.text += text }

        package mutating func appendInterpolation(_ value: some SQLValueConvertible) {
            statement.append(value.sqlValue)
        }

        package mutating func appendInterpolation(_ value: (some SQLValueConvertible)?) {
            statement.append(value?.sqlValue ?? .null)
        }

        /// Joins another statement in, such as a condition that several queries share.
        package mutating func appendInterpolation(sql part: SQLText) { statement.join(part) }

        /// Ids for `IN (…)`, where they make one text of a statement for any number of them, or a few.
        package mutating func appendInterpolation(ids: some Collection<Int64>) {
            statement.append(.numbers(ids.sorted()))
            statement.hasIDs = true
        }

        /// A list of values for `IN (…)`; an empty list becomes `NULL`, which nothing equals.
        package mutating func appendInterpolation(
            list values: some Sequence<some SQLValueConvertible>
        ) {
            var isFirst = true
            for value in values {
                if !isFirst { appendLiteral(", ") }
                statement.append(value.sqlValue)
                isFirst = false
            }
            if isFirst { appendLiteral("NULL") }
        }
    }

    /// Appends another statement, with a blank between the two.
    package mutating func append(_ other: SQLText) {
        text += " "
        join(other)
    }

    private mutating func append(_ value: SQLValue) {
        text += "?"
        values.append(value)
    }

    fileprivate mutating func join(_ other: SQLText) {
        text += other.text
        values += other.values
        hasIDs = hasIDs || other.hasIDs
    }

    /// The text with placeholders, and the values in their order.
    ///
    /// - Parameter numbered: `$1`, `$2`, …, as PostgreSQL wants them; else each is a `?`, since SQLite
    ///   takes numbered ones for names, all of which it compares with each of them.
    /// - Returns: The statement as the driver gets it.
    package func rendered(numbered: Bool = true) -> (text: String, values: [SQLValue]) {
        if numbered { return NumberedText(self).result }
        return hasIDs ? SpelledText(self).result : (text, values)
    }
}

/// A statement as PostgreSQL takes it.
private struct NumberedText {
    private var bytes: [UInt8] = []
    private var values: [SQLValue] = []

    var result: (text: String, values: [SQLValue]) {
        (String(decoding: bytes, as: UTF8.self), values)
    }

    init(_ statement: SQLText) {
        bytes.reserveCapacity(statement.text.utf8.count + 2 * statement.values.count)
        values.reserveCapacity(statement.values.count)
        var rest = statement.values[...]
        // The next text begins with a parenthesis that is not needed any more.
        var isClosed = false
        for byte in statement.text.utf8 {
            if byte == UInt8(ascii: "?"), let value = rest.popFirst() {
                isClosed = add(value)
            } else {
                if !isClosed || byte != UInt8(ascii: ")") { bytes.append(byte) }
                isClosed = false
            }
        }
    }

    /// - Returns: Whether it closes the parenthesis before it.
    private mutating func add(_ value: SQLValue) -> Bool {
        if case .numbers(let ids) = value { return addArray(ids) }
        addPlace(of: value)
        return false
    }

    private mutating func addPlace(of value: SQLValue) {
        values.append(value)
        bytes += "$\(values.count)".utf8
    }

    /// So many ids PostgreSQL expects where it does not look at them.
    private static let expected = 10
    private static let within = Array("IN (".utf8)
    private static let without = Array("NOT IN (".utf8)

    /// PostgreSQL takes them as one value: `= ANY($1)`.
    ///
    /// It makes a plan for the very values, each time, as long as that promises to be cheaper than
    /// the plan for any values. With fewer ids than it expects it always would, and the plan of
    /// some joins takes longer than the query. So one of few ids is there more than once.
    private mutating func addArray(_ ids: [Int64]) -> Bool {
        guard bytes.suffix(Self.within.count).elementsEqual(Self.within) else {
            bytes += "SELECT unnest(CAST(".utf8
            addPlace(of: .numbers(ids))
            bytes += " AS BIGINT[]))".utf8
            return false
        }
        var ids = ids
        if let last = ids.last, ids.count <= Self.expected {
            ids += [Int64](repeating: last, count: Self.expected + 6 - ids.count)
        }
        let isWithout = bytes.suffix(Self.without.count).elementsEqual(Self.without)
        bytes.removeLast(isWithout ? Self.without.count : Self.within.count)
        bytes += (isWithout ? "<> ALL(" : "= ANY(").utf8
        addPlace(of: .numbers(ids))
        bytes.append(UInt8(ascii: ")"))
        return true
    }
}

/// A statement with ids as SQLite takes it, which has no arrays.
private struct SpelledText {
    private var bytes: [UInt8] = []
    private var values: [SQLValue] = []

    var result: (text: String, values: [SQLValue]) {
        (String(decoding: bytes, as: UTF8.self), values)
    }

    init(_ statement: SQLText) {
        bytes.reserveCapacity(statement.text.utf8.count + 256)
        var rest = statement.values[...]
        for byte in statement.text.utf8 {
            if byte == UInt8(ascii: "?"), let value = rest.popFirst() {
                add(value)
            } else {
                bytes.append(byte)
            }
        }
    }

    /// The last id is repeated up to the next power of two: it keeps each text of a statement prepared,
    /// and so there are only a few texts.
    private mutating func add(_ value: SQLValue) {
        guard case .numbers(let ids) = value else {
            bytes.append(UInt8(ascii: "?"))
            values.append(value)
            return
        }
        guard let last = ids.last else {
            bytes += "NULL".utf8
            return
        }
        var size = 1
        while size < ids.count { size *= 2 }
        for place in 0..<size {
            bytes += (place == 0 ? "?" : ", ?").utf8
            values.append(.integer(place < ids.count ? ids[place] : last))
        }
    }
}

extension Collection where Element == SQLText {
    /// The parts with a separator between them, such as `" AND "`.
    package func joined(separator: SQLText) -> SQLText {
        var result: SQLText = ""
        var isFirst = true
        for part in self {
            if !isFirst { result.append(separator) }
            if isFirst { result.join(part) } else { result.append(part) }
            isFirst = false
        }
        return result
    }
}
