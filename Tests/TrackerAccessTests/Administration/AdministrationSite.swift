import Testing
import TrackerHTTP
import TrackerStore
import TrackerTesting

/// Who may be what on a site: the account of each role in ``AccessSite``.
enum Role: String, CaseIterable {
    case stranger
    case user = "pat"
    case otherMaintainer = "gus"
    case maintainer = "maud"
    case superuser = "root"
}

/// A form, where it is sent, and who may do so.
struct AdministrationAction {
    let path: String
    let fields: [(String, String)]
    /// Who may; the first of them does.
    var allowed: [Role] = [.superuser]
    /// 303, or 200 where the answer is shown.
    var status = 303
    /// Lines in the trail.
    var lines: Int64 = 1
}

extension AccessSite {
    /// Browsers of all roles, signed in.
    func browsers() async -> [Role: Browser] {
        var browsers: [Role: Browser] = [:]
        for role in Role.allCases {
            let browser = Browser(self)
            if role == .stranger {
                _ = await browser.get("/user/login/")
            } else {
                await browser.signIn(role.rawValue)
            }
            browsers[role] = browser
        }
        return browsers
    }

    func count(_ table: SQLText) async throws -> Int64 {
        try await store.database.read { try $0.int("SELECT COUNT(*) FROM \(sql: table)") ?? 0 }
    }

    func number(_ query: SQLText) async throws -> Int64 {
        let found = try await store.database.read { try $0.int(query) }
        return try #require(found)
    }

    /// The fixture gives its patches numbers of its own, of which PostgreSQL knows nothing.
    func restartNumbers() async throws {
        guard store.database.dialect == .postgres else { return }
        let next = try await count("patch") + 10
        try await run("SELECT setval(pg_get_serial_sequence('patch', 'id'), \(next))")
    }

    /// Mails: a series of `widget`, a reply of `widget` to nothing, and one of no list.
    func takeInMails() async throws {
        try await restartNumbers()
        func mail(_ name: String, _ list: String, _ subject: String, _ rest: String) -> IncomingMail
        {
            let text = """
                From: Bo <bo@x.test>
                List-Id: <\(list)>
                Subject: \(subject)
                Message-Id: <\(name)@x.test>
                Date: Mon, 01 Jan 2024 10:00:00 +0000
                \(rest)

                diff --git a/\(name) b/\(name)
                --- a/\(name)
                +++ b/\(name)
                @@ -1 +1 @@
                -a
                +<script>b
                """
            return IncomingMail(raw: Array(text.utf8), source: "test")
        }
        _ = try await store.takeIn([
            mail("s1", "widget.lists.test", "[PATCH 1/2] one", ""),
            mail("s2", "widget.lists.test", "[PATCH 2/2] two", ""),
            mail("s3", "widget.lists.test", "[PATCH] three", ""),
            mail("orphan", "widget.lists.test", "Re: gone", "In-Reply-To: <gone@x.test>"),
            mail("lost", "unknown.lists.test", "[PATCH] lost", ""),
            mail("lost2", "unknown.lists.test", "[PATCH] lost <b>", ""),
        ])
    }
}
