import TrackerHTTP
import TrackerStore

/// The address of a list of patches: which ones, in which order, which page (application, sections
/// 3.2 to 3.4).
struct PatchListAddress {
    let place: Link
    var filter = PatchListFilter()
    var order = PatchListOrder()
    var page = 1
    /// Whether the place says whose patches they are.
    var hasOwnDelegate = false

    private static let longestText = 200

    init(_ place: Link, _ query: Query) {
        self.place = place
        filter.series = query.last("series").flatMap { Int64($0) }
        filter.submitter = Self.text(query, "submitter").map { text in
            Int64(text).map { .person($0) } ?? .text(text)
        }
        let states = query.all("state").filter { !$0.isEmpty }
        if states.contains("*") {
            filter.state = .any
        } else if !states.isEmpty {
            filter.state = .named(states.prefix(50).map(\.self))
        }
        filter.text = Self.text(query, "q") ?? ""
        switch query.last("archive") {
        case "true": filter.archive = .archived
        case "both": filter.archive = .both
        default: break
        }
        filter.delegate = Self.text(query, "delegate").map { text in
            if text.lowercased() == "nobody" { return .nobody }
            return Int64(text).map { .account($0) } ?? .text(text)
        }
        order = PatchListOrder(text: query.last("order"))
        page = max(1, query.last("page").flatMap { Int($0) } ?? 1)
    }

    private static func text(_ query: Query, _ key: String) -> String? {
        guard let value = query.last(key)?.prefix(longestText), !value.isEmpty else { return nil }
        return String(value)
    }

    /// Filter and order, without the page.
    var items: [(key: String, value: String)] {
        var items: [(key: String, value: String)] = []
        if let series = filter.series { items.append((key: "series", value: "\(series)")) }
        switch filter.submitter {
        case .person(let id): items.append((key: "submitter", value: "\(id)"))
        case .text(let text): items.append((key: "submitter", value: text))
        case nil: break
        }
        switch filter.state {
        case .actionRequired: break
        case .any: items.append((key: "state", value: "*"))
        case .named(let states): items += states.map { (key: "state", value: $0) }
        }
        if !filter.text.isEmpty { items.append((key: "q", value: filter.text)) }
        switch filter.archive {
        case .live: break
        case .archived: items.append((key: "archive", value: "true"))
        case .both: items.append((key: "archive", value: "both"))
        }
        switch hasOwnDelegate ? nil : filter.delegate {
        case .account(let id): items.append((key: "delegate", value: "\(id)"))
        case .nobody: items.append((key: "delegate", value: "Nobody"))
        case .text(let text): items.append((key: "delegate", value: text))
        case nil: break
        }
        if order != PatchListOrder() { items.append((key: "order", value: order.text)) }
        return items
    }

    var link: Link {
        place.with(items + (page > 1 ? [(key: "page", value: "\(page)")] : []))
    }

    /// The list with another filter or order: from its beginning.
    func changing(_ change: (inout Self) -> Void) -> Link {
        var address = self
        address.page = 1
        change(&address)
        return address.link
    }

    func page(_ number: Int) -> Link {
        var address = self
        address.page = number
        return address.link
    }
}
