import TrackerHTTP
import TrackerModel
import TrackerStore

extension Link {
    /// The same place with a query.
    func with(_ items: [(key: String, value: String)]) -> Link {
        guard !items.isEmpty else { return self }
        let query = items.map { "\(PercentCoding.form($0.key))=\(PercentCoding.form($0.value))" }
        return .same(path: "\(text)?\(query.joined(separator: "&"))")
    }

    /// The row of a series or patch on the same page.
    func at(row id: String) -> Link { .same(path: "\(text)#\(id)") }
}

/// The address of a list of series: which ones, in which order, from where on.
struct SeriesListAddress {
    let linkName: String
    var filter = SeriesListFilter()
    var order = SeriesListOrder()
    var position = SeriesList.Position.first
    var expanded: Int64?

    /// In characters, and words that count.
    static let longestText = 200
    static let mostWords = 10

    /// What of a query is not understood does not filter.
    init(_ linkName: String, _ query: Query) {
        self.linkName = linkName
        filter.view = query.last("view").flatMap(SeriesListFilter.View.init) ?? .open
        filter.states = query.all("state").filter { !$0.isEmpty && $0 != "*" }.prefix(50).map(
            \.self
        )
        switch query.last("delegate") ?? "" {
        case "": break
        case "nobody", "Nobody": filter.delegate = .nobody
        case let name: filter.delegate = .username(name)
        }
        switch query.last("turn") ?? "" {
        case "": break
        case "me": filter.turn = .viewer
        case let word:
            let side = Turn.Side.allCases.first { $0.word == word }
            filter.turn = side.map { .side($0) } ?? .username(word)
        }
        filter.submitter = query.last("submitter").flatMap { Int64($0) }
        switch query.last("archived") {
        case "yes": filter.isArchived = true
        case "no": filter.isArchived = false
        default: break
        }
        let text = (query.last("q") ?? "").prefix(Self.longestText)
        filter.words = text.split(whereSeparator: \.isWhitespace).prefix(Self.mostWords)
            .map(String.init)
        filter.isIncomplete = query.last("incomplete") == "yes"
        filter.isUnread = query.last("unread") == "yes"
        switch query.last("check") {
        case "none": filter.check = SeriesListFilter.Check.none
        case let word?: filter.check = CheckState(word: word).map { .worst($0) }
        case nil: break
        }
        if let text = query.last("order") {
            let isDescending = text.hasPrefix("-")
            let key = isDescending ? String(text.dropFirst()) : text
            if let key = SeriesListOrder.Key(rawValue: key) {
                order = SeriesListOrder(key, descending: isDescending)
            }
        }
        if let id = query.last("after").flatMap({ Int64($0) }) {
            position = .after(id)
        } else if let id = query.last("before").flatMap({ Int64($0) }) {
            position = .before(id)
        }
        expanded = query.last("expand").flatMap { Int64($0) }
    }

    /// Filter and order, without the place in the list.
    var items: [(key: String, value: String)] {
        var items = [(key: "view", value: filter.view.rawValue)]
        if filter.view == .open { items = [] }
        items += filter.states.map { (key: "state", value: $0) }
        switch filter.delegate {
        case .nobody: items.append((key: "delegate", value: "nobody"))
        case .username(let name): items.append((key: "delegate", value: name))
        case nil: break
        }
        if let turn = filter.turn { items.append((key: "turn", value: turn.word)) }
        if let submitter = filter.submitter {
            items.append((key: "submitter", value: "\(submitter)"))
        }
        if let archived = filter.isArchived {
            items.append((key: "archived", value: archived ? "yes" : "no"))
        }
        if !filter.words.isEmpty {
            items.append((key: "q", value: filter.words.joined(separator: " ")))
        }
        if filter.isIncomplete { items.append((key: "incomplete", value: "yes")) }
        if filter.isUnread { items.append((key: "unread", value: "yes")) }
        switch filter.check {
        case .some(.none): items.append((key: "check", value: "none"))
        case .worst(let state): items.append((key: "check", value: state.word))
        case nil: break
        }
        if order != SeriesListOrder() {
            let sign = order.isDescending ? "-" : ""
            items.append((key: "order", value: sign + order.key.rawValue))
        }
        return items
    }

    /// Whether it is the list that one comes to first.
    var isPlain: Bool { items.isEmpty && position == .first }

    private var allItems: [(key: String, value: String)] {
        var items = items
        switch position {
        case .first: break
        case .after(let id): items.append((key: "after", value: "\(id)"))
        case .before(let id): items.append((key: "before", value: "\(id)"))
        }
        if let expanded { items.append((key: "expand", value: "\(expanded)")) }
        return items
    }

    var link: Link { Link.project(linkName).with(allItems) }

    /// The list with another filter or order: from its beginning.
    func changing(_ change: (inout Self) -> Void) -> Link {
        var address = self
        address.position = .first
        address.expanded = nil
        change(&address)
        return address.link
    }

    /// The list with another series expanded, or none.
    func expanding(_ series: Int64?) -> Link {
        var address = self
        address.expanded = series
        return address.link
    }
}

extension SeriesListFilter.TurnOf {
    /// As an address has it.
    var word: String {
        switch self {
        case .side(let side): side.word
        case .viewer: "me"
        case .username(let name): name
        }
    }
}
