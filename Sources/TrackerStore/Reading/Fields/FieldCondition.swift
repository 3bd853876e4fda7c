/// What a filter of XML-RPC asks of a field, once its value has been read (rest-api, end of
/// section 12).
package enum FieldTest: Hashable, Sendable {
    /// One of the values; none of them matches nothing.
    case oneOf([FilterValue])
    case isNull(Bool)
    case above(FilterValue)
    case atLeast(FilterValue)
    case below(FilterValue)
    /// Both ends included.
    case between(FilterValue, FilterValue)
    case text(TextMatch, String)
    /// Of a date, in UTC.
    case month(Int64)
    /// Of a date, in UTC.
    case dayOfMonth(Int64)
}

/// A value in the form in which the database holds the field.
package enum FilterValue: Hashable, Sendable, SQLValueConvertible {
    case number(Int64)
    case text(String)

    package var sqlValue: SQLValue {
        switch self {
        case .number(let number): .integer(number)
        case .text(let text): .text(text)
        }
    }
}

/// How a text must lie in the text of a field. Without case only ASCII letters are alike.
package struct TextMatch: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case whole, anywhere, start, end
    }

    package let place: Place
    package let ignoresCase: Bool

    package init(_ place: Place, ignoringCase: Bool = false) {
        self.place = place
        ignoresCase = ignoringCase
    }
}

/// What the values of a field are.
package enum FieldKind: Hashable, Sendable {
    case number
    /// 0 or 1.
    case flag
    case text
    /// Microseconds since 1970 in UTC.
    case date
    /// The id of another row; it can be compared for being the same, and that is all.
    case reference
}

/// A field by which the rows of one table can be filtered.
package protocol FilterField: Hashable, Sendable {
    var kind: FieldKind { get }
    var column: SQLText { get }
}

/// A field and what is asked of it.
package struct FieldCondition<Field: FilterField>: Hashable, Sendable {
    package let field: Field
    package let test: FieldTest

    package init(_ field: Field, _ test: FieldTest) {
        self.field = field
        self.test = test
    }

    func sql(_ dialect: SQLDialect) -> SQLText {
        let column = field.column
        switch test {
        case .oneOf(let values):
            if let value = values.first, values.count == 1 { return "\(sql: column) = \(value)" }
            return "\(sql: column) IN (\(list: values))"
        case .isNull(true): return "\(sql: column) IS NULL"
        case .isNull(false): return "\(sql: column) IS NOT NULL"
        case .above(let value): return "\(sql: column) > \(value)"
        case .atLeast(let value): return "\(sql: column) >= \(value)"
        case .below(let value): return "\(sql: column) < \(value)"
        case .between(let low, let high): return "\(sql: column) BETWEEN \(low) AND \(high)"
        case .text(let match, let text): return match.sql(textual(dialect), text)
        case .month(let number): return calendar("6", number, dialect)
        case .dayOfMonth(let number): return calendar("9", number, dialect)
        }
    }

    /// The field as text: a date as `2024-03-04 10:01:00`.
    private func textual(_ dialect: SQLDialect) -> SQLText {
        switch field.kind {
        case .text: field.column
        case .date: dialect.dateText(field.column)
        case .number, .flag, .reference: "CAST(\(sql: field.column) AS TEXT)"
        }
    }

    /// Compares two digits of a date's text.
    private func calendar(_ start: SQLText, _ number: Int64, _ dialect: SQLDialect) -> SQLText {
        let digits = (0..<10).contains(number) ? "0\(number)" : "\(number)"
        return "SUBSTR(\(sql: dialect.dateText(field.column)), \(sql: start), 2) = \(digits)"
    }
}

extension TextMatch {
    /// Without `LIKE`, which disregards case in the one database and not in the other.
    fileprivate func sql(_ column: SQLText, _ text: String) -> SQLText {
        let text = ignoresCase ? LikePattern.lowercased(text) : text
        let column: SQLText = ignoresCase ? "LOWER(\(sql: column))" : column
        let count = text.unicodeScalars.count
        // PostgreSQL takes a number as 64 bits, and functions of texts want 32.
        let length: SQLText = "CAST(CAST(\(count) AS BIGINT) AS INTEGER)"
        switch place {
        case .whole: return "\(sql: column) = \(text)"
        case .anywhere:
            // To replace the empty text would change nothing, though it is everywhere.
            guard count > 0 else { return "\(sql: column) IS NOT NULL" }
            return "REPLACE(\(sql: column), \(text), '') <> \(sql: column)"
        case .start: return "SUBSTR(\(sql: column), 1, \(sql: length)) = \(text)"
        case .end:
            return """
                LENGTH(\(sql: column)) >= \(sql: length)
                AND SUBSTR(\(sql: column), LENGTH(\(sql: column)) - \(sql: length) + 1) = \(text)
                """
        }
    }
}
