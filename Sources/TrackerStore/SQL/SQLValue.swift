/// A value that goes into a statement.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    /// Ids of `IN (…)`, which PostgreSQL takes as one array; for SQLite they are spelled out.
    case numbers([Int64])
    /// What several rows have in one place, which PostgreSQL takes as one array; SQLite never gets it.
    case column(SQLColumn)
}

/// The values of one column of several rows, all of one kind but for nulls.
package enum SQLColumn: Hashable, Sendable {
    case integers([Int64?])
    case texts([String?])
    case blobs([[UInt8]?])

    /// `nil` for values of different kinds, and where all are null.
    init?(_ values: [SQLValue]) {
        let column: SQLColumn? =
            switch values.first(where: { $0 != .null }) {
            case .integer?: Self.all(values, \.integer).map { .integers($0) }
            case .text?: Self.all(values, \.text).map { .texts($0) }
            case .blob?: Self.all(values, \.blob).map { .blobs($0) }
            default: nil
            }
        guard let column else { return nil }
        self = column
    }

    private static func all<Kind>(
        _ values: [SQLValue],
        _ read: (SQLValue) -> Kind?
    ) -> [Kind?]? {
        var found: [Kind?] = []
        found.reserveCapacity(values.count)
        for value in values {
            let read = read(value)
            guard read != nil || value == .null else { return nil }
            found.append(read)
        }
        return found
    }

    /// As PostgreSQL calls it.
    var typeOfArray: String {
        switch self {
        case .integers: "BIGINT[]"
        case .texts: "TEXT[]"
        case .blobs: "BYTEA[]"
        }
    }
}

extension SQLValue {
    /// Whether it is the same byte by byte; equal texts can be spelled in different ways (é).
    func isSame(as other: SQLValue) -> Bool {
        guard case .text(let one) = self, case .text(let two) = other else { return self == other }
        return one.utf8.elementsEqual(two.utf8)
    }

    /// As PostgreSQL calls it.
    var type: String {
        switch self {
        case .integer: "BIGINT"
        case .null, .text: "TEXT"
        case .blob: "BYTEA"
        case .numbers: "BIGINT[]"
        case .column(let column): column.typeOfArray
        }
    }

    fileprivate var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var blob: [UInt8]? { if case .blob(let bytes) = self { bytes } else { nil } }
}

package protocol SQLValueConvertible {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLValueConvertible {
    package var sqlValue: SQLValue { self }
}

extension Int64: SQLValueConvertible {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLValueConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

/// Truth is stored as 0 and 1: the same number in both databases.
extension Bool: SQLValueConvertible {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLValueConvertible {
    package var sqlValue: SQLValue { .text(self) }
}

extension Array: SQLValueConvertible where Element == UInt8 {
    package var sqlValue: SQLValue { .blob(self) }
}

extension Optional: SQLValueConvertible where Wrapped: SQLValueConvertible {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
