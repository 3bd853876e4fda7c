import Foundation
import HTTPTypes
import Testing
import TrackerStore
import TrackerTesting

@Suite("Bundles come, change and go")
struct BundleChangeTests {
    private static let required = "This field is required."

    @Test(
        "a bundle keeps its order, and its owner is who made it",
        arguments: DatabaseKind.allCases
    )
    func create(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let body = #"{"name":" for ü ","patches":[3,"1",3,2],"owner":1,"project":2}"#
            let answer = try await site.change(.post, "1.3/bundles/", body, as: "ada")
            #expect(answer.status == 201)
            let bundle = try answer.object()
            let id = try #require(bundle["id"] as? Int)
            #expect(answer.header("Location") == "http://patches.test/api/1.3/bundles/\(id)/")
            #expect(bundle["name"] as? String == "for ü")
            #expect(bundle["public"] as? Bool == false)
            #expect((bundle["owner"] as? [String: Any])?["username"] as? String == "ada")
            #expect((bundle["project"] as? [String: Any])?["id"] as? Int == 1)
            let patches = bundle["patches"] as? [[String: Any]]
            #expect(patches?.map { $0["id"] as? Int } == [3, 1, 2])
            #expect(try await site.get("/api/bundles/\(id)/").status == 404)
            #expect(
                try await site.trail() == [
                    #"ada: create bundle \#(id) {} {"name":"for ü","public":false,"patches":[3,1,2]}"#
                ]
            )
        }
    }

    @Test("what cannot be is refused", arguments: DatabaseKind.allCases)
    func refusals(on kind: DatabaseKind) async throws {
        let long = String(repeating: "n", count: 51)
        let many = (1...2_001).map(String.init).joined(separator: ",")
        let expected = [
            (#"{"name":"n"}"#, #"{"patches":["This field is required."]}"#),
            (#"{"patches":[1]}"#, #"{"name":["This field is required."]}"#),
            (#"{"name":"n","patches":[]}"#, #"{"patches":["Bundles cannot be empty"]}"#),
            (
                #"{"name":"n","patches":[1,4]}"#,
                #"{"patches":["Bundle patches must belong to the same project"]}"#
            ),
            (#"{"name":" ","patches":[1]}"#, #"{"name":["This field may not be blank."]}"#),
            ("{\"name\":\"\(long)\",\"patches\":[1]}", "no more than 50 characters."),
            (#"{"name":"a/b","patches":[1]}"#, "must not contain a slash."),
            (#"{"name":"..","patches":[1]}"#, "Choose another name."),
            (#"{"name":"a\r\nb","patches":[1]}"#, "must not contain control characters."),
            (#"{"name":"n","patches":[9]}"#, #"Invalid pk \"9\" - object does not exist."#),
            (#"{"name":"n","patches":7}"#, #"Expected a list of items but got type \"int\"."#),
            (#"{"name":"n","patches":["x"]}"#, "Incorrect type."),
            ("{\"name\":\"n\",\"patches\":[\(many)]}", "A bundle has at most 2000 patches."),
            (
                #"{"name":"mine","patches":[1]}"#,
                #"{"detail":["The fields owner, name must make a unique set."]}"#
            ),
            (#"{"name":"n","patches":[1],"public":"?"}"#, "Must be a valid boolean."),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (body, text) in expected {
                let answer = try await site.change(.post, "bundles/", body, as: "pat")
                #expect(answer.status == 400, "\(body)")
                #expect(answer.text.contains(text), "\(body): \(answer.text)")
            }
            #expect(try await site.count("bundle") == 2)
        }
    }

    @Test("a bundle can be renamed, filled anew and deleted", arguments: DatabaseKind.allCases)
    func change(on kind: DatabaseKind) async throws {
        let expected: [(HTTPRequest.Method, String, Int, String)] = [
            (.patch, #"{"name":"mine"}"#, 400, "must make a unique set."),
            (.patch, #"{"name":"to test"}"#, 200, #""name":"to test""#),
            (.patch, #"{"name":"new name"}"#, 200, #""name":"new name""#),
            (.patch, #"{"patches":[]}"#, 400, "Bundles cannot be empty"),
            (.patch, #"{"patches":[4]}"#, 200, #""link_name":"gadget""#),
            (.patch, #"{"patches":[2,1]}"#, 200, #""patches":[{"id":2,"#),
            (.put, #"{"name":"put"}"#, 400, #"{"patches":["This field is required."]}"#),
            (.put, #"{"name":"put","patches":[1]}"#, 200, #""public":true"#),
            (.patch, "{}", 200, #""name":"put""#),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (method, body, status, text) in expected {
                let answer = try await site.change(method, "bundles/1/", body, as: "pat")
                #expect(answer.status == status, "\(body)")
                #expect(answer.text.contains(text), "\(body): \(answer.text)")
            }
            let form = try await site.change(
                .put,
                "bundles/1/",
                "name=form&patches=3&patches=2",
                as: "pat",
                type: "application/x-www-form-urlencoded"
            )
            #expect(form.text.contains(#""public":false"#))
            let gone = try await site.change(.delete, "bundles/1/", as: "pat")
            #expect(gone.status == 204)
            #expect(gone.text == "")
            #expect(try await site.change(.delete, "bundles/1/", as: "pat").status == 404)
            #expect(try await site.count("bundle_patch") == 1)
            #expect(try await site.trail().last?.hasPrefix("pat: delete bundle 1 ") == true)
        }
    }

    @Test(
        "a bundle that is made again with its key is the same one",
        arguments: DatabaseKind.allCases
    )
    func key(on kind: DatabaseKind) async throws {
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        try await kind.withStore { store in
            let site = try await TestSite(store)
            func post(_ body: String) async throws -> TestAnswer {
                try await site.change(.post, "bundles/", body, as: "pat", headers: [name: "k"])
            }
            let first = try await post(#"{"name":"n","patches":[1]}"#)
            #expect(try await post(#"{"name":"n","patches":[1]}"#).text == first.text)
            #expect(first.status == 201)
            #expect(try await post(#"{"name":"m","patches":[1]}"#).status == 422)
            // A key is one request's, wherever it is sent.
            let check = try await site.change(
                .post,
                "patches/1/checks/",
                #"{"state":1}"#,
                as: "maud",
                headers: [name: "k"]
            )
            #expect(check.status == 201)
            let id = try #require(try first.object()["id"] as? Int)
            _ = try await site.change(.delete, "bundles/\(id)/", as: "pat")
            #expect(try await post(#"{"name":"n","patches":[1]}"#).status == 422)
        }
    }
}
