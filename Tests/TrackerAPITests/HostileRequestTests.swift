import HTTPTypes
import Testing
import TrackerHTTP
import TrackerTesting

/// Whatever somebody sends, the answer is clear, is no failure of the server, and tells nothing of
/// what is inside.
@Suite("Hostile requests") struct HostileRequestTests {
    private static let lists = [
        "patches", "covers", "series", "bundles", "projects", "events", "people", "users",
        "patches/1/comments", "patches/1/checks", "covers/1/comments",
    ]
    private static let keys = [
        "page", "per_page", "order", "q", "project", "series", "submitter", "delegate", "state",
        "archived", "hash", "msgid", "since", "before", "category", "patch", "cover", "actor",
        "user", "owner", "context", "public", "format",
    ]
    private static let values = [
        "%00", "a%00b", "%ff%fe", "%zz", "%", "%2", "'", "%27%20OR%201=1--", "%22;DROP%20TABLE",
        "-1", "0", "99999999999999999999999", "-9223372036854775808", "1e9", "NaN", "0x10",
        "%F0%9F%98%80", "%ED%A0%80", "2026-99-99", "0000-00-00", "9999999-01-01T00:00:00",
        "2026-01-01T00:00:00%2B99:99", "%0D%0ASet-Cookie:%20a=b", "../../etc/passwd", "%25%5F",
        String(repeating: "x", count: 20_000), String(repeating: "%20,", count: 5_000),
    ]

    private func check(_ answer: TestAnswer, _ target: String) {
        #expect(answer.status < 500, "\(target.prefix(120)): \(answer.text.prefix(200))")
        for word in ["SELECT", "sqlite", "postgres", "/Sources/", "Swift.", "StoreError"] {
            #expect(!answer.text.contains(word), "\(target.prefix(120)) tells of \(word)")
        }
        for field in answer.answer.headers {
            let isClean = field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            #expect(isClean, "\(target.prefix(120)): \(field.name)")
        }
    }

    @Test("with any value of any parameter", arguments: DatabaseKind.allCases)
    func parameters(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (number, list) in Self.lists.enumerated() {
                for (offset, key) in Self.keys.enumerated() {
                    // Each value meets each key, spread over the lists.
                    for (place, value) in Self.values.enumerated()
                    where (place + offset + number) % 3 == 0 {
                        let target = "/api/\(list)/?\(key)=\(value)"
                        check(try await site.get(target, as: "maud"), target)
                    }
                }
            }
        }
    }

    @Test("with too much of everything", arguments: DatabaseKind.allCases)
    func tooMuch(on kind: DatabaseKind) async throws {
        let ids = (1...5_000).map { "series=\($0)" }.joined(separator: "&")
        let states = (1...5_000).map { "state=s\($0)" }.joined(separator: "&")
        let orders = (1...5_000).map { _ in "-date,name" }.joined(separator: ",")
        let targets = [
            "/api/patches/?\(ids)", "/api/patches/?\(states)", "/api/patches/?order=\(orders)",
            "/api/patches/?q=\(String(repeating: "a%20", count: 50_000))",
            "/api/patchbay/events/?\((1...5_000).map { "category=patch-created\($0)" }.joined(separator: "&"))",
            "/api/patchbay/messages/\(String(repeating: "x", count: 60_000))/",
            "/api/patchbay/mails/?msgid=\(String(repeating: "x", count: 60_000))",
            "/api/projects/\(String(repeating: "%00", count: 1_000))/",
            "/api/patches/\(String(repeating: "9", count: 1_000))/",
            "/api/patchbay/\(String(repeating: "a/", count: 10_000))",
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for target in targets {
                // `nil`: the site's own 404 page.
                guard let answer = await site.send(target, as: "maud") else { continue }
                check(answer, target)
            }
        }
    }

    @Test("with values of the own part that mean nothing", arguments: DatabaseKind.allCases)
    func own(on kind: DatabaseKind) async throws {
        let paths = [
            "events/?since_id=", "events/?limit=", "events/?project=", "events/?category=",
            "messages/?msgid=", "mails/?msgid=", "permissions/?patch=", "permissions/?project=",
            "permissions/?patch=1&context=", "openapi.json?version=", "audit/?since_id=",
            "audit/?target=", "audit/?limit=", "tokens/?project=", "projects/", "messages/",
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for path in paths {
                for value in Self.values {
                    let target = "/api/patchbay/\(path)\(value)"
                    check(try await site.get(target, as: "maud"), target)
                }
            }
        }
    }

    @Test("with bodies that are none", arguments: DatabaseKind.allCases)
    func bodies(on kind: DatabaseKind) async throws {
        let bodies: [[UInt8]] = [
            Array("{".utf8), Array("[]".utf8), Array("null".utf8), [0xFF, 0xFE], [0], [],
            Array(String(repeating: "{\"a\":", count: 5_000).utf8),
            Array("{\"state\":\"\\ud800\"}".utf8), Array("{\"state\":1e999999}".utf8),
            Array("{\"set\":{\"state\":\"\\u0000\"},\"patches\":[1]}".utf8),
            [UInt8](repeating: 0x20, count: 2 << 20),
        ]
        let targets: [(HTTPRequest.Method, String)] = [
            (.patch, "patches/1/"), (.put, "patches/1/"), (.post, "patches/1/checks/"),
            (.post, "bundles/"), (.patch, "projects/widget/"), (.patch, "users/1/"),
            (.post, "patchbay/patches/bulk/"), (.patch, "patchbay/series/1/"),
            (.post, "patchbay/series/1/checks/"), (.post, "patchbay/tokens/"),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (method, target) in targets {
                for body in bodies {
                    for type in [
                        "application/json", "multipart/form-data; boundary=", "text/x;;=\"", "",
                    ] {
                        let answer = try #require(
                            await site.send(
                                "/api/\(target)",
                                as: "maud",
                                method: method,
                                headers: [.contentType: type],
                                body: body
                            )
                        )
                        check(answer, "\(method) \(target) \(type) \(body.prefix(20))")
                    }
                }
            }
        }
    }
}
