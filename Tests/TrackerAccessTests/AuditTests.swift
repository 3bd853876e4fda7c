import Foundation
import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("The trail of changes")
struct AuditTests {
    private static let place = "/api/patchbay/audit/"

    /// `maud` archives patch 1 with a password, and sets its state with a token; `gus` archives patch 2
    /// by a page.
    private static func change(_ site: AccessSite) async throws {
        let maud = try await site.token(of: "maud")
        let narrow = try await site.makeToken(by: maud, #"{"name":"ci","scopes":["state:write"]}"#)
        let password = Data("maud:maud1".utf8).base64EncodedString()
        let basic: HTTPFields = [
            .authorization: "Basic \(password)", .contentType: "application/json",
        ]
        _ = await site.send(.patch, "/api/patches/1/", basic, body: #"{"archived":true}"#)
        _ = await site.send(.patch, "/api/patches/1/", token: narrow, json: #"{"state":"rfc"}"#)
        let browser = Browser(site)
        await browser.signIn("gus")
        _ = await browser.post("/api/patches/2/", [("_method", "PATCH"), ("archived", "true")])
    }

    @Test("a line says who, how, what, and what was before", arguments: DatabaseKind.allCases)
    func lines(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await Self.change(site)
            let root = try await site.store.createToken(
                TokenRequest(name: "all", scopes: [.admin]),
                for: "root",
                by: ChangeAuthor(account: nil, way: .commandLine)
            ).secret.text
            let lines = try await site.get(Self.place + "?target=patch", token: root).objects()
            let shown = lines.map { line in
                ["user", "way", "token", "action", "project"].map { line[$0] as? String ?? "-" }
            }
            #expect(
                shown == [
                    ["maud", "rest", "-", "update", "widget"],
                    ["maud", "rest", "ci", "update", "widget"],
                    ["gus", "page", "-", "update", "gadget"],
                ]
            )
            #expect((lines.first?["before"] as? [String: Any])?["archived"] as? Bool == false)
            #expect((lines.first?["after"] as? [String: Any])?["archived"] as? Bool == true)
            let tokens = try await site.get(Self.place + "?target=token", token: root).objects()
            #expect(tokens.count == 3)
            #expect(!"\(tokens)".contains(root))
        }
    }

    @Test("everybody sees what concerns them", arguments: DatabaseKind.allCases)
    func views(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await Self.change(site)
            for (name, projects) in [
                ("maud", ["widget", "widget"]), ("gus", ["gadget"]), ("pat", []),
                // A superuser's power needs a token that has it; a password has.
                ("root", []),
            ] {
                let token = try await site.token(of: name)
                let lines = try await site.get(Self.place + "?target=patch", token: token).objects()
                #expect(lines.compactMap { $0["project"] as? String } == projects, "\(name)")
            }
            let password = Data("root:root1".utf8).base64EncodedString()
            let all = await site.get(
                Self.place + "?target=patch",
                [.authorization: "Basic \(password)"]
            )
            #expect(try all.objects().count == 3)
            #expect(await site.get(Self.place).status == 403)
            let bound = try await site.makeToken(
                by: try await site.token(of: "maud"),
                #"{"name":"b","scopes":["maintainer"],"project":"gadget"}"#
            )
            #expect(await site.get(Self.place, token: bound).text == "[]")
        }
    }

    @Test("filters, and a cursor that misses nothing", arguments: DatabaseKind.allCases)
    func filters(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            try await Self.change(site)
            let maud = try await site.token(of: "maud")
            let counts: [(String, Int)] = [
                // One line says that the project was made.
                ("?project=widget", 3), ("?project=gadget", 0), ("?user=maud&target=patch", 2),
                ("?user=gus", 0), ("?target=patch&target_id=1", 2),
                ("?target=patch&target_id=2", 0),
                ("?project=a%00b", 0), ("?target=patch&limit=1", 1),
            ]
            for (query, count) in counts {
                let lines = try await site.get(Self.place + query, token: maud).objects()
                #expect(lines.count == count, "\(query)")
            }
            for query in ["?since_id=x", "?limit=0", "?limit=x", "?target_id=1.5"] {
                #expect(await site.get(Self.place + query, token: maud).status == 400, "\(query)")
            }
            var (seen, target): ([Int], String?) = ([], Self.place + "?limit=1")
            while let wanted = target {
                let answer = await site.get(wanted, token: maud)
                seen += try answer.objects().compactMap { $0["id"] as? Int }
                let link = answer.header("Link")?.split(separator: ">").first
                target = link.map { String($0.dropFirst("<http://patches.test".count)) }
            }
            let all = try await site.get(Self.place, token: maud).objects()
            #expect(seen == all.compactMap { $0["id"] as? Int })
            #expect(seen.count >= 3)
        }
    }
}
