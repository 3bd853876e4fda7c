import HTTPTypes
import Testing
import TrackerHTTP
import TrackerTesting

@Suite("Bodies of requests")
struct BodyTests {
    private static let malformed: [(String, String)] = [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{\n \"ü\": x}", "Expecting value: line 2 column 7 (char 8)"),
        (#"{"a":1,"a":2}"#, "The same property name a second time: line 1 column 8 (char 7)"),
        (#"{"a":1}}"#, "Extra data"), (#"{"a" 1}"#, "Expecting ':' delimiter"),
        (#"{"a":1 "b"}"#, "Expecting ',' delimiter"), (#"{"a":1,}"#, "Expecting property name"),
        ("[1 2]", "Expecting ',' delimiter"), ("[1,]", "Expecting value"),
        (#"{"a":"\ud800"}"#, "Half of a surrogate pair"),
        (#"{"a":"\ud800\ud800"}"#, "Half of a surrogate pair"),
        (#"{"a":"\udc00"}"#, "Half of a surrogate pair"),
        (#"{"a":"\ud83d\u0041"}"#, "Half of a surrogate pair"),
        (#"{"a":"\x"}"#, "Invalid \\\\escape"), (#"{"a":"\u00g0"}"#, "Invalid \\\\uXXXX escape"),
        (#"{"a":"\u00"#, "Invalid \\\\uXXXX escape"), (#"{"a":"\"#, "Unterminated string"),
        ("{\"a\":\"x\ny\"}", "Invalid control character at"), (#"{"a":"x"#, "Unterminated string"),
        ("01", "Extra data"), ("-", "Expecting value"), ("1.", "Expecting value"),
        ("1e", "Expecting value"), ("+1", "Expecting value"), ("NaN", "Expecting value"),
        ("'a'", "Expecting value"), ("nul", "Expecting value"), ("\u{0}", "Expecting value"),
        (String(repeating: "[", count: 100_000), "More than 32 levels"),
        (String(repeating: #"{"a":"#, count: 100_000), "More than 32 levels"),
        ("[" + String(repeating: "1,", count: 10_001) + "1]", "More than 10000 values"),
        (String(repeating: "9", count: 301), "A number of more than 300 characters"),
    ]

    @Test("JSON that is none is a clear 400")
    func malformedJSON() async throws {
        try await DatabaseKind.sqlite.withStore { store in
            let site = try await TestSite(store)
            for (body, message) in Self.malformed {
                let answer = try await site.change(.patch, "patches/2/", body)
                #expect(answer.status == 400, "\(body.prefix(40))")
                #expect(
                    answer.text.hasPrefix("{\"detail\":\"JSON parse error - \(message)"),
                    "\(body.prefix(40)): \(answer.text)"
                )
            }
        }
    }

    @Test("odd JSON that is valid is read")
    func oddJSON() async throws {
        let bodies: [([UInt8], String)] = [
            (Array(" \t\r\n{ \"commit_ref\" : \"\\u00e4\\ud83d\\ude00\\/\" } \n".utf8), "ä😀/"),
            ([0xEF, 0xBB, 0xBF] + Array(#"{"commit_ref":"bom"}"#.utf8), "bom"),
            (Array(#"{"commit_ref":-1.50e+3}"#.utf8), "-1.50e+3"),
            (
                Array(
                    "{\"x\":\(String(repeating: "[", count: 30))\(String(repeating: "]", count: 30)),\"commit_ref\":\"deep\"}"
                        .utf8
                ), "deep"
            ),
        ]
        try await DatabaseKind.sqlite.withStore { store in
            let site = try await TestSite(store)
            for (body, reference) in bodies {
                let answer = try #require(
                    await site.send(
                        "/api/patches/2/",
                        as: "maud",
                        method: .patch,
                        headers: [.contentType: "Application/JSON; charset=UTF-8"],
                        body: body
                    )
                )
                #expect(answer.status == 200, "\(reference): \(answer.text)")
                #expect(try answer.object()["commit_ref"] as? String == reference)
            }
        }
    }

    @Test("bytes that are no text, and types that nobody reads, are refused")
    func bytes() async throws {
        let json = "application/json"
        let expected: [(String, [UInt8], Int, String)] = [
            (json, Array("{\"commit_ref\":\"".utf8) + [0xFF] + Array("\"}".utf8), 400, "not UTF-8"),
            (json, [0xC0, 0x80], 400, "not UTF-8"), (json, [0xED, 0xA0, 0x80], 400, "not UTF-8"),
            (
                "text/plain", Array("x".utf8), 415,
                #"Unsupported media type \"text/plain\" in request."#
            ),
            ("", Array("{}".utf8), 415, #"Unsupported media type \"\" in request."#),
            ("text/plain", [], 200, #""id":2"#),
            (json, [UInt8](repeating: 0x20, count: 1 << 20 + 1), 413, "at most 1048576 bytes."),
            (
                "application/x-www-form-urlencoded", [UInt8](repeating: 0x26, count: 1 << 20), 200,
                #""id":2"#
            ),
            (
                "application/x-www-form-urlencoded",
                Array(String(repeating: "a&", count: 10_001).utf8), 400, "more than 10000 fields"
            ),
        ]
        try await DatabaseKind.sqlite.withStore { store in
            let site = try await TestSite(store)
            for (type, body, status, text) in expected {
                let answer = try #require(
                    await site.send(
                        "/api/patches/2/",
                        as: "maud",
                        method: .patch,
                        headers: [.contentType: type],
                        body: body
                    )
                )
                #expect(answer.status == status, "\(type): \(answer.text)")
                #expect(answer.text.contains(text), "\(type): \(answer.text)")
            }
        }
    }

    private static func part(_ name: String, _ value: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    @Test("multipart forms are read as curl sends them", arguments: DatabaseKind.allCases)
    func multipart(on kind: DatabaseKind) async throws {
        let head = "--b\r\ncontent-disposition:form-data;name=archived"
        let expected: [(String, Int, String)] = [
            (
                Self.part("state", "under review") + Self.part("archived", "True") + "--b--\r\n",
                200, #""state":"under-review""#
            ),
            (
                "preamble\r\n" + Self.part("commit_ref", "a\r\n--c\r\nü") + "--b--\r\nepilogue",
                200, #""commit_ref":"a\r\n--c\r\nü""#
            ),
            (Self.part("commit_ref", "") + "--b--", 200, #""commit_ref":"""#),
            (Self.part("delegate", "") + "--b--", 200, #""delegate":null"#),
            (
                Self.part("related", "3") + Self.part("related", "1") + "--b--", 200,
                #""related":[{"id":1,"#
            ),
            ("\(head)\r\nX: y\r\n\r\nno\r\n--b--", 200, #""archived":false"#),
            ("--b--", 200, #""id":2"#),
            (Self.part("state", "new"), 400, "the last boundary is missing"),
            ("state=new", 400, "the first boundary is missing"),
            ("--b\r\n\r\nx\r\n--b--", 400, "a part has no name"),
            ("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", 400, "a part has no name"),
            (
                "--b\r\nContent-Disposition: form-data; name=\"state\"; filename=\"f\"\r\n\r\nx\r\n--b--",
                400, "files are not taken"
            ),
            (head, 400, "the head of a part does not end"),
            (
                "\(head); x=\(String(repeating: "y", count: 9_000))\r\n\r\n1\r\n--b--", 400,
                "the head of a part does not end"
            ),
            ("--bx\r\n", 400, "does not end its line"),
            (String(repeating: "--b\r\n", count: 1_000), 400, "Multipart form parse error"),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (body, status, text) in expected {
                let answer = try await site.change(
                    .patch,
                    "patches/2/",
                    body,
                    type: "multipart/form-data; boundary=b"
                )
                #expect(answer.status == status, "\(body.prefix(80)): \(answer.text)")
                #expect(answer.text.contains(text), "\(body.prefix(80)): \(answer.text)")
            }
            for type in ["multipart/form-data", "multipart/form-data; boundary=\"\""] {
                let answer = try await site.change(.patch, "patches/2/", "--\r\n", type: type)
                #expect(answer.status == 400)
            }
        }
    }

    @Test("a check comes by multipart as well")
    func multipartCheck() async throws {
        try await DatabaseKind.sqlite.withStore { store in
            let site = try await TestSite(store)
            let body = Self.part("state", "success") + Self.part("context", "ltp") + "--b--\r\n"
            let type = "multipart/form-data; boundary=\"b\""
            let answer = try await site.change(.post, "patches/1/checks/", body, type: type)
            #expect(answer.status == 201)
            #expect(answer.text.contains(#""context":"ltp""#))
        }
    }
}
