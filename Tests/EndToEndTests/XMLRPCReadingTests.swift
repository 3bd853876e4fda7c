import Foundation
import Testing
import TrackerTesting

@Suite("XML-RPC: reading") struct XMLRPCReadingTests {
    /// Serves the patches 1 and 2 (first version), 3 and 4 (second one), 5 (another author's).
    private func serve(
        _ kind: DatabaseKind,
        _ body: (Site, RunningServer) async throws -> Void
    ) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive(TestThread.all)
            try await site.makeAccounts()
            try await site.serve { server in try await body(site, server) }
        }
    }

    @Test("a patch has its members in their order", arguments: DatabaseKind.allCases)
    func patch(kind: DatabaseKind) async throws {
        try await serve(kind) { _, server in
            let answer = try await server.call("patch_get", 1)
            #expect(answer.http.status == 200)
            #expect(answer.http.header("Content-Type") == "text/xml; charset=utf-8")
            let names = answer.http.text.components(separatedBy: "<name>").dropFirst()
                .map { String($0.prefix { $0 != "<" }) }
            #expect(
                names == [
                    "id", "date", "filename", "msgid", "name", "project", "project_id", "state",
                    "state_id", "archived", "submitter", "submitter_id", "delegate", "delegate_id",
                    "commit_ref", "hash",
                ]
            )
            // Strings where Patchwork has base64 (Q33).
            #expect(!answer.http.text.contains("base64"))
            #expect(answer.members("date") == ["2026-03-03 10:01:00"])
            #expect(answer.members("filename") == ["1-2-widget-turn-the-handle"])
            #expect(answer.members("msgid") == ["&lt;v1-1@example.org&gt;"])
            #expect(answer.members("submitter") == ["Ada Lindqvist &lt;ada@example.org&gt;"])
            #expect(answer.members("delegate") == ["None"])
            #expect(answer.members("project") == ["Widget tools"])
            #expect(try await server.call("patch_get", "1").ids == [1])
            let hash = try #require(answer.members("hash").first)
            let text = RPCParameter(stringLiteral: hash)
            #expect(try await server.call("patch_get_by_hash", text).ids == [1])
            let both = try await server.call("patch_get_by_project_hash", "widget", text)
            #expect(both.ids == [1])
            let other = try await server.call("patch_get_by_project_hash", "gadget", text)
            #expect(other.http.text.contains("<value><struct>\n</struct></value>"))
        }
    }

    @Test("lists give the first or the last of their rows", arguments: DatabaseKind.allCases)
    func counts(kind: DatabaseKind) async throws {
        try await serve(kind) { _, server in
            let all = try await server.call("patch_list")
            #expect(all.ids == [1, 2, 3, 4, 5])
            #expect(try await server.patches(["max_count": 2]) == [1, 2])
            #expect(try await server.patches(["max_count": -2]) == [4, 5])
            // More than there are is all; Patchwork answers with a fault.
            #expect(try await server.patches(["max_count": 99]) == [1, 2, 3, 4, 5])
            #expect(try await server.patches(["max_count": -99]) == [1, 2, 3, 4, 5])
            #expect(try await server.call("state_list", "", 2).ids == [1, 2])
            #expect(try await server.call("state_list", "RE", -2).ids == [8, 10])
            #expect(try await server.call("project_list", "WID").ids == [1])
            #expect(try await server.call("person_list", "zoe@").members("name") == ["Zoë Quist"])
            #expect(try await server.call("person_list", "", 1).ids == [1])
            #expect(try await server.call("person_get", 99).members("id") == [])
        }
    }

    /// A filter and the patches that it lets through.
    private static let filters: [(RPCParameter, [Int])] = [
        (["project_id": 1], [1, 2, 3, 4, 5]),
        (["project_id": 99], []),
        (["project_id__gt": 1], [1, 2, 3, 4, 5]),
        (["submitter_id": 1], [1, 2, 3, 4]),
        (["state_id": 3], []),
        (["archived": true], []),
        (["archived": 0, "id__gt": 4], [5]),
        (["id": 3], [3]),
        (["id": "3"], [3]),
        (["id__in": [5, 2, 99]], [2, 5]),
        (["id__in": []], []),
        (["id__range": [2, 4]], [2, 3, 4]),
        (["id__gte": 4], [4, 5]),
        (["id__lt": 2], [1]),
        (["id__startswith": "1"], [1]),
        (["msgid": "&lt;v2-1@example.org&gt;"], [3]),
        (["name__contains": "turn the"], [1, 3]),
        (["name__contains": "Turn the"], []),
        (["name__contains": "%"], []),
        (["name__icontains": "WIDGET: C"], [2, 4]),
        (["name__icontains": "_"], []),
        (["name__startswith": "[v2,"], [3, 4]),
        (["name__istartswith": "[V2,"], [3, 4]),
        (["name__endswith": "turns"], [2, 4]),
        (["name__iendswith": "TURNS"], [2, 4]),
        (["name__iexact": "WIDGET: PRüFE THE END"], [5]),
        (["name": "widget: prüfe the end"], [5]),
        (["commit_ref__isnull": true], [1, 2, 3, 4, 5]),
        (["commit_ref__isnull": false], []),
        (["commit_ref": ""], []),
        (["date__gt": "2026-03-03 11:31:00"], [4, 5]),
        (
            [
                "date__gte": RPCParameter(
                    xml: "<dateTime.iso8601>20260303T11:31:00</dateTime.iso8601>"
                )
            ],
            [3, 4, 5]
        ),
        (["date__range": ["2026-03-03", "2026-03-03T10:01:00"]], [1]),
        (["date__startswith": "2026-03-03 11"], [3, 4]),
        (["date__year": 2026], [1, 2, 3, 4, 5]),
        (["date__year": 2025], []),
        (["date__month": 3, "date__day": 3], [1, 2, 3, 4, 5]),
        (["date__day": 4], []),
        // Texts come back as base64 from clients of servers that send them so.
        (["name__endswith": RPCParameter(xml: "<base64>dHVybnM=</base64>")], [2, 4]),
        (["name": RPCParameter(xml: "<base64>AA==</base64>")], []),
        // Neither field nor lookup is known: nothing, and no fault.
        (["colour": "red"], []),
        (["name__nonsense": "x"], []),
        (["id__lte": 3], []),
        (["name__": "x"], []),
    ]

    @Test("filters let through what they say", arguments: DatabaseKind.allCases)
    func filters(kind: DatabaseKind) async throws {
        try await serve(kind) { _, server in
            for (filter, ids) in Self.filters {
                #expect(try await server.patches(filter) == ids, "\(filter.xml)")
            }
            for filter: RPCParameter in [
                ["id": "three"], ["id__range": [1]], ["id__in": 3], ["name__year": 2026],
                ["date": "yesterday"], ["archived": "perhaps"], ["name": [1]], ["max_count": "x"],
            ] {
                let answer = try await server.call("patch_list", filter)
                #expect(answer.http.status == 200)
                #expect(answer.fault != nil, "\(filter.xml)")
            }
        }
    }

    @Test("mbox and diff are what the pages have", arguments: DatabaseKind.allCases)
    func texts(kind: DatabaseKind) async throws {
        try await serve(kind) { site, server in
            let mbox = try await server.call("patch_get_mbox", 5)
            let page = try await server.get("/project/widget/patch/single@example.org/mbox/")
            let escaped = page.text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;")
            #expect(mbox.http.text.contains("<value><string>\(escaped)</string></value>"))
            let diff = try await server.call("patch_get_diff", 5)
            #expect(diff.http.text.contains("\n-end\n+the end\n</string></value>"))
            for method in ["patch_get_mbox", "patch_get_diff"] {
                let unknown = try await server.call(method, 99)
                #expect(unknown.http.text.contains("<value><string></string></value>"))
            }

            var pull = TestThread.single
            pull.messageID = "pull@example.org"
            pull.subject = "[GIT PULL] widget for 1.2"
            pull.body = """
                The following changes since commit 0123456789abcdef0123456789abcdef01234567:

                are available in the Git repository at:

                  https://git.example.org/widget.git for-1.2

                Zoë Quist (1):
                      widget: turn the handle
                """
            try await site.receive([pull])
            #expect(try await server.call("patch_get", 6).members("hash") == [""])
            let none = try await server.call("patch_get_diff", 6)
            #expect(none.http.text.contains("<value><string></string></value>"))

            // XML has no form feed: base64 keeps it.
            var mail = TestThread.single
            mail.messageID = "feed@example.org"
            mail.body = mail.body.replacing("+the end", with: "+the\u{0C} end")
            try await site.receive([mail])
            let feed = try await server.call("patch_get_diff", 7).http.text
            let encoded = try #require(
                feed.components(separatedBy: "<base64>").dropFirst().first?.prefix { $0 != "<" }
            )
            let decoded = try #require(Data(base64Encoded: String(encoded)))
            #expect(String(decoding: decoded, as: UTF8.self).contains("+the\u{0C} end\n"))
        }
    }

    @Test("a long list comes whole and in order", arguments: DatabaseKind.allCases)
    func longList(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let mbox = TestMail.many(1_203).map { "From x Thu Jan  1 00:00:00 1970\n\($0.text)" }
                .joined(separator: "\n")
            let path = "\(site.folder)/many.mbox"
            try Data(mbox.utf8).write(to: URL(fileURLWithPath: path))
            try await site.succeed("mail", "import", path)
            try await site.serve { server in
                let answer = try await server.call("patch_list")
                #expect(answer.http.header("Transfer-Encoding") == "chunked")
                #expect(answer.http.text.hasSuffix("</methodResponse>\n"))
                #expect(Set(answer.ids).count == 1_203)
                let dates = answer.members("date")
                #expect(dates == dates.sorted())
                let last = try await server.patches(["max_count": -3])
                #expect(last == answer.ids.suffix(3))
                let first = try await server.call("patch_list", ["max_count": 3])
                #expect(first.ids == Array(answer.ids.prefix(3)))
                #expect(first.http.header("Content-Length") != nil)
            }
        }
    }

    @Test("a browser gets a page, other methods are led away", arguments: DatabaseKind.allCases)
    func otherMethods(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve { server in
                let page = try await server.get("/xmlrpc/")
                #expect(page.status == 200)
                #expect(page.header("Content-Type") == "text/html; charset=utf-8")
                for method in [
                    "pw_rpc_version()", "project_list([search_str[, max_count]])",
                    "check_create(patch_id, context, state[, target_url[, description]])",
                ] {
                    #expect(page.text.contains(method), "\(method)")
                }
                for method in ["PUT", "DELETE", "PATCH"] {
                    let answer = try await server.send(method, "/xmlrpc/")
                    #expect(answer.status == 302)
                    #expect(answer.header("Location") == "/")
                }
                let version = try await server.call("pw_rpc_version").http.text
                #expect(
                    version.components(separatedBy: "<int>").dropFirst().map { $0.prefix(1) }
                        == ["1", "3", "0"]
                )
            }
        }
    }
}
