import TrackerHTTP
import TrackerStore

/// `page` and `per_page` of a request, and the header `Link` (rest-api, section 5).
enum Paging {
    private static let standardSize = 30
    private static let largestSize = 250

    /// - Throws: ``APIFailure/invalidPage`` for a page that is no number above zero.
    static func request(_ query: Query) throws -> PageRequest {
        PageRequest(try number(query.last("page") ?? ""), size: size(query.last("per_page") ?? ""))
    }

    private static func number(_ text: String) throws -> PageRequest.Number {
        switch text {
        case "": return .number(1)
        case "last": return .last
        default:
            guard let number = Int(text), number > 0 else { throw APIFailure.invalidPage }
            return .number(number)
        }
    }

    private static func size(_ text: String) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return standardSize
        }
        let number = Int(text) ?? largestSize
        return number == 0 ? standardSize : min(number, largestSize)
    }

    /// `<…?page=2>; rel="next", …`: next, prev, first, last, in this order, since clients take the
    /// first entry for the next page.
    static func link(of request: Request, page: Int, lastPage: Int) -> String {
        // Swift's sort keeps the order of repeated keys.
        let items = request.query.items.filter { $0.key != "page" }.sorted { $0.key < $1.key }
        let url = request.origin + request.path
        var entries: [String] = []
        func add(_ number: Int?, _ relation: String) {
            entries.append("<\(url)\(query(items, page: number))>; rel=\"\(relation)\"")
        }
        if page < lastPage { add(page + 1, "next") }
        if page > 1 { add(page == 2 ? nil : page - 1, "prev") }
        add(1, "first")
        add(lastPage, "last")
        return entries.joined(separator: ", ")
    }

    private static func query(_ items: [(key: String, value: String)], page: Int?) -> String {
        var items = items
        if let page {
            let place = items.firstIndex { $0.key > "page" } ?? items.endIndex
            items.insert(("page", String(page)), at: place)
        }
        return items.isEmpty ? "" : "?" + form(items)
    }

    /// Pairs as a query: `a=1&b=x%2Cy`.
    static func form(_ items: [(key: String, value: String)]) -> String {
        items.map { "\(PercentCoding.form($0.key))=\(PercentCoding.form($0.value))" }
            .joined(separator: "&")
    }
}
