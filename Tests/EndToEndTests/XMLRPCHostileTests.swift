import Foundation
import Testing
import TrackerTesting

@Suite("XML-RPC: what is no call") struct XMLRPCHostileTests {
    private static let laughs = """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
        <methodCall><methodName>&d;</methodName></methodCall>
        """
    private static let external = """
        <?xml version="1.0"?>
        <!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>
        <methodCall><methodName>&file;</methodName></methodCall>
        """

    private static func text(ofCall value: String, method: String = "patch_list") -> String {
        "<methodCall><methodName>\(method)</methodName>"
            + "<params><param><value>\(value)</value></param></params></methodCall>"
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    /// A body and what its fault says.
    private static let bodies: [(name: String, body: String, fault: String)] = [
        ("nothing", " ", "no element found"),
        ("text", "hello", "syntax error"),
        ("billion laughs", laughs, "a document type declaration is not allowed"),
        ("external entity", external, "a document type declaration is not allowed"),
        ("a document type", "<!DOCTYPE x>\n\(text(ofCall: ""))", "document type"),
        ("an unknown entity", text(ofCall: "&lol;"), "undefined entity"),
        ("nested arrays", text(ofCall: repeated("<array><data><value>", 33_000)), "deep"),
        ("nested structs", text(ofCall: repeated("<struct><member><value>", 30_000)), "deep"),
        (
            "many values",
            text(ofCall: "<array><data>\(repeated("<value/>", 20_000))</data></array>"),
            "most"
        ),
        ("a large call", text(ofCall: repeated("x", 1_100_000)), "at most 1048576 bytes"),
        ("cut off", String(text(ofCall: "<string>x").dropLast(60)), "unclosed token"),
        ("mismatched", "<methodCall></params>", "mismatched tag"),
        (
            "an unknown charset", "<?xml version='1.0' encoding='x-no'?>\(text(ofCall: ""))",
            "encoding"
        ),
        (
            "a wrong charset", "<?xml version='1.0' encoding='UTF-16'?>\(text(ofCall: ""))",
            "encoding"
        ),
        ("a NUL", text(ofCall: "a\u{0}b"), "not well-formed"),
        ("an escaped NUL", text(ofCall: "&#0;"), "invalid character number"),
        ("another root", "<html/>", "no element of XML-RPC"),
        ("another order", "<params/>", "cannot stand at the top"),
        ("no method", "<methodCall/>", "name of a method"),
        (
            "a type that is none", text(ofCall: "<float>1</float>"),
            "'float' is no element of XML-RPC"
        ),
        ("two types", text(ofCall: "<int>1</int><int>2</int>"), "holds one value"),
        ("text and type", text(ofCall: "x<int>1</int>"), "not both"),
        ("a letter as number", text(ofCall: "<int>x</int>"), "'x' is no int"),
        ("a huge number", text(ofCall: "<int>99999999999999999999</int>"), "is no int"),
        ("a third truth", text(ofCall: "<boolean>2</boolean>"), "is no boolean"),
        (
            "no date", text(ofCall: "<dateTime.iso8601>2026</dateTime.iso8601>"),
            "is no dateTime.iso8601"
        ),
        ("no base64", text(ofCall: "<base64>?</base64>"), "is no base64"),
        (
            "a member without name", text(ofCall: "<struct><member><value/></member></struct>"),
            "has a name"
        ),
        ("a list for a struct", text(ofCall: "<array><data/></array>"), "no struct"),
        ("a call by script", text(ofCall: "", method: "system.multicall"), "is not supported"),
        (
            "a private name", text(ofCall: "", method: "__init__"),
            "method \"__init__\" is not supported"
        ),
        (
            "too many arguments", text(ofCall: "", method: "pw_rpc_version"),
            "takes 0 to 0 arguments"
        ),
        (
            "a struct for an id", text(ofCall: "<struct/>", method: "patch_get"),
            "a number is wanted"
        ),
        ("nil for an id", text(ofCall: "<nil/>", method: "patch_get"), "an id is missing"),
    ]

    @Test("what is no call is a fault, and the server lives on", arguments: DatabaseKind.allCases)
    func faults(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve { server in
                for (name, body, words) in Self.bodies {
                    let answer = try await server.call(body: body)
                    #expect(answer.http.status == 200, "\(name)")
                    let fault = try #require(answer.fault, "\(name): \(answer.http.text)")
                    #expect(fault.contains(words), "\(name): \(fault)")
                    #expect(answer.members("faultCode") == ["1"])
                }
                #expect(try await server.call("project_list").ids == [1])
            }
        }
    }

    @Test("odd calls that are right are answered", arguments: DatabaseKind.allCases)
    func oddities(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve { server in
                let latin = "<?xml version='1.0' encoding='ISO-8859-1'?>\n"
                for (name, value) in [
                    ("a bare text", "wid"), ("a section", "<![CDATA[wid]]>"),
                    ("a reference", "<string>&#119;id</string>"),
                    ("white space", "\n <string>wid</string>\n "),
                    ("base64", "<base64>d2lk</base64>"), ("nil", "<nil/>"),
                    ("a comment", "<!-- -->"),
                ] {
                    let body = Self.text(ofCall: value, method: "project_list")
                    for body in [body, latin + body] {
                        let answer = try await server.call(body: body)
                        #expect(answer.ids == [1], "\(name)")
                    }
                }
                let large = Self.text(ofCall: "<int>9223372036854775807</int>", method: "patch_get")
                #expect(try await server.call(body: large).fault == nil)
                let twice = Self.text(
                    ofCall:
                        "<struct><member><name>id</name><value>x</value></member>"
                        + "<member><name>id</name><value><int>1</int></value></member></struct>"
                )
                #expect(try await server.call(body: twice).fault == nil)
            }
        }
    }

    @Test("a body of 50 MB is not taken in", arguments: DatabaseKind.allCases)
    func hugeBody(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.serve { server in
                let body = Self.text(ofCall: Self.repeated("x", 50_000_000))
                let answer = try await server.call(body: body)
                #expect(answer.http.status == 413)
                let next = try await server.call("project_list")
                #expect(next.ids == [1])
            }
        }
    }
}
