import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Who may administer what")
struct AdministrationRightsTests {
    private static let sitePages = [
        "/admin/projects/new/", "/admin/states/", "/admin/tags/", "/admin/people/",
        "/admin/people/90/", "/admin/users/", "/admin/users/pat/", "/admin/tokens/", "/admin/mail/",
        "/admin/changes/",
    ]
    private static let projectPages = [
        "/admin/project/widget/", "/admin/project/widget/maintainers/",
        "/admin/project/widget/delegation/", "/admin/project/widget/tokens/",
        "/admin/project/widget/mail/", "/admin/project/widget/changes/",
    ]

    @Test("pages, as every role", arguments: DatabaseKind.allCases)
    func pages(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            let browsers = await site.browsers()
            let series = try await site.number(
                "SELECT series_id FROM patch WHERE msgid = '<s1@x.test>'"
            )
            let orphan = try await site.number(
                "SELECT id FROM mail WHERE identity = '<orphan@x.test>'"
            )
            let lost = try await site.number("SELECT id FROM mail WHERE identity = '<lost@x.test>'")
            let own = ["/project/widget/series/\(series)/regroup/", "/admin/mail/\(orphan)/"]
            let expected: [(String, [Role: Int])] =
                (Self.sitePages + ["/admin/mail/\(lost)/"]).map { path in
                    // Of a mail that is none of their business maintainers learn nothing.
                    let other = path.hasSuffix("/\(lost)/") ? 404 : 403
                    return (path, [.otherMaintainer: other, .maintainer: other])
                }
                + (Self.projectPages + own).map { path in
                    let other = path.hasPrefix("/admin/mail/") ? 404 : 403
                    return (path, [.otherMaintainer: other, .maintainer: 200])
                } + [("/admin/", [.otherMaintainer: 200, .maintainer: 200])]
            for (path, statuses) in expected {
                for role in Role.allCases {
                    let answer = try await #require(browsers[role]).get(path)
                    let status =
                        switch role {
                        case .stranger: 302
                        case .user: 403
                        case .superuser: 200
                        default: statuses[role] ?? 0
                        }
                    #expect(answer.status == status, "\(path) as \(role)")
                    #expect(!answer.text.contains("<script>b"))
                    if role == .stranger {
                        let place = "/user/login/?next=\(PercentCoding.form(path))"
                        #expect(answer.header("Location") == place)
                    }
                }
            }
        }
    }

    @Test(
        "what is not there is not there, and pages take what they have forms for",
        arguments: DatabaseKind.allCases
    )
    func missing(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            let root = Browser(site)
            await root.signIn("root")
            let series = try await site.number(
                "SELECT series_id FROM patch WHERE msgid = '<s1@x.test>'"
            )
            for path in [
                "/admin/project/none/", "/admin/people/9999/", "/admin/users/none/",
                "/admin/mail/9999/",
                "/admin/nothing/", "/admin/project/widget/nothing/", "/admin/people/x/",
                "/project/widget/series/9999/regroup/", "/project/gadget/series/\(series)/regroup/",
            ] {
                #expect(await root.get(path).status == 404, "\(path)")
            }
            #expect(await root.post("/admin/changes/", []).status == 405)
        }
    }

    @Test("every action, as every role; each leaves one line", arguments: DatabaseKind.allCases)
    func actions(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            _ = try await site.token(of: "robot")
            let browsers = await site.browsers()
            for action in try await site.allActions() {
                let words = "\(action.path) \(action.fields)"
                for role in Role.allCases where !action.allowed.contains(role) {
                    let trail = try await site.count("audit")
                    let answer = try await #require(browsers[role])
                        .post(action.path, action.fields)
                    #expect(answer.status == 403, "\(words) as \(role)")
                    #expect(try await site.count("audit") == trail, "\(words) as \(role)")
                }
                let role = try #require(action.allowed.first)
                let browser = try #require(browsers[role])
                let trail = try await site.count("audit")
                let forged = await browser.postAsIs(action.path, action.fields)
                #expect(forged.status == 403, "forged: \(words)")
                #expect(try await site.count("audit") == trail, "forged: \(words)")
                let answer = await browser.post(action.path, action.fields)
                #expect(answer.status == action.status, "\(words): \(answer.text)")
                #expect(try await site.count("audit") == trail + action.lines, "\(words)")
            }
            #expect(try await site.store.wrongTallies() == 0)
        }
    }
}
