import TrackerHTTP
import TrackerStore

/// A page of administration: what is below `/admin/`.
package enum AdministrationPlace: Hashable, Sendable {
    case front
    case newProject
    /// By link name.
    case project(String, ProjectPart)
    case states
    case tags
    case people
    case person(Int64)
    case users
    /// By user name.
    case user(String)
    case tokens
    case mails
    case mail(Int64)
    case changes

    /// What can be administered of a project.
    package enum ProjectPart: String, CaseIterable, Sendable {
        case settings
        case maintainers
        case delegation
        case tokens
        case mail
        case changes

        var title: String {
            switch self {
            case .settings: "Settings"
            case .maintainers: "Maintainers"
            case .delegation: "Delegation"
            case .tokens: "Tokens"
            case .mail: "Mail without a home"
            case .changes: "Changes"
            }
        }
    }

    /// Reads what stands behind `/admin/`.
    init?(_ parts: ArraySlice<Substring>) {
        let words = parts.map { PercentCoding.decode($0) }
        let number = words.dropFirst().first.flatMap(Self.number)
        switch words.first {
        case nil: self = .front
        case "states" where words.count == 1: self = .states
        case "tags" where words.count == 1: self = .tags
        case "tokens" where words.count == 1: self = .tokens
        case "changes" where words.count == 1: self = .changes
        case "people" where words.count == 1: self = .people
        case "users" where words.count == 1: self = .users
        case "mail" where words.count == 1: self = .mails
        case "projects" where words == ["projects", "new"]: self = .newProject
        case "users" where words.count == 2 && !words[1].isEmpty: self = .user(words[1])
        case "people":
            guard words.count == 2, let number else { return nil }
            self = .person(number)
        case "mail":
            guard words.count == 2, let number else { return nil }
            self = .mail(number)
        case "project": self.init(project: words)
        default: return nil
        }
    }

    private init?(project words: [String]) {
        guard words.count == 2 || words.count == 3, !words[1].isEmpty else { return nil }
        guard words.count == 3 else {
            self = .project(words[1], .settings)
            return
        }
        guard let part = ProjectPart(rawValue: words[2]), part != .settings else { return nil }
        self = .project(words[1], part)
    }

    private static func number(_ word: String) -> Int64? {
        word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ? Int64(word) : nil
    }

    var link: Link {
        switch self {
        case .front: .administration
        case .newProject: .below("admin", "projects", "new")
        case .project(let name, .settings): .below("admin", "project", name)
        case .project(let name, let part): .below("admin", "project", name, part.rawValue)
        case .states: .below("admin", "states")
        case .tags: .below("admin", "tags")
        case .people: .below("admin", "people")
        case .person(let id): .below("admin", "people", "\(id)")
        case .users: .below("admin", "users")
        case .user(let name): .below("admin", "users", name)
        case .tokens: .below("admin", "tokens")
        case .mails: .below("admin", "mail")
        case .mail(let id): .below("admin", "mail", "\(id)")
        case .changes: .below("admin", "changes")
        }
    }

    /// Whether only superusers have something to do there.
    var isForSuperusers: Bool {
        switch self {
        case .front, .project, .mail: false
        default: true
        }
    }
}

extension Link {
    static func below(_ segments: String...) -> Link {
        .same(path: "/" + segments.map { PercentCoding.segment($0) + "/" }.joined())
    }

    static func administration(_ place: AdministrationPlace) -> Link { place.link }

    /// The page where the mails of a series are put right.
    package static func regroup(_ series: Int64, of linkName: String) -> Link {
        .below("project", linkName, "series", "\(series)", "regroup")
    }

    /// The same place with a query.
    func with(_ items: [(String, String)]) -> Link {
        let query = items.filter { !$0.1.isEmpty }
            .map { "\(PercentCoding.form($0.0))=\(PercentCoding.form($0.1))" }
            .joined(separator: "&")
        return query.isEmpty ? self : .same(path: "\(text)?\(query)")
    }
}
