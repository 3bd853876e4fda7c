/// What a list can be ordered by.
package protocol OrderKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The SQL to order by, which names the table of the list in full and is never `NULL`: the two
    /// databases put `NULL` at different ends.
    static func expression(_ key: Self) -> SQLText
    static var id: Self { get }
}

/// The order of a list: keys, each upwards or downwards.
package struct ListOrder<Key: OrderKey>: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package let key: Key
        package let isDescending: Bool

        package init(_ key: Key, descending: Bool = false) {
            self.key = key
            isDescending = descending
        }
    }

    package let terms: [Term]

    package init(_ terms: [Term]) { self.terms = terms }

    /// `ORDER BY` without the words. The id comes last, so that no row is on two pages (Q45).
    var sql: SQLText {
        var parts: [SQLText] = terms.map {
            $0.isDescending ? "\(sql: Key.expression($0.key)) DESC" : Key.expression($0.key)
        }
        if !terms.contains(where: { $0.key == .id }) {
            let goesDown = terms.last?.isDescending ?? false
            let id = Key.expression(.id)
            parts.append(goesDown ? "\(sql: id) DESC" : id)
        }
        return parts.joined(separator: ",")
    }

    /// The only key of the order, if it has one: the id, or one whose ties the id breaks.
    var onlyTerm: Term? { terms.count == 1 ? terms.first : nil }

    /// Whether an index has the rows of any page in this order, between two dates or without such.
    func isBrief(between since: Int64?, _ before: Int64?) -> Bool {
        switch onlyTerm?.key.rawValue {
        case "date": true
        case "id": since == nil && before == nil
        default: false
        }
    }
}
