import Foundation
import HTTPTypes
import Testing
import TrackerHTTP
import TrackerStore
import TrackerTesting

@Suite("Changing comments, projects and users")
struct OtherChangeTests {
    @Test("a comment is marked without an event (Q12, Q24)", arguments: DatabaseKind.allCases)
    func comments(on kind: DatabaseKind) async throws {
        let expected: [(HTTPRequest.Method, String, String, Int, String)] = [
            (.patch, "patches/1/comments/1/", #"{"addressed":true}"#, 200, #""addressed":true"#),
            (
                .patch, "patches/1/comments/1/", #"{"addressed":"false"}"#, 200,
                #""addressed":false"#
            ),
            (.put, "patches/1/comments/1/", #"{"content":"x"}"#, 200, #""addressed":false"#),
            (.put, "patches/1/comments/1/", #"{"addressed":null}"#, 200, #""addressed":null"#),
            (
                .patch, "patches/1/comments/1/", #"{"addressed":"?"}"#, 400,
                "Must be a valid boolean."
            ),
            (.put, "1.3/covers/1/comments/3/", #"{"addressed":0}"#, 200, #""addressed":false"#),
            (.patch, "covers/1/comments/3/", #"{"addressed":""}"#, 200, #""addressed":null"#),
            (.patch, "patches/1/comments/", "{}", 405, "not allowed."),
            (.delete, "patches/1/comments/1/", "", 405, "not allowed."),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let events = try await site.count("event")
            for (method, path, body, status, text) in expected {
                let answer = try await site.change(method, path, body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.text.contains(text), "\(body): \(answer.text)")
            }
            #expect(try await site.count("event") == events)
            #expect(
                try await site.trail().first
                    == #"maud: update patch comment 1 {"addressed":null} {"addressed":true}"#
            )
            #expect(
                await site.send("/api/1.2/patches/1/comments/1/", as: "maud", method: .patch) == nil
            )
        }
    }

    @Test("maintainers change the addresses of a project", arguments: DatabaseKind.allCases)
    func projects(on kind: DatabaseKind) async throws {
        let long = String(repeating: "u", count: 2_001)
        let expected: [(String, Int, String)] = [
            (#"{"web_url":" not a url "}"#, 200, #""web_url":"not a url""#),
            (
                #"{"scm_url":"","commit_url_format":"https://x/{}"}"#, 200,
                #"format":"https://x/{}""#
            ),
            (#"{"web_url":null}"#, 400, #"{"web_url":["This field may not be null."]}"#),
            ("{\"webscm_url\":\"\(long)\"}", 400, "no more than 2000 characters."),
            (#"{"show_dependencies":"no"}"#, 200, #""show_dependencies":false"#),
            (#"{"name":"x","link_name":"x","maintainers":[]}"#, 200, #""link_name":"widget""#),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (body, status, text) in expected {
                let answer = try await site.change(.patch, "projects/widget/", body)
                #expect(answer.status == status, "\(body.prefix(60))")
                #expect(answer.text.contains(text), "\(body.prefix(60)): \(answer.text)")
            }
            let put = try await site.change(.put, "1.1/projects/1/", #"{"show_dependencies":1}"#)
            #expect(put.status == 200)
            #expect(
                try await site.get("/api/projects/1/").text.contains(#""show_dependencies":true"#)
            )
            let trail = try await site.trail()
            #expect(trail.count == 4)
            #expect(trail.last?.contains(#"update project 1 {"show_dependencies":false}"#) == true)
        }
    }

    @Test("a user changes names and settings", arguments: DatabaseKind.allCases)
    func users(on kind: DatabaseKind) async throws {
        let expected: [(HTTPRequest.Method, String, String, Int, String)] = [
            (
                .patch, "users/4/", #"{"first_name":"Päl","last_name":""}"#, 200,
                #""first_name":"Päl""#
            ),
            (.patch, "users/4/", #"{"username":"x","email":"y"}"#, 200, #""username":"pat""#),
            (.patch, "users/4/", #"{"settings":{"show_ids":true}}"#, 200, #""show_ids":true"#),
            (
                .patch, "users/4/", #"{"settings":{"items_per_page":-1,"show_ids":"?"}}"#, 400,
                #"{"settings":{"items_per_page":["Ensure this value is greater than or equal to 0."],"#
                    + #""show_ids":["Must be a valid boolean."]}}"#
            ),
            (
                .patch, "users/4/", #"{"settings":{"items_per_page":"many"}}"#, 400,
                #"{"settings":{"items_per_page":["A valid integer is required."]}}"#
            ),
            (
                .patch, "users/4/", #"{"settings":{"items_per_page":4294967296}}"#, 400,
                "less than or equal to 2147483647."
            ),
            (
                .patch, "users/4/", #"{"settings":[]}"#, 400,
                #"{"settings":{"detail":["Invalid data. Expected a dictionary, but got list."]}}"#
            ),
            (.patch, "users/4/", #"{"settings":null}"#, 400, "This field may not be null."),
            (.put, "users/4/", "{}", 400, #"{"settings":["This field is required."]}"#),
            (
                .put, "1.1/users/4/", #"{"settings":{"items_per_page":5}}"#, 200,
                #""username":"pat""#
            ),
            (
                .patch, "users/4/", #"{"settings":{"items_per_page":"17"}}"#, 200,
                #""items_per_page":17"#
            ),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (method, path, body, status, text) in expected {
                let answer = try await site.change(method, path, body, as: "pat")
                #expect(answer.status == status, "\(body)")
                #expect(answer.text.contains(text), "\(body): \(answer.text)")
            }
            let form = try await site.change(
                .patch,
                "users/4/",
                "settings.items_per_page=0&last_name=P",
                as: "pat",
                type: "application/x-www-form-urlencoded"
            )
            #expect(form.text.contains(#""items_per_page":0"#))
            #expect(form.text.contains(#""show_ids":true"#))
        }
    }

    @Test("what people write cannot get into headers", arguments: DatabaseKind.allCases)
    func headers(on kind: DatabaseKind) async throws {
        let evil = #"x\r\nSet-Cookie: a=b\r\n\r\n<script>"#
        try await kind.withStore { store in
            let site = try await TestSite(store)
            let answers = [
                try await site.change(
                    .post,
                    "bundles/",
                    #"{"name":"x\"; filename=\\y<z>","patches":[1]}"#
                ),
                try await site.change(.patch, "patches/1/", "{\"commit_ref\":\"\(evil)\"}"),
                try await site.change(.patch, "projects/1/", "{\"web_url\":\"\(evil)\"}"),
                try await site.change(
                    .post,
                    "patches/1/checks/",
                    "{\"state\":1,\"description\":\"\(evil)\"}"
                ),
            ]
            for answer in answers {
                #expect((200...201).contains(answer.status))
                for field in answer.answer.headers {
                    #expect(
                        !field.value.contains("Set-Cookie") && !field.value.contains("filename")
                    )
                }
            }
            #expect(
                try await site.get("/api/patches/1/?format=api").text.contains("<script>") == false
            )
        }
    }
}
