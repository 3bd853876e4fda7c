import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    func commentList(_ call: Call, on parent: CommentParent) async throws -> Reply {
        let page = try Paging.request(call.query)
        let terms = try QueryValues.terms(call.query)
        guard let comments = try await store.comments(on: parent) else {
            throw APIFailure.missing(parent.model)
        }
        let list = CommentList(comments, containing: terms, order: call.query.last("order") ?? "")
        return try Reply(list.page(page), to: call) { CommentRepresentation(comment: $0) }
    }

    func comment(_ id: Int64, on parent: CommentParent) async throws -> Reply {
        if let comment = try await store.comment(id, on: parent) {
            return Reply(CommentRepresentation(comment: comment))
        }
        guard try await store.exists(parent) else { throw APIFailure.missing(parent.model) }
        throw APIFailure.missing(parent.model + "Comment")
    }
}

extension CommentParent {
    /// `Patch` or `Cover`, as failures name it.
    var model: String {
        switch self {
        case .patch: "Patch"
        case .cover: "Cover"
        }
    }
}

/// The comments of one thread, searched and ordered.
///
/// Done here and not by the database, since subjects are within packed bodies (Q20).
struct CommentList {
    private let comments: [CommentRecord]

    init(_ all: [CommentRecord], containing terms: [String], order: String) {
        let keys = Self.keys(in: order)
        var comments = all
        if !terms.isEmpty {
            let wanted = terms.map { $0.lowercased() }
            comments.removeAll { comment in
                let subject = Self.subject(of: comment).lowercased()
                return !wanted.allSatisfy(subject.contains)
            }
        }
        // The last key first: each sort keeps the order of what is equal.
        for (key, isDescending) in keys.reversed() {
            comments = Self.sorted(comments, by: key, descending: isDescending)
        }
        self.comments = comments
    }

    /// The first of each key: a later one cannot change the order.
    private static func keys(in order: String) -> [(CommentOrderKey, Bool)] {
        var keys: [(CommentOrderKey, Bool)] = []
        for part in order.split(separator: ",").prefix(10) {
            let isDescending = part.first == "-"
            let name = String(isDescending ? part.dropFirst() : part)
            guard let key = CommentOrderKey(rawValue: name), !keys.contains(where: { $0.0 == key })
            else { continue }
            keys.append((key, isDescending))
        }
        return keys
    }

    func page(_ request: PageRequest) -> Listing<CommentRecord>? {
        let last = max(1, (comments.count + request.size - 1) / request.size)
        let number =
            switch request.number {
            case .last: last
            case .number(let number): number
            }
        guard (1...last).contains(number) else { return nil }
        let items = comments.dropFirst((number - 1) * request.size).prefix(request.size)
        return Listing(
            items: Array(items),
            total: comments.count,
            page: number,
            size: request.size
        )
    }

    private static func subject(of comment: CommentRecord) -> String {
        HeaderObject(parsing: comment.body.headers).first("subject") ?? ""
    }

    private static func sorted(
        _ comments: [CommentRecord],
        by key: CommentOrderKey,
        descending: Bool
    ) -> [CommentRecord] {
        func sorted(_ value: (CommentRecord) -> some Comparable) -> [CommentRecord] {
            let pairs = comments.map { (value: value($0), comment: $0) }
            return pairs.sorted { descending ? $0.value > $1.value : $0.value < $1.value }
                .map(\.comment)
        }
        return switch key {
        case .id: sorted(\.id)
        case .date: sorted(\.date)
        case .submitter: sorted(\.submitter.id)
        case .subject: sorted(subject)
        }
    }
}
