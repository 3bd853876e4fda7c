import TrackerHTTP
import TrackerModel
package import TrackerStore

/// Where a link leads: a place of this site, or the web or mail address that somebody gave.
///
/// There is no way to make one that runs a script: addresses from data must be `http` or `https`.
package struct Link: Hashable, Sendable {
    package let text: String

    private init(_ text: String) { self.text = text }

    private init(segments: [String]) {
        var path = "/"
        for segment in segments {
            path += PercentCoding.segment(segment)
            path += "/"
        }
        text = path
    }

    package static let front = Link("/")
    package static let api = Link("/api/")

    /// A comment, by its number: leads to the page that shows it.
    package static func comment(_ id: Int64) -> Link { Link(segments: ["comment", "\(id)"]) }

    /// The page that tells what became of a mail.
    package static let mail = Link("/mail/")

    /// The same for one mail, by its message-id without angle brackets.
    static func mail(named messageID: String) -> Link { Link(segments: ["mail", messageID]) }

    /// The page to sign in, and where to go on from there.
    package static func login(next: String?) -> Link {
        guard let next else { return Link("/user/login/") }
        return Link("/user/login/?next=\(PercentCoding.form(next))")
    }

    package static let logout = Link("/user/logout/")

    /// A path that somebody gave, if it leads to this site and nowhere else.
    package static func local(_ path: String?) -> Link? { LocalPath.checked(path).map(Link.init) }

    package static func project(_ linkName: String) -> Link {
        Link(segments: ["project", linkName])
    }

    package static func list(_ linkName: String) -> Link {
        Link(segments: ["project", linkName, "list"])
    }

    /// The list of the patches of one series: the page of a series.
    package static func series(_ id: Int64, of linkName: String) -> Link {
        Link("\(list(linkName).text)?series=\(id)")
    }

    /// The page of a series.
    package static func seriesPage(_ id: Int64, of linkName: String) -> Link {
        Link(segments: ["project", linkName, "series", "\(id)"])
    }

    /// What became of the patches of one version of a series in another one.
    package static func rangeDiff(
        from old: Int64,
        to new: Int64,
        of linkName: String
    ) -> Link {
        rangeDiff(new, of: linkName).with(query: "from=\(old)&to=\(new)")
    }

    /// The same from the version before it.
    package static func rangeDiff(_ id: Int64, of linkName: String) -> Link {
        Link(segments: ["project", linkName, "series", "\(id)", "range-diff"])
    }

    /// A message, by its message-id with or without angle brackets: leads to the page that shows it,
    /// or to what became of it.
    static func archived(_ messageID: String) -> Link {
        Link(segments: ["all", messageID.withoutAngleBrackets])
    }

    /// A message as it was sent.
    static func rawMail(_ messageID: String) -> Link {
        Link("\(archived(messageID).text)raw")
    }

    /// All messages of a thread.
    static func threadMbox(_ messageID: String) -> Link {
        Link("\(archived(messageID).text)t.mbox.gz")
    }

    package static func seriesMbox(_ id: Int64) -> Link {
        Link(segments: ["series", "\(id)", "mbox"])
    }

    /// The patches of a series behind those that it needs.
    package static func stackMbox(_ id: Int64) -> Link {
        Link(segments: ["series", "\(id)", "stack", "mbox"])
    }

    package static func bundle(_ username: String, _ name: String) -> Link {
        Link(segments: ["bundle", username, name])
    }

    /// Saved views of whoever asks, of this project.
    package static func views(of linkName: String) -> Link {
        Link(segments: ["project", linkName, "views"])
    }

    /// The patches of a project that wait for whoever asks.
    package static func toDo(in linkName: String) -> Link {
        Link(segments: ["user", "todo", linkName])
    }

    package static func bundleMbox(_ username: String, _ name: String) -> Link {
        Link(segments: ["bundle", username, name, "mbox"])
    }

    /// A patch or cover letter, by its message-id as stored, with angle brackets.
    package static func message(
        _ kind: MboxKind,
        _ messageID: String,
        of linkName: String,
        form: MessageForm = .page
    ) -> Link {
        let word = kind == .patch ? "patch" : "cover"
        let name = messageID.withoutAngleBrackets
        return Link(segments: ["project", linkName, word, name] + (form.word.map { [$0] } ?? []))
    }

    /// A list of the API, restricted to a project: `/api/patches/?project=widget`.
    package static func api(_ list: String, project linkName: String) -> Link {
        Link("/api/\(list)/?project=\(PercentCoding.form(linkName))")
    }

    /// One object of the API: `/api/patches/7/`.
    package static func api(_ list: String, id: Int64) -> Link { Link("/api/\(list)/\(id)/") }

    package static let style = Link(PageFile.style.path)
    package static let icon = Link(PageFile.icon.path)
    package static let script = Link(PageFile.script.path)
    /// Light or dark.
    package static let theme = Link("/theme/")
    /// Takes a change back.
    package static let undo = Link("/undo/")
    package static let profile = Link("/user/")
    static let settings = Link("/user/settings/")
    static let ownStyleForm = Link("/user/style/")
    static let passwordChange = Link("/user/password-change/")
    static let passwordChanged = Link("/user/password-change/done/")
    static let passwordReset = Link("/user/password-reset/")
    static let passwordMailed = Link("/user/password-reset/mail-sent/")
    static let passwordMade = Link("/user/password-reset/done/")
    static let linkAddress = Link("/user/link/")
    static let tokens = Link("/user/tokens/")
    static let endSessions = Link("/user/sessions/end/")
    package static let register = Link("/register/")
    static let registered = Link("/register/sent/")
    static let stopMail = Link("/mail/optout/")
    static let startMail = Link("/mail/optin/")
    static let mailSettingsMailed = Link("/mail/sent/")
    /// The form by which an address says whether it gets mail.
    package static let mailSettings = Link("/mail/#settings")

    static func passwordLink(_ account: Int64, _ key: String) -> Link {
        Link(segments: ["user", "password-reset", "\(account)", key])
    }

    /// The style sheet of whoever asks, as it was changed at a time.
    static func ownStyle(_ changed: Int64) -> Link { Link("/user/style.css?v=\(changed)") }

    static func confirm(_ key: String) -> Link { Link(segments: ["confirm", key]) }
    static func unlink(_ person: Int64) -> Link { Link(segments: ["user", "unlink", "\(person)"]) }
    static func addressMail(_ person: Int64) -> Link {
        Link(segments: ["user", "mail", "\(person)"])
    }
    static func revokeToken(_ id: Int64) -> Link {
        Link(segments: ["user", "tokens", "\(id)", "revoke"])
    }

    /// A configuration for pwclient.
    package static func pwclientrc(_ linkName: String) -> Link {
        Link(segments: ["project", linkName, "pwclientrc"])
    }

    package static let toDo = Link("/user/todo/")
    package static let ownBundles = Link("/user/bundles/")
    package static let administration = Link("/admin/")
    package static let aboutSite = Link("/about/")

    /// What the project is: its list, its sources, its maintainers, its numbers.
    package static func about(_ linkName: String) -> Link {
        Link(segments: ["project", linkName, "about"])
    }

    /// The bundles of whoever asks, of this project.
    package static func bundles(of linkName: String) -> Link {
        Link(segments: ["project", linkName, "bundles"])
    }

    /// A place on the same page.
    package static func here(_ id: String) -> Link { Link("#\(PercentCoding.segment(id))") }

    /// A path that was understood as one of this site: it begins with one slash and a known word.
    static func same(path: String) -> Link { Link(path) }

    /// An address of the web, or nil if it is of another kind.
    package static func web(_ address: String?) -> Link? {
        guard let address else { return nil }
        let start = address.prefix(8).lowercased()
        guard start.hasPrefix("http://") || start.hasPrefix("https://") else { return nil }
        return Link(address)
    }

    /// An address in a text: of the web, or of a repository or a file.
    static func address(_ address: String) -> Link? {
        let start = address.prefix(8).lowercased()
        let isKnown = ["http://", "https://", "git://", "ftp://"].contains { start.hasPrefix($0) }
        return isKnown ? Link(address) : nil
    }

    /// The same with a query.
    func with(query: String) -> Link { Link("\(text)?\(query)") }

    /// The same with a place on the page.
    func at(_ id: String) -> Link { Link("\(text)#\(PercentCoding.segment(id))") }

    /// Opens a new mail to the address.
    package static func mail(to address: String) -> Link {
        Link("mailto:\(PercentCoding.segment(address))")
    }

    /// The same with the place of a comment on the page.
    package func at(comment id: Int64) -> Link { Link("\(text)#\(id)") }
}
