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
            let series = try await site.number("SELECT series_id FROM patch WHERE msgid = '<s1@x.test>'")
            let orphan = try await site.number("SELECT id FROM mail WHERE identity = '<orphan@x.test>'")
            let lost = try await site.number("SELECT id FROM mail WHERE identity = '<lost@x.test>'")
            let own = ["/project/widget/series/\(series)/regroup/", "/admin/mail/\(orphan)/"]
            let expected: [(String, [Role: Int])] =
                (Self.sitePages + ["/admin/mail/\(lost)/"]).map { path in
                    // Of a mail that is none of their business maintainers learn nothing.
                    let other = path.hasSuffix("/\(lost)/") ? 404 : 403
                    return (path, [.otherMaintainer: other, .maintainer: other])
                } + (Self.projectPages + own).map { path in
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
            let root = try #require(browsers[.superuser])
            for path in [
                "/admin/project/none/", "/admin/people/9999/", "/admin/users/none/", "/admin/mail/9999/",
                "/admin/nothing/", "/admin/project/widget/nothing/", "/admin/people/x/",
                "/project/widget/series/9999/regroup/", "/project/gadget/series/\(series)/regroup/",
            ] {
                #expect(await root.get(path).status == 404, "\(path)")
            }
            #expect(await root.post("/admin/changes/", []).status == 405)
        }
    }

    /// Every action of the pages, in an order in which each is possible.
    private static func actions(_ site: AccessSite) async throws -> [AdministrationAction] {
        let series = try await site.number("SELECT series_id FROM patch WHERE msgid = '<s1@x.test>'")
        let third = try await site.number("SELECT series_id FROM patch WHERE msgid = '<s3@x.test>'")
        let s2 = try await site.number("SELECT id FROM patch WHERE msgid = '<s2@x.test>'")
        let orphan = try await site.number("SELECT id FROM mail WHERE identity = '<orphan@x.test>'")
        let lost = try await site.number("SELECT id FROM mail WHERE identity = '<lost@x.test>'")
        let lost2 = try await site.number("SELECT id FROM mail WHERE identity = '<lost2@x.test>'")
        let token = try await site.number("SELECT MAX(id) FROM token")
        let pat = try await site.number("SELECT id FROM person WHERE email = 'pat@test.test'")
        let ours: [Role] = [.maintainer, .superuser]
        let settings = [
            ("form", "settings"), ("name", "Widgets"), ("list_email", "widget@lists.test"),
        ]
        let regroup = "/project/widget/series/\(series)/regroup/"
        return [
            .init(path: "/admin/project/widget/", fields: settings, allowed: ours),
            .init(
                path: "/admin/project/widget/maintainers/",
                fields: [("form", "add"), ("user", "robot")],
                allowed: ours
            ),
            .init(
                path: "/admin/project/widget/maintainers/",
                fields: [("form", "remove"), ("user", "robot")],
                allowed: ours
            ),
            .init(
                path: "/admin/project/widget/delegation/",
                fields: [("form", "add"), ("path", "net/*"), ("user", "maud"), ("priority", "5")],
                allowed: ours
            ),
            .init(
                path: "/admin/project/widget/delegation/",
                fields: [("form", "rule-1"), ("path", "net/*"), ("user", "pat"), ("priority", "-2")],
                allowed: ours
            ),
            .init(
                path: "/admin/project/widget/delegation/",
                fields: [("form", "rule-1"), ("do", "delete")],
                allowed: ours
            ),
            .init(
                path: regroup,
                fields: [("form", "split"), ("patch", "\(s2)"), ("reason", "other")],
                allowed: ours
            ),
            .init(path: regroup, fields: [("form", "undo-1")], allowed: ours),
            .init(
                path: regroup,
                fields: [("form", "move"), ("patch", "\(s2)"), ("to", "\(third)"), ("reason", "so")],
                allowed: ours
            ),
            .init(
                path: regroup,
                fields: [("form", "merge"), ("choice", "\(third)"), ("reason", "so")],
                allowed: ours
            ),
            .init(
                path: "/admin/mail/\(orphan)/",
                fields: [("form", "retry"), ("do", "retry")],
                allowed: ours
            ),
            .init(
                path: "/admin/mail/\(orphan)/",
                fields: [
                    ("form", "decide"), ("project", "widget"), ("kind", "comment"),
                    ("parent", "s1@x.test"),
                ],
                allowed: ours
            ),
            .init(
                path: "/admin/mail/\(lost)/",
                fields: [("form", "decide"), ("project", "gadget"), ("kind", "patch")]
            ),
            .init(
                path: "/admin/mail/\(lost2)/",
                fields: [("form", "decide"), ("project", "gadget"), ("kind", "ignore")]
            ),
            .init(
                path: "/admin/projects/new/",
                fields: [
                    ("form", "new"), ("name", "New"), ("link_name", "new"), ("list_id", "new.test"),
                    ("list_email", "new@lists.test"),
                ]
            ),
            .init(path: "/admin/states/", fields: [("form", "add"), ("name", "On Hold")]),
            .init(
                path: "/admin/states/",
                fields: [("form", "state-11"), ("name", "Held"), ("slug", "held")]
            ),
            .init(path: "/admin/states/", fields: [("form", "state-11"), ("do", "up")]),
            .init(
                path: "/admin/states/",
                fields: [("form", "state-11"), ("do", "delete")],
                status: 200,
                lines: 0
            ),
            .init(
                path: "/admin/states/",
                fields: [("form", "state-11"), ("do", "delete"), ("confirmed", "yes")]
            ),
            .init(
                path: "/admin/tags/",
                fields: [("form", "add"), ("name", "Fixes"), ("abbreviation", "F")]
            ),
            .init(
                path: "/admin/tags/",
                fields: [("form", "tag-4"), ("name", "Closes"), ("abbreviation", "F")]
            ),
            .init(
                path: "/admin/tags/",
                fields: [
                    ("form", "tag-4"), ("name", "Closes"), ("do", "delete"), ("confirmed", "yes"),
                ]
            ),
            .init(path: "/admin/people/90/", fields: [("form", "name"), ("name", "Bo Berg")]),
            .init(path: "/admin/people/90/", fields: [("form", "account"), ("user", "pat")]),
            .init(path: "/admin/people/90/", fields: [("form", "account"), ("do", "unlink")]),
            .init(
                path: "/admin/people/90/",
                fields: [("form", "merge"), ("into", "\(pat)"), ("confirmed", "yes")]
            ),
            .init(path: "/admin/people/\(pat)/", fields: [("form", "undo-1")]),
            .init(
                path: "/admin/users/",
                fields: [
                    ("form", "add"), ("username", "builder"), ("email", "b@test.test"),
                    ("signs_in", "token"),
                ]
            ),
            .init(path: "/admin/users/builder/", fields: [("do", "superuser")]),
            .init(path: "/admin/users/builder/", fields: [("do", "ordinary")]),
            .init(
                path: "/admin/users/builder/",
                fields: [("do", "email"), ("email", "c@test.test")]
            ),
            .init(
                path: "/admin/users/builder/",
                fields: [("do", "password"), ("confirmed", "yes")],
                status: 200
            ),
            .init(path: "/admin/users/builder/", fields: [("do", "sessions")]),
            .init(path: "/admin/users/builder/", fields: [("do", "deactivate")]),
            .init(path: "/admin/users/builder/", fields: [("do", "activate")]),
            .init(
                path: "/admin/users/builder/",
                fields: [("do", "delete"), ("confirmed", "yes")]
            ),
            .init(path: "/admin/tokens/", fields: [("form", "revoke"), ("token", "\(token)")]),
        ]
    }

    @Test("every action, as every role; each leaves one line", arguments: DatabaseKind.allCases)
    func actions(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await site.takeInMails()
            _ = try await site.token(of: "robot")
            let browsers = await site.browsers()
            for action in try await Self.actions(site) {
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
