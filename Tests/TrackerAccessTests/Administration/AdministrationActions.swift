import TrackerStore

extension AccessSite {
    /// Every action of the pages, in an order in which each is possible.
    func allActions() async throws -> [AdministrationAction] {
        try await projectActions() + regroupActions() + mailActions() + siteActions()
            + peopleActions() + userActions()
    }

    private func projectActions() async throws -> [AdministrationAction] {
        let ours: [Role] = [.maintainer, .superuser]
        let settings = [
            ("form", "settings"), ("name", "Widgets"), ("list_email", "widget@lists.test"),
        ]
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
                fields: [
                    ("form", "rule-1"), ("path", "net/*"), ("user", "pat"), ("priority", "-2"),
                ],
                allowed: ours
            ),
            .init(
                path: "/admin/project/widget/delegation/",
                fields: [("form", "rule-1"), ("do", "delete")],
                allowed: ours
            ),
        ]
    }

    private func regroupActions() async throws -> [AdministrationAction] {
        let ours: [Role] = [.maintainer, .superuser]
        let series = try await number(
            "SELECT series_id FROM patch WHERE msgid = '<s1@x.test>'"
        )
        let third = try await number(
            "SELECT series_id FROM patch WHERE msgid = '<s3@x.test>'"
        )
        let s2 = try await number(
            "SELECT id FROM patch WHERE msgid = '<s2@x.test>'"
        )
        let regroup = "/project/widget/series/\(series)/regroup/"
        return [
            .init(
                path: regroup,
                fields: [("form", "split"), ("patch", "\(s2)"), ("reason", "other")],
                allowed: ours
            ),
            .init(path: regroup, fields: [("form", "undo-1")], allowed: ours),
            .init(
                path: regroup,
                fields: [
                    ("form", "move"), ("patch", "\(s2)"), ("to", "\(third)"), ("reason", "so"),
                ],
                allowed: ours
            ),
            .init(
                path: regroup,
                fields: [("form", "merge"), ("choice", "\(third)"), ("reason", "so")],
                allowed: ours
            ),
        ]
    }

    private func mailActions() async throws -> [AdministrationAction] {
        let ours: [Role] = [.maintainer, .superuser]
        let orphan = try await number(
            "SELECT id FROM mail WHERE identity = '<orphan@x.test>'"
        )
        let lost = try await number(
            "SELECT id FROM mail WHERE identity = '<lost@x.test>'"
        )
        let lost2 = try await number(
            "SELECT id FROM mail WHERE identity = '<lost2@x.test>'"
        )
        return [
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
        ]
    }

    private func siteActions() -> [AdministrationAction] {
        [
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
        ]
    }

    private func peopleActions() async throws -> [AdministrationAction] {
        let pat = try await number(
            "SELECT id FROM person WHERE email = 'pat@test.test'"
        )
        return [
            .init(path: "/admin/people/90/", fields: [("form", "name"), ("name", "Bo Berg")]),
            .init(path: "/admin/people/90/", fields: [("form", "account"), ("user", "pat")]),
            .init(path: "/admin/people/90/", fields: [("form", "account"), ("do", "unlink")]),
            .init(
                path: "/admin/people/90/",
                fields: [("form", "merge"), ("into", "\(pat)"), ("confirmed", "yes")]
            ),
            .init(path: "/admin/people/\(pat)/", fields: [("form", "undo-1")]),
        ]
    }

    private func userActions() async throws -> [AdministrationAction] {
        let token = try await number(
            "SELECT MAX(id) FROM token"
        )
        return [
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
}
