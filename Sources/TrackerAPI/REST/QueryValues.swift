import TrackerHTTP
import TrackerModel
import TrackerStore

/// Reads the filters of a list from a query, and remembers whether one has no meaning.
///
/// One such value empties the whole list, with status 200 (rest-api, section 4.1).
struct QueryValues {
    private let query: Query
    private(set) var hasInvalid = false

    init(_ query: Query) { self.query = query }

    /// A filter that may be repeated: ids or other names.
    mutating func references(_ key: String) -> [Reference]? {
        texts(key).map { $0.map(Self.reference) }
    }

    /// The filter of projects: ids or link names. An empty value means all of them, as git-pw does
    /// by it.
    mutating func projects() -> [Reference]? {
        query.all("project").allSatisfy(\.isEmpty) ? nil : references("project")
    }

    /// A filter that may be repeated: ids only.
    mutating func ids(_ key: String) -> [Reference]? {
        guard let texts = texts(key) else { return nil }
        let references = texts.map(Self.reference)
        for case .name in references { hasInvalid = true }
        return references
    }

    /// A filter that may be repeated. An empty value has no meaning (Q15).
    mutating func texts(_ key: String) -> [String]? {
        let values = query.all(key)
        guard !values.isEmpty else { return nil }
        if values.contains("") { hasInvalid = true }
        return values
    }

    /// A filter of which the last one counts; an empty value is as good as none.
    mutating func text(_ key: String) -> String? {
        guard let value = query.last(key), !value.isEmpty else { return nil }
        if value.utf8.contains(0) { hasInvalid = true }
        return value
    }

    mutating func id(_ key: String) -> Int64? {
        guard let text = text(key) else { return nil }
        guard case .id(let id) = Self.reference(text) else {
            hasInvalid = true
            return nil
        }
        return id
    }

    mutating func date(_ key: String) -> Int64? {
        guard let text = text(key) else { return nil }
        let date = QueryDate.microseconds(parsing: text)
        if date == nil { hasInvalid = true }
        return date
    }

    /// A value that the closure understands.
    mutating func value<Value>(_ key: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = text(key) else { return nil }
        let value = parse(text)
        if value == nil { hasInvalid = true }
        return value
    }

    /// `true`, `false`, `1`, `0` in any case; anything else is as good as none.
    func bool(_ key: String) -> Bool? {
        switch query.last(key)?.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// What parses as a number is an id, even if a name has only digits.
    private static func reference(_ text: String) -> Reference {
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return .name(text)
        }
        return .id(Int64(text) ?? -1)
    }
}

extension QueryValues {
    /// What is longer is cut: no name is, and a database refuses a very long pattern.
    private static let searchLength = 1_000
    private static let searchTerms = 20

    /// The search terms of `q`: split at blanks and commas, where quotes group a phrase.
    ///
    /// - Throws: ``APIFailure/nullInSearch``.
    static func terms(_ query: Query) throws -> [String] {
        let text = query.last("q") ?? ""
        guard !text.utf8.contains(0) else { throw APIFailure.nullInSearch }
        return Array(SearchTerms.split(String(text.prefix(searchLength))).prefix(searchTerms))
    }

    /// `order=a,-b`; unknown names are dropped, and without any known one the standard holds.
    ///
    /// Keys that cannot change the order any more (repeated ones, those after the id) are dropped, and
    /// so are those after the third: each combination is a statement of its own.
    static func order<Key: OrderKey>(
        _ query: Query,
        standard: ListOrder<Key> = ListOrder([.init(.id)]),
        allowing isAllowed: (Key) -> Bool = { _ in true }
    ) -> ListOrder<Key> {
        let terms = (query.last("order") ?? "").split(separator: ",").prefix(10).compactMap {
            part in
            let name = part.drop { $0 == " " }
            let isDescending = name.first == "-"
            return Key(rawValue: String(isDescending ? name.dropFirst() : name)).map {
                ListOrder<Key>.Term($0, descending: isDescending)
            }
        }.filter { isAllowed($0.key) }
        let needed = neededTerms(terms)
        return needed.isEmpty ? standard : ListOrder(needed)
    }

    private static func neededTerms<Key: OrderKey>(
        _ terms: [ListOrder<Key>.Term]
    ) -> [ListOrder<Key>.Term] {
        var needed: [ListOrder<Key>.Term] = []
        for term in terms where !needed.contains(where: { $0.key == term.key }) {
            needed.append(term)
            if term.key == .id || needed.count == 3 { break }
        }
        return needed
    }
}
