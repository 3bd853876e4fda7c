import HTTPTypes
import TrackerStore

/// What a path below `/api/` names (rest-api, section 3).
enum Endpoint: Hashable, Sendable {
    case index
    case patches
    case patch(Int64)
    case covers
    case cover(Int64)
    case seriesList
    case series(Int64)
    case comments(CommentParent)
    case comment(Int64, CommentParent)
    case checks(patch: Int64)
    case check(Int64, patch: Int64)
    case bundles
    case bundle(Int64)
    case projects
    /// By id or link name.
    case project(String)
    case events
    case people
    case person(Int64)
    case users
    case user(Int64)
}

extension Endpoint {
    /// Finds the endpoint of the segments after `/api/` and the version.
    ///
    /// - Returns: `nil` for a path that this version does not have.
    init?(_ segments: some Collection<String>, version: APIVersion) {
        let segments = Array(segments)
        switch segments.count {
        case 0: self = .index
        case 1: self.init(list: segments[0])
        case 2: self.init(detailOf: segments[0], segments[1])
        case 3, 4: self.init(below: segments, version: version)
        default: return nil
        }
    }

    private init?(list name: String) {
        switch name {
        case "patches": self = .patches
        case "covers": self = .covers
        case "series": self = .seriesList
        case "bundles": self = .bundles
        case "projects": self = .projects
        case "events": self = .events
        case "people": self = .people
        case "users": self = .users
        default: return nil
        }
    }

    private init?(detailOf name: String, _ key: String) {
        if name == "projects" {
            self = .project(key)
            return
        }
        guard let id = Self.id(key) else { return nil }
        switch name {
        case "patches": self = .patch(id)
        case "covers": self = .cover(id)
        case "series": self = .series(id)
        case "bundles": self = .bundle(id)
        case "people": self = .person(id)
        case "users": self = .user(id)
        default: return nil
        }
    }

    private init?(below segments: [String], version: APIVersion) {
        guard let parentID = Self.id(segments[1]) else { return nil }
        let isList = segments.count == 3
        guard let id = isList ? 0 : Self.id(segments[3]) else { return nil }
        switch (segments[0], segments[2]) {
        case ("patches", "checks"):
            self = isList ? .checks(patch: parentID) : .check(id, patch: parentID)
        case ("patches", "comments"), ("covers", "comments"):
            guard version >= (isList ? .v1_1 : .v1_3) else { return nil }
            let parent: CommentParent =
                segments[0] == "patches" ? .patch(parentID) : .cover(parentID)
            self = isList ? .comments(parent) : .comment(id, parent)
        default: return nil
        }
    }

    /// A number of a path. One that is too large for an id is one that nothing has.
    private static func id(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int64(text) ?? -1
    }
}

extension Endpoint {
    /// What can be done there.
    var methods: AllowedMethods {
        switch self {
        case .patch, .comment, .project, .user: .changing
        case .checks, .bundles: .adding
        case .bundle: .changingOrDeleting
        default: .reading
        }
    }

    /// Whether only those who are signed in may use it, with any method.
    var needsAccount: Bool {
        switch self {
        case .people, .person, .users, .user: true
        default: false
        }
    }

    /// The name that `OPTIONS` and the page for people give.
    var title: String {
        switch self {
        case .index: "Index"
        case .patches: "Patch List"
        case .patch: "Patch Detail"
        case .covers: "Cover List"
        case .cover: "Cover Detail"
        case .seriesList: "Series List"
        case .series: "Series Detail"
        case .comments(.patch): "Patch Comment List"
        case .comments(.cover): "Cover Comment List"
        case .comment(_, .patch): "Patch Comment Detail"
        case .comment(_, .cover): "Cover Comment Detail"
        case .checks: "Check List Create"
        case .check: "Check Detail"
        case .bundles: "Bundle List"
        case .bundle: "Bundle Detail"
        case .projects: "Project List"
        case .project: "Project Detail"
        case .events: "Event List"
        case .people: "Person List"
        case .person: "Person Detail"
        case .users: "User List"
        case .user: "User Detail"
        }
    }

    /// What each method does: `get:`, a line, an empty line, …
    var summary: String {
        let (one, many) = nouns
        if self == .index { return "get:\nList the resources of the API." }
        guard let one else { return "get:\nList \(many)." }
        switch self {
        case .checks: return "get:\nList checks.\n\npost:\nCreate a check."
        case .bundles: return "get:\nList bundles.\n\npost:\nCreate a bundle."
        default: break
        }
        var parts = ["get:\nShow a \(one)."]
        if methods.contains(.patch) { parts.append("patch:\nUpdate a \(one).") }
        if methods.contains(.put) { parts.append("put:\nUpdate a \(one).") }
        if methods.contains(.delete) { parts.append("delete:\nDelete a \(one).") }
        return parts.joined(separator: "\n\n")
    }

    /// The word for one object, for a detail, and for many.
    private var nouns: (one: String?, many: String) {
        switch self {
        case .index: (nil, "resources")
        case .patches: (nil, "patches")
        case .patch: ("patch", "patches")
        case .covers: (nil, "cover letters")
        case .cover: ("cover letter", "cover letters")
        case .seriesList, .series: (self == .seriesList ? nil : "series", "series")
        case .comments: (nil, "comments")
        case .comment: ("comment", "comments")
        case .checks, .check: ("check", "checks")
        case .bundles, .bundle: ("bundle", "bundles")
        case .projects: (nil, "projects")
        case .project: ("project", "projects")
        case .events: (nil, "events")
        case .people: (nil, "submitters")
        case .person: ("submitter", "submitters")
        case .users: (nil, "users")
        case .user: ("user", "users")
        }
    }
}

/// The methods of an endpoint, in the order of the header `Allow`.
struct AllowedMethods: Sendable {
    let all: [HTTPRequest.Method]
    /// `GET, HEAD, OPTIONS`: the header.
    let text: String

    private init(_ methods: HTTPRequest.Method...) {
        all = methods
        text = methods.map(\.rawValue).joined(separator: ", ")
    }

    func contains(_ method: HTTPRequest.Method) -> Bool { all.contains(method) }

    static let reading = AllowedMethods(.get, .head, .options)
    static let adding = AllowedMethods(.get, .post, .head, .options)
    static let changing = AllowedMethods(.get, .put, .patch, .head, .options)
    static let changingOrDeleting = AllowedMethods(.get, .put, .patch, .delete, .head, .options)
}
