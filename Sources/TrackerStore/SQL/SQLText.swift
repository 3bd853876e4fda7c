/// An SQL statement with its values kept apart from its text.
///
/// `SQLText` is written as a string literal: `"SELECT name FROM project WHERE id = \(id)"`. An
/// interpolated value is never pasted into the text; it becomes a placeholder and is bound by the
/// driver.
package struct SQLText: ExpressibleByStringInterpolation, Hashable, Sendable {
    /// The text with a `?` for each value, as SQLite takes it: a mail has some twenty-five statements,
    /// so that it is made once, while the literal is put together. No text of ours has another one.
    fileprivate(set) var text: String
    fileprivate(set) var values: [SQLValue]
    /// Whether a value stands for several, between `IN (` and `)`.
    fileprivate(set) var hasIDs = false

    package init(stringLiteral text: String) { self.init(text: text, values: []) }

    /// A text with a `?` for each value.
    init(text: String, values: [SQLValue]) {
        self.text = text
        self.values = values
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
        guard numbered || hasIDs else { return (text, values) }
        var rendering = Rendering(isNumbered: numbered, capacity: text.utf8.count)
        var rest = values[...]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "?"), let value = rest.popFirst() {
                rendering.add(value)
            } else {
                rendering.add(byte)
            }
        }
        return (String(decoding: rendering.bytes, as: UTF8.self), rendering.values)
    }
}

/// A statement as a driver gets it, where that is not its text: places with numbers, or ids.
private struct Rendering {
    private let isNumbered: Bool
    private(set) var bytes: [UInt8] = []
    private(set) var values: [SQLValue] = []
    /// Whether a parenthesis that comes next is not needed any more.
    private var isClosed = false

    init(isNumbered: Bool, capacity: Int) {
        self.isNumbered = isNumbered
        bytes.reserveCapacity(capacity + 256)
    }

    mutating func add(_ byte: UInt8) {
        if !isClosed || byte != UInt8(ascii: ")") { bytes.append(byte) }
        isClosed = false
    }

    mutating func add(_ value: SQLValue) {
        isClosed = false
        guard case .numbers(let ids) = value else { return addPlace(of: value) }
        if isNumbered { addArray(ids) } else { spell(ids) }
    }

    private mutating func addPlace(of value: SQLValue) {
        values.append(value)
        if isNumbered { bytes += "$\(values.count)".utf8 } else { bytes.append(UInt8(ascii: "?")) }
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
    private mutating func addArray(_ ids: [Int64]) {
        guard bytes.suffix(Self.within.count).elementsEqual(Self.within) else {
            bytes += "SELECT unnest(CAST(".utf8
            addPlace(of: .numbers(ids))
            bytes += " AS BIGINT[]))".utf8
            return
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
        isClosed = true
    }

    /// SQLite has no arrays. The last id is repeated up to the next power of two: it keeps each text of a
    /// statement prepared, and so there are only a few texts.
    private mutating func spell(_ ids: [Int64]) {
        guard let last = ids.last else {
            bytes += "NULL".utf8
            return
        }
        var size = 1
        while size < ids.count { size *= 2 }
        for place in 0..<size {
            if place > 0 { bytes += ", ".utf8 }
            addPlace(of: .integer(place < ids.count ? ids[place] : last))
        }
    }
}

extension Collection where Element == SQLText {
    /// The parts with a separator between them, such as `" AND "`.
    package func joined(separator: SQLText) -> SQLText {
        var result: SQLText = ""
        var isFirst = true
        for part in self {
            if isFirst {
                result.join(part)
            } else {
                result.append(separator)
                result.append(part)
            }
            isFirst = false
        }
        return result
    }
}
