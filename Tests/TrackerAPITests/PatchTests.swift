import HTTPTypes
import Testing
import TrackerTesting

@Suite("Patches")
struct PatchTests {
    @Test("a detail has the fields of its version, in order", arguments: DatabaseKind.allCases)
    func fieldsOfVersions(on kind: DatabaseKind) async throws {
        let newest = [
            "id", "url", "web_url", "project", "msgid", "list_archive_url", "date", "name",
            "commit_ref", "pull_url", "state", "archived", "hash", "submitter", "delegate", "mbox",
            "series", "comments", "check", "checks", "tags", "related", "headers", "content",
            "diff", "prefixes",
        ]
        let later = ["1.0": ["web_url", "comments"], "1.1": []]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for version in ["", "1.4/", "1.2/", "1.1/", "1.0/"] {
                let answer = try await site.get(
                    "/api/\(version)patches/1/",
                    headers: [.accept: "application/json; indent=1"]
                )
                let missing =
                    version < "1.2" && !version.isEmpty
                    ? ["list_archive_url", "related"] + (later[String(version.dropLast())] ?? [])
                    : []
                #expect(answer.keys == newest.filter { !missing.contains($0) }, "\(version)")
            }
        }
    }

    @Test(
        "a list row of 1.0 is written byte by byte as clients know it",
        arguments: DatabaseKind.allCases
    )
    func bytesOfARow(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let answer = try await site.get("/api/1.0/patches/?series=3")
            let root = "http://patches.test"
            #expect(
                answer.text
                    == #"[{"id":4,"url":"\#(root)/api/1.0/patches/4/","project":{"id":2,"#
                    + #""url":"\#(root)/api/1.0/projects/2/","name":"Gadget firmware","#
                    + #""link_name":"gadget","list_id":"gadget.lists.test","#
                    + #""list_email":"gadget@lists.test","web_url":null,"scm_url":"","#
                    + #""webscm_url":""},"msgid":"<p4@test.test>","date":"2024-03-04T10:06:00","#
                    + #""name":"gadget: fix","commit_ref":null,"pull_url":null,"state":"rfc","#
                    + #""archived":false,"hash":null,"submitter":{"id":2,"#
                    + #""url":"\#(root)/api/1.0/people/2/","name":null,"email":"Bo@test.test"},"#
                    + #""delegate":null,"mbox":"\#(root)/project/gadget/patch/p4@test.test/mbox/","#
                    + #""series":[{"id":3,"url":"\#(root)/api/1.0/series/3/","#
                    + #""date":"2024-03-04T10:06:00","name":"gadget","version":1,"#
                    + #""mbox":"\#(root)/series/3/mbox/"}],"check":"fail","#
                    + #""checks":"\#(root)/api/patches/4/checks/","tags":{}}]"#
            )
        }
    }

    @Test("a detail shows what the mail said", arguments: DatabaseKind.allCases)
    func detail(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let patch = try await site.get("/api/patches/1/").object()
            #expect(patch["content"] as? String == "Say <why>.")
            #expect(patch["diff"] as? String == "--- a/f\n+++ b/f\n")
            #expect(patch["prefixes"] as? [String] == ["1/2"])
            #expect(patch["list_archive_url"] as? String == "https://lists.test/r/p1@test.test/")
            let headers = try #require(patch["headers"] as? [String: Any])
            #expect(headers["Subject"] as? String == "[PATCH 1/2] a\n fold")
            #expect(headers["Received"] as? [String] == ["one", "two"])
            #expect(headers["received"] as? [String] == ["one", "two"])
            let related = try #require(patch["related"] as? [[String: Any]])
            #expect(related.compactMap { $0["id"] as? Int } == [3])
            let delegate = try #require(patch["delegate"] as? [String: Any])
            #expect(delegate["username"] as? String == "maud")
        }
    }

    @Test("a slash in a message-id is encoded once", arguments: DatabaseKind.allCases)
    func slashInMessageID(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let patch = try await site.get("/api/patches/2/?format=json").object()
            #expect(
                patch["web_url"] as? String
                    == "http://patches.test/project/widget/patch/a%2Fb+2@test.test/"
            )
            #expect(patch["url"] as? String == "http://patches.test/api/patches/2/?format=json")
            #expect(patch["checks"] as? String == "http://patches.test/api/patches/2/checks/")
        }
    }

    @Test(
        "filters let through what matches, and nothing for a value without a meaning",
        arguments: DatabaseKind.allCases
    )
    func filters(on kind: DatabaseKind) async throws {
        let expected: [(String, [Int])] = [
            ("project=widget", [1, 2, 3]), ("project=WIDGET", [1, 2, 3]), ("project=2", [4]),
            ("project=widget&project=gadget", [1, 2, 3, 4]), ("project=widget&project=zzz", []),
            ("project=", [1, 2, 3, 4]), ("project=&project=", [1, 2, 3, 4]),
            ("project=&project=widget", []), ("project=99", []),
            ("project=99999999999999999999", []),
            ("series=1&series=3", [1, 2, 4]), ("series=abc", []), ("series=", []),
            ("submitter=ADA@test.test", [1, 2]), ("submitter=2", [3, 4]),
            ("delegate=MAUD", [1]), ("delegate=1", [1]), ("delegate=nobody", []),
            ("state=new", [2, 3]), ("state=Under+Review", [1]), ("state=UNDER-REVIEW", [1]),
            ("state=5&state=new", [2, 3, 4]), ("state=99", []), ("state=99&state=new", [2, 3]),
            ("state=new&state=bogus", []),
            ("archived=True", [3]), ("archived=0", [1, 2, 4]), ("archived=yes", [1, 2, 3, 4]),
            ("archived=", [1, 2, 3, 4]),
            ("hash=ABCDEF0123456789ABCDEF0123456789ABCDEF01", [1]),
            ("msgid=a/b%2B2@test.test", [2]),
            ("msgid=%3Cp1@test.test%3E", []), ("msgid=", [1, 2, 3, 4]), ("msgid=%00", []),
            ("since=2024-03-04T10:02:00", [2, 3, 4]), ("before=2024-03-04+10:02", [1]),
            ("since=2024-03-04", [1, 2, 3, 4]), ("before=2024-03-04", []), ("since=junk", []),
            ("since=2024-03-04T12:05:00%2B02:00", [3, 4]), ("since=2024-03-04T10:05:00Z", [3, 4]),
            ("since=2024-03-04T12:05:00+02:00", []),
            ("q=step", [1, 2, 3]), ("q=STEP+two", [2]), ("q=step,three", [3]), ("q=100%25", [2]),
            ("q=p_t", [3]), ("q=%22step+one%22", [1]), ("q=%22one+step%22", []),
            ("unknown=1", [1, 2, 3, 4]), ("state=new&archived=false", [2]),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (query, ids) in expected {
                #expect(try await site.ids("/api/1.4/patches/?\(query)") == ids, "\(query)")
            }
            #expect(try await site.ids("/api/1.1/patches/?hash=0&msgid=x") == [1, 2, 3, 4])
        }
    }

    @Test("orders go by the keys, then by id", arguments: DatabaseKind.allCases)
    func orders(on kind: DatabaseKind) async throws {
        let expected: [(String, [Int])] = [
            ("-id", [4, 3, 2, 1]), ("-date", [4, 3, 2, 1]), ("project,id", [4, 1, 2, 3]),
            ("-state,id", [4, 1, 2, 3]), ("state", [2, 3, 1, 4]), ("archived", [1, 2, 4, 3]),
            ("submitter", [1, 2, 3, 4]), ("-submitter", [4, 3, 2, 1]), ("check", [2, 3, 1, 4]),
            ("name", [1, 2, 3, 4]), ("-name", [4, 3, 2, 1]), ("junk", [1, 2, 3, 4]),
            ("junk,-id", [4, 3, 2, 1]), ("--id", [1, 2, 3, 4]),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (order, ids) in expected {
                #expect(try await site.ids("/api/patches/?order=\(order)") == ids, "\(order)")
            }
        }
    }
}
