import HTTPTypes
import Testing
import TrackerStore
import TrackerTesting

@Suite("Changing patches")
struct PatchChangeTests {
    @Test("a state goes by its slug, in any spelling", arguments: DatabaseKind.allCases)
    func state(on kind: DatabaseKind) async throws {
        let expected = [
            ("accepted", "accepted"), ("ACCEPTED", "accepted"), (" Under  Review ", "under-review"),
            ("under-review", "under-review"), ("rfc", "rfc"), ("--rfc", "rfc"),
            ("Not\\tApplicable", "not-applicable"),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (written, slug) in expected {
                let answer = try await site.change(
                    .patch,
                    "1.2/patches/2/",
                    #"{"state":"\#(written)"}"#
                )
                #expect(answer.status == 200)
                #expect(try answer.object()["state"] as? String == slug)
                #expect(try answer.object()["content"] as? String == "Say <why>.")
            }
            let states =
                "new, under-review, accepted, rejected, rfc, not-applicable, "
                + "changes-requested, awaiting-upstream, superseded, deferred"
            let refused = [
                (#"{"state":"bogus"}"#, #"["Invalid state bogus. Expected one of: \#(states)."]"#),
                (#"{"state":""}"#, #"["This field may not be null."]"#),
                (#"{"state":null}"#, #"["This field may not be null."]"#),
                (#"{"state":3}"#, #"["Incorrect type. Expected string value, received int."]"#),
                (#"{"state":[1]}"#, #"["Incorrect type. Expected string value, received list."]"#),
                (#"{"state":true}"#, #"["Incorrect type. Expected string value, received bool."]"#),
            ]
            for (body, messages) in refused {
                let answer = try await site.change(.patch, "patches/2/", body)
                #expect(answer.status == 400)
                #expect(answer.text == "{\"state\":\(messages)}")
            }
        }
    }

    @Test("fields take what Patchwork's take", arguments: DatabaseKind.allCases)
    func fields(on kind: DatabaseKind) async throws {
        let long = String(repeating: "ü", count: 256)
        let expected: [(String, Int, String)] = [
            (#"{"archived":"yes"}"#, 200, #""archived":true"#),
            (#"{"archived":"False"}"#, 200, #""archived":false"#),
            (#"{"archived":1}"#, 200, #""archived":true"#),
            (#"{"archived":null}"#, 400, #"{"archived":["This field may not be null."]}"#),
            (#"{"archived":"perhaps"}"#, 400, #"{"archived":["Must be a valid boolean."]}"#),
            (#"{"archived":[]}"#, 400, #"{"archived":["Must be a valid boolean."]}"#),
            (#"{"commit_ref":5}"#, 200, #""commit_ref":"5""#),
            (#"{"commit_ref":" 0abc\n"}"#, 200, #""commit_ref":"0abc""#),
            (#"{"commit_ref":""}"#, 200, #""commit_ref":"""#),
            (#"{"commit_ref":null}"#, 200, #""commit_ref":null"#),
            (#"{"commit_ref":true}"#, 400, #"{"commit_ref":["Not a valid string."]}"#),
            (#"{"commit_ref":{}}"#, 400, #"{"commit_ref":["Not a valid string."]}"#),
            (
                #"{"commit_ref":"a\u0000b"}"#, 400,
                #"{"commit_ref":["Null characters are not allowed."]}"#
            ),
            (
                "{\"pull_url\":\"\(long)\"}", 400,
                #"{"pull_url":["Ensure this field has no more than 255 characters."]}"#
            ),
            (#"{"pull_url":"git://x y"}"#, 200, #""pull_url":"git://x y""#),
            (#"{"delegate":"1"}"#, 200, #""delegate":{"id":1,"#),
            (#"{"delegate":null}"#, 200, #""delegate":null"#),
            (#"{"delegate":1}"#, 200, #""delegate":{"id":1,"#),
            (#"{"delegate":""}"#, 200, #""delegate":null"#),
            (
                #"{"delegate":"maud"}"#, 400,
                #"{"delegate":["Incorrect type. Expected pk value, received str."]}"#
            ),
            (
                #"{"delegate":true}"#, 400,
                #"{"delegate":["Incorrect type. Expected pk value, received bool."]}"#
            ),
            (
                #"{"delegate":1.5}"#, 400,
                #"{"delegate":["Incorrect type. Expected pk value, received float."]}"#
            ),
            (
                #"{"delegate":99999999999999999999}"#, 400,
                #"{"delegate":["Invalid pk \"99999999999999999999\" - object does not exist."]}"#
            ),
            (
                #"{"delegate":3}"#, 400,
                #"{"delegate":["User 'ada' is not a maintainer for project 'Widget tools'"]}"#
            ),
            (
                #"{"state":"bogus","archived":2,"delegate":77}"#, 400,
                #"{"archived":["Must be a valid boolean."],"state":["Invalid state bogus."#
            ),
            (#"{"id":7,"name":"x","hash":"0","nonsense":[[]]}"#, 200, #""id":2,"#),
            ("{}", 200, #""id":2,"#),
            ("", 200, #""id":2,"#),
            ("[]", 400, #"{"detail":["Invalid data. Expected a dictionary, but got list."]}"#),
            ("7", 400, #"{"detail":["Invalid data. Expected a dictionary, but got int."]}"#),
            ("null", 400, #"{"detail":["This field may not be null."]}"#),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (body, status, text) in expected {
                let answer = try await site.change(.patch, "patches/2/", body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.text.contains(text), "\(body): \(answer.text)")
            }
        }
    }

    @Test(
        "PUT needs state and delegate, and leaves the rest alone",
        arguments: DatabaseKind.allCases
    )
    func put(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let missing = try await site.change(.put, "patches/1/", #"{"archived":true}"#)
            #expect(missing.status == 400)
            #expect(
                missing.text
                    == #"{"state":["This field is required."],"delegate":["This field is required."]}"#
            )
            // The relation stays, and so the author of the patch may send it as well (Q28).
            let body = #"{"state":"rfc","delegate":null}"#
            let answer = try await site.change(.put, "patches/1/", body, as: "ada")
            #expect(answer.status == 200)
            #expect(answer.text.contains(#""state":"rfc""#))
            #expect(answer.text.contains(#""delegate":null"#))
            #expect(try answer.object()["related"] as? [Any] != nil)
            #expect((try answer.object()["related"] as? [Any])?.count == 1)
        }
    }

    @Test("a form says what it does not have", arguments: DatabaseKind.allCases)
    func forms(on kind: DatabaseKind) async throws {
        let urlencoded = "application/x-www-form-urlencoded"
        let expected: [(HTTPRequest.Method, String, Int, String)] = [
            (.patch, "archived=yes&commit_ref=a+b%20c", 200, #""commit_ref":"a b c""#),
            (.patch, "commit_ref=x", 200, #""archived":true"#),
            (.patch, "archived=&state=rfc", 200, #""archived":true"#),
            // An unticked box of a whole form is not sent.
            (.put, "state=new&delegate=", 200, #""archived":false"#),
            (.patch, "delegate=1", 200, #""delegate":{"id":1"#),
            (.patch, "delegate=", 200, #""delegate":null"#),
            (.patch, "state=rfc&state=accepted", 200, #""state":"accepted""#),
            (.patch, #"{"state":"rejected"}"#, 200, #""state":"accepted""#),
            (.patch, "related=1&related=4", 403, "not maintaining"),
            (.patch, "related=1&related=x", 400, #"{"related":["Incorrect type. Expected pk"#),
            (.patch, "commit_ref=%FF", 400, #"{"detail":"Form parse error - it is not UTF-8"}"#),
            (.patch, "commit_ref=%00", 400, "Null characters are not allowed."),
            (.patch, "&&=&%", 200, #""id":2"#),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (method, body, status, text) in expected {
                let answer = try await site.change(method, "patches/2/", body, type: urlencoded)
                #expect(answer.status == status, "\(body)")
                #expect(answer.text.contains(text), "\(body): \(answer.text)")
            }
        }
    }

    @Test(
        "each change has one event, with who did it; no change has none",
        arguments: DatabaseKind.allCases
    )
    func events(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let before = try await site.count("event")
            let body = #"{"state":"rfc","delegate":1,"related":[1],"archived":true}"#
            _ = try await site.change(.patch, "patches/2/", body)
            _ = try await site.change(.patch, "patches/2/", body)
            _ = try await site.change(.patch, "patches/2/", #"{"commit_ref":"1"}"#)
            let events = try await site.get("/api/events/?patch=2&order=date").objects()
            #expect(
                events.map { $0["category"] as? String } == [
                    "patch-state-changed", "patch-delegated", "patch-relation-changed",
                ]
            )
            #expect(
                events.allSatisfy {
                    ($0["actor"] as? [String: Any])?["username"] as? String == "maud"
                }
            )
            let payload = events.first?["payload"] as? [String: Any]
            #expect(payload?["previous_state"] as? String == "new")
            #expect(payload?["current_state"] as? String == "rfc")
            #expect(try await site.count("event") == before + 3)
            #expect(
                try await site.trail() == [
                    #"maud: update patch 2 {"state":"new","delegate":null,"archived":false,"related":[]}"#
                        + #" {"state":"rfc","delegate":1,"archived":true,"related":[1,3]}"#,
                    #"maud: update patch 2 {"commit_ref":null} {"commit_ref":"1"}"#,
                ]
            )
        }
    }

    @Test("a change without the last slash is made at once", arguments: DatabaseKind.allCases)
    func slash(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (path, method, body, status) in [
                ("patches/2", HTTPRequest.Method.patch, #"{"state":"rfc"}"#, 200),
                ("patches/2/checks", .post, #"{"state":"success"}"#, 201),
                ("1.0/patches/2", .patch, #"{"archived":true}"#, 200),
            ] {
                let answer = try await site.change(method, path, body)
                #expect(answer.status == status)
            }
        }
    }
}
