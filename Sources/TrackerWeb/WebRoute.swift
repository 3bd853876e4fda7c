import TrackerHTTP
package import TrackerStore

/// What a URL of the site asks for.
package enum WebRoute: Hashable, Sendable {
    case front
    case style(file: String)
    case project(String)
    case list(String)
    case message(MboxKind, MessagePlace, MessageForm)
    /// The page of a series of a project.
    case series(String, SeriesAddress)
    /// What became of the patches of an earlier version.
    case rangeDiff(project: String, Int64)
    case seriesMbox(Int64)
    /// A series behind those that it needs.
    case stackMbox(Int64)
    /// The viewer's saved views of a project.
    case views(String)
    /// The viewer's bundles, of all projects or of one.
    case bundles(project: String?)
    /// What waits for the viewer, in all projects or in one.
    case toDo(project: String?)
    /// A bundle by its number, as its address was long ago.
    case oldBundle(Int64, isMbox: Bool)
    case bundle(username: String, name: String)
    case bundleMbox(username: String, name: String)
    case numbered(MboxKind, Int64, MessageForm)
    case comment(Int64)
    /// What became of a mail, if one is named in the path.
    case mail([String])
    /// A mail as a public-inbox has it.
    case archive(ArchiveForm, [String])
    case archiveSearch
    case login
    case logout
    /// Light or dark.
    case theme
    /// Takes a change back.
    case undo
    /// Accounts, mail to people, and the site itself.
    case account(AccountRoute)
    case administration(AdministrationPlace)
    /// What the project is, by link name.
    case about(String)
    /// Where the mails of a series are put right.
    case regroup(project: String, Int64)

    /// Reads a path as it was sent, still percent-encoded; nil if it asks for nothing that is there.
    package init?(path: String) {
        var parts = path.utf8.split(
            separator: UInt8(ascii: "/"),
            omittingEmptySubsequences: false
        ).map { Substring($0) }[...]
        guard parts.popFirst()?.isEmpty == true else { return nil }
        if parts.last?.isEmpty == true { parts.removeLast() }
        let first = parts.popFirst()
        if let first, let route = AccountRoute(first: first, rest: parts) {
            self = .account(route)
            return
        }
        switch first {
        case nil: self = .front
        case "static": self.init(static: parts)
        case "project": self.init(project: parts)
        case "bundle": self.init(bundle: parts)
        case "all": self.init(archive: parts)
        case "mail": self = .mail(Self.messageIDs(parts) ?? [])
        case "user": self.init(user: parts)
        case "theme" where parts.isEmpty: self = .theme
        case "undo" where parts.isEmpty: self = .undo
        case "admin":
            guard let place = AdministrationPlace(parts) else { return nil }
            self = .administration(place)
        case "patch": self.init(.patch, numbered: parts)
        case "cover": self.init(.cover, numbered: parts)
        case "series":
            guard let id = parts.first?.number else { return nil }
            switch parts.dropFirst() {
            case ["mbox"]: self = .seriesMbox(id)
            case ["stack", "mbox"]: self = .stackMbox(id)
            default: return nil
            }
        case "comment":
            guard parts.count == 1, let id = parts.first?.number else { return nil }
            self = .comment(id)
        default: return nil
        }
    }

    private init?(static parts: ArraySlice<Substring>) {
        guard parts.count == 1, let file = parts.first else { return nil }
        self = .style(file: String(file))
    }

    private init?(user parts: ArraySlice<Substring>) {
        switch parts {
        case ["login"]: self = .login
        case ["logout"]: self = .logout
        case ["todo"]: self = .toDo(project: nil)
        case ["bundles"]: self = .bundles(project: nil)
        default:
            let word = parts.dropFirst().first ?? ""
            switch (parts.first, parts.dropFirst(2)) {
            case ("todo", []): self = .toDo(project: PercentCoding.decode(word))
            case ("bundle", []):
                guard let id = word.number else { return nil }
                self = .oldBundle(id, isMbox: false)
            case ("bundle", ["mbox"]):
                guard let id = word.number else { return nil }
                self = .oldBundle(id, isMbox: true)
            default:
                guard let route = AccountRoute(user: parts) else { return nil }
                self = .account(route)
            }
        }
    }

    /// `NAME`, `NAME/list`, or `NAME/patch/MESSAGE-ID` with a form behind it. The message-id may
    /// hold slashes.
    private init?(project parts: ArraySlice<Substring>) {
        guard let name = parts.first, !name.isEmpty else { return nil }
        let linkName = PercentCoding.decode(name)
        var rest = parts.dropFirst()
        guard let word = rest.popFirst() else {
            self = .project(linkName)
            return
        }
        let kind: MboxKind
        switch word {
        case "pwclientrc" where rest.isEmpty:
            self = .account(.pwclientrc(linkName))
            return
        case "list" where rest.isEmpty:
            self = .list(linkName)
            return
        case "views" where rest.isEmpty:
            self = .views(linkName)
            return
        case "bundles" where rest.isEmpty:
            self = .bundles(project: linkName)
            return
        case "about" where rest.isEmpty:
            self = .about(linkName)
            return
        case "series" where rest.dropFirst() == ["regroup"]:
            guard let id = rest.first?.number else { return nil }
            self = .regroup(project: linkName, id)
            return
        case "series" where rest.dropFirst() == ["range-diff"]:
            guard let id = rest.first?.number else { return nil }
            self = .rangeDiff(project: linkName, id)
            return
        case "series":
            guard let address = Self.series(rest) else { return nil }
            self = .series(linkName, address)
            return
        case "patch": kind = .patch
        case "cover": kind = .cover
        default: return nil
        }
        let form = rest.count > 1 ? MessageForm(word: rest.last, of: kind) : nil
        if form != nil { rest.removeLast() }
        guard let messageIDs = Self.messageIDs(rest) else { return nil }
        let place = MessagePlace(project: linkName, messageIDs: messageIDs)
        self = .message(kind, place, form ?? .page)
    }

    /// A number, or a message-id, which may hold slashes.
    private static func series(_ parts: ArraySlice<Substring>) -> SeriesAddress? {
        if parts.count == 1, let id = parts.first?.number { return .id(id) }
        return messageIDs(parts).map(SeriesAddress.messageIDs)
    }

    /// Nothing, or `MESSAGE-ID` with a form behind it. The message-id may hold slashes.
    private init?(archive parts: ArraySlice<Substring>) {
        var rest = parts
        guard !rest.isEmpty else {
            self = .archiveSearch
            return
        }
        let form = rest.count > 1 ? ArchiveForm(word: rest.last) : nil
        if form != nil { rest.removeLast() }
        guard let messageIDs = Self.messageIDs(rest) else { return nil }
        self = .archive(form ?? .page, messageIDs)
    }

    private init?(bundle parts: ArraySlice<Substring>) {
        let words = parts.map { PercentCoding.decode($0) }
        guard let username = words.first, let name = words.dropFirst().first else { return nil }
        switch words.dropFirst(2) {
        case []: self = .bundle(username: username, name: name)
        case ["mbox"]: self = .bundleMbox(username: username, name: name)
        default: return nil
        }
    }

    private init?(_ kind: MboxKind, numbered parts: ArraySlice<Substring>) {
        guard let id = parts.first?.number else { return nil }
        if parts.count == 1 {
            self = .numbered(kind, id, .page)
        } else {
            guard parts.count == 2, let form = MessageForm(word: parts.last, of: kind) else {
                return nil
            }
            self = .numbered(kind, id, form)
        }
    }

    /// What the parts between slashes may name: as they say, and with a slash encoded twice.
    private static func messageIDs(_ parts: ArraySlice<Substring>) -> [String]? {
        guard !parts.isEmpty else { return nil }
        let said = parts.map { PercentCoding.decode($0) }.joined(separator: "/")
        guard !said.isEmpty else { return nil }
        guard said.utf8.contains(UInt8(ascii: "%")) else { return [said] }
        let meant = said.replacing("%2F", with: "/").replacing("%2f", with: "/")
        return said == meant ? [said] : [said, meant]
    }
}

/// How a patch or cover letter is shown.
package enum MessageForm: Hashable, Sendable {
    case page
    case mbox
    /// The diff of a patch.
    case raw

    /// The last part of the URL.
    package var word: String? {
        switch self {
        case .page: nil
        case .mbox: "mbox"
        case .raw: "raw"
        }
    }

    fileprivate init?(word: Substring?, of kind: MboxKind) {
        switch word {
        case "mbox": self = .mbox
        case "raw" where kind == .patch: self = .raw
        default: return nil
        }
    }
}

extension Substring {
    /// A positive number in decimal digits, without a sign.
    fileprivate var number: Int64? {
        utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int64(self) : nil
    }
}
