import Foundation
import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Posting checks")
struct CheckPostTests {
    @Test("a check is the caller's, whatever it says (Q25)", arguments: DatabaseKind.allCases)
    func author(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let body = #"{"state":"warning","user":4,"patch":9,"id":1,"date":"2001-01-01"}"#
            let answer = try await site.change(.post, "1.1/patches/2/checks/", body, as: "ada")
            #expect(answer.status == 201)
            let check = try answer.object()
            let url = "http://patches.test/api/1.1/patches/2/checks/\(check["id"] as? Int ?? 0)/"
            #expect(answer.header("Location") == url)
            #expect(check["url"] as? String == url)
            #expect((check["user"] as? [String: Any])?["username"] as? String == "ada")
            #expect(check["context"] as? String == "default")
            #expect(check["target_url"] is NSNull)
            let event = try #require(try await site.events("check-created").last)
            #expect((event["actor"] as? [String: Any])?["username"] as? String == "ada")
            let payload = event["payload"] as? [String: Any]
            #expect((payload?["check"] as? [String: Any])?["id"] as? Int == check["id"] as? Int)
        }
    }

    @Test("fields take what Patchwork's take", arguments: DatabaseKind.allCases)
    func fields(on kind: DatabaseKind) async throws {
        let slug = "letters, numbers, underscores or hyphens."
        let long = String(repeating: "c", count: 256)
        let expected: [(String, Int, String)] = [
            (#"{"state":"fail"}"#, 201, #""state":"fail""#),
            (#"{"state":2}"#, 201, #""state":"warning""#),
            (#"{"state":"0"}"#, 201, #""state":"pending""#),
            (#"{"context":"x"}"#, 400, #"{"state":["A check must have a state."]}"#),
            (#"{"state":""}"#, 400, #"{"state":["A check must have a state."]}"#),
            ("[]", 400, #"{"state":["A check must have a state."]}"#),
            ("", 400, #"{"state":["A check must have a state."]}"#),
            (#"{"state":null}"#, 400, #"{"state":["This field may not be null."]}"#),
            (#"{"state":"Fail"}"#, 400, #"{"state":["\"Fail\" is not a valid choice."]}"#),
            (#"{"state":9}"#, 400, #"{"state":["\"9\" is not a valid choice."]}"#),
            (#"{"state":1,"context":"a b"}"#, 400, slug),
            (#"{"state":1,"context":"a\u0000"}"#, 400, "Null characters"),
            (#"{"state":1,"context":""}"#, 400, "This field may not be blank."),
            (#"{"state":1,"context":null}"#, 400, "This field may not be null."),
            ("{\"state\":1,\"context\":\"\(long)\"}", 400, "no more than 255 characters."),
            (#"{"state":1,"context":7}"#, 201, #""context":"7""#),
            (#"{"state":1,"description":null,"target_url":null}"#, 201, #""target_url":null"#),
            (#"{"state":1,"description":"","target_url":""}"#, 201, #""target_url":"""#),
            (#"{"state":1,"description":"a\r\nSet-Cookie: x"}"#, 201, #"a\r\nSet-Cookie: x"#),
            (
                #"{"state":9,"context":"?","target_url":"x"}"#, 400,
                #""target_url":["Enter a valid URL."]"#
            ),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (body, status, text) in expected {
                let answer = try await site.change(.post, "patches/2/checks/", body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.text.contains(text), "\(body): \(answer.text)")
            }
        }
    }

    @Test("a target is an address of the web")
    func addresses() async throws {
        let good = [
            "https://ci.test/1", "http://localhost:8080/a?b#c", "ftp://ci.example.org/x",
            "https://user:secret@ci.test", "http://192.0.2.1/", "http://[2001:db8::1]:80/x",
            "https://bücher.example/", "HTTPS://CI.TEST/",
        ]
        let bad = [
            "not a url", "javascript:alert(1)", "https://", "http:/x.test", "http://jenkins/1",
            "https://ci.test/a b", "https://-x.test/", "https://x-.test/", "http://ci.test:port/",
            "http://300.0.0.1/", "https://ci..test/", "data:text/html,x", "//ci.test/",
            "https://x.test\\n/",
        ]
        try await DatabaseKind.sqlite.withStore { store in
            let site = try await TestSite(store)
            for (addresses, status) in [(good, 201), (bad, 400)] {
                for address in addresses {
                    let body = "{\"state\":1,\"target_url\":\"\(address)\"}"
                    let answer = try await site.change(.post, "patches/2/checks/", body)
                    #expect(answer.status == status, "\(address)")
                }
            }
        }
    }

    @Test(
        "the combined state counts the newest of each account and context",
        arguments: DatabaseKind.allCases
    )
    func combined(on kind: DatabaseKind) async throws {
        let steps: [(String, String, String, String)] = [
            ("maud", "a", "success", "success"), ("maud", "b", "pending", "pending"),
            ("maud", "b", "success", "success"), ("maud", "a", "warning", "warning"),
            ("ada", "a", "fail", "fail"), ("maud", "a", "success", "fail"),
            ("ada", "a", "success", "success"),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (user, context, state, combined) in steps {
                let body = #"{"state":"\#(state)","context":"\#(context)"}"#
                _ = try await site.change(.post, "patches/2/checks/", body, as: user)
                let patch = try await site.get("/api/patches/2/").object()
                #expect(patch["check"] as? String == combined, "\(user) \(context) \(state)")
            }
            #expect(try await site.ids("/api/patches/2/checks/").count == steps.count)
        }
    }

    @Test(
        "a request that is sent again with its key makes one check",
        arguments: DatabaseKind.allCases
    )
    func key(on kind: DatabaseKind) async throws {
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let events = try await site.count("event")
            func post(
                _ body: String,
                _ key: String?,
                as user: String = "maud",
                type: String = "application/json"
            ) async throws -> TestAnswer {
                let headers: HTTPFields = key.map { [name: $0] } ?? [:]
                return try await site.change(
                    .post,
                    "patches/2/checks/",
                    body,
                    as: user,
                    type: type,
                    headers: headers
                )
            }
            let first = try await post(#"{"state":"fail","context":"ci"}"#, "run-1")
            let again = try await post(#"{"context": "ci", "state": 3}"#, "run-1")
            let form = try await post(
                "state=fail&context=ci",
                "run-1",
                type: "application/x-www-form-urlencoded"
            )
            #expect(first.status == 201 && again.status == 201 && form.status == 201)
            #expect(again.text == first.text && form.text == first.text)
            #expect(again.header("Location") == first.header("Location"))
            #expect(try await site.count("event") == events + 1)
            #expect(try await site.trail().count == 1)
            // Another body is another request; another account has keys of its own.
            #expect(try await post(#"{"state":"success","context":"ci"}"#, "run-1").status == 422)
            #expect(
                try await post(#"{"state":"fail","context":"ci"}"#, "run-1", as: "ada").status
                    == 201
            )
            #expect(try await post(#"{"state":"fail"}"#, "a b").status == 400)
            // Without a key, the same once more is a new check.
            for _ in 0..<2 {
                #expect(try await post(#"{"state":"fail","context":"ci"}"#, nil).status == 201)
            }
            #expect(try await site.ids("/api/patches/2/checks/").count == 4)
        }
    }

    @Test("a key is forgotten after a day", arguments: DatabaseKind.allCases)
    func forgotten(on kind: DatabaseKind) async throws {
        try await kind.withEmptyDatabase { url in
            let day: Int64 = 24 * 3_600 * 1_000_000
            var made: Set<Int64> = []
            for now in [day, 2 * day - 1, 2 * day] {
                let store = try await kind.openStore(url, clock: Clock { now })
                if now == day { try await store.fill() }
                let account = Account(
                    id: 1,
                    username: "maud",
                    email: "",
                    firstName: "",
                    lastName: ""
                )
                let check = try await store.createCheck(
                    on: 2,
                    NewCheck(state: .fail),
                    by: ChangeAuthor(account: account, way: .rest),
                    key: RequestKey("k")
                )
                made.insert(check.id)
                await store.close()
            }
            #expect(made.count == 2)
        }
    }
}
