import Foundation
import Testing

/// A value of a call by XML-RPC, written as the literals of Swift.
struct RPCParameter: Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    let xml: String

    init(xml: String) { self.xml = xml }
    init(integerLiteral value: Int) { xml = "<int>\(value)</int>" }
    init(stringLiteral value: String) { xml = "<string>\(value)</string>" }
    init(booleanLiteral value: Bool) { xml = "<boolean>\(value ? 1 : 0)</boolean>" }

    init(arrayLiteral elements: RPCParameter...) {
        let values = elements.map { "<value>\($0.xml)</value>" }.joined()
        xml = "<array><data>\(values)</data></array>"
    }

    init(dictionaryLiteral elements: (String, RPCParameter)...) {
        let members = elements.map { name, value in
            "<member><name>\(name)</name><value>\(value.xml)</value></member>"
        }
        xml = "<struct>\(members.joined())</struct>"
    }
}

/// What came back.
struct RPCAnswer: Sendable {
    let http: HTTPAnswer

    /// The text of the fault, if it is one.
    var fault: String? { http.text.contains("<fault>") ? members("faultString").first : nil }

    /// The values of all members of this name, as text, in their order.
    func members(_ name: String) -> [String] {
        http.text.components(separatedBy: "<name>\(name)</name>\n<value><").dropFirst().map {
            rest in
            let value = rest.drop { $0 != ">" }.dropFirst()
            return String(value.prefix { $0 != "<" })
        }
    }

    var ids: [Int] { members("id").compactMap { Int($0) } }
}

extension RunningServer {
    func call(
        _ method: String,
        _ parameters: RPCParameter...,
        as user: String? = nil
    ) async throws -> RPCAnswer {
        let values = parameters.map { "<param><value>\($0.xml)</value></param>" }.joined()
        let body = """
            <?xml version='1.0'?>
            <methodCall>
            <methodName>\(method)</methodName>
            <params>\(values)</params>
            </methodCall>
            """
        var headers = ["Content-Type": "text/xml"]
        if let user {
            let pair = Data("\(user):password of \(user)".utf8).base64EncodedString()
            headers["Authorization"] = "Basic \(pair)"
        }
        return try await call(body: body, headers: headers)
    }

    func call(body: String, headers: [String: String] = [:]) async throws -> RPCAnswer {
        RPCAnswer(http: try await send("POST", "/xmlrpc/", headers: headers, body: body))
    }

    /// The ids of the patches that a filter lets through.
    func patches(_ filter: RPCParameter) async throws -> [Int] {
        let answer = try await call("patch_list", filter)
        #expect(answer.fault == nil, "\(filter.xml)")
        return answer.ids
    }
}

extension Site {
    /// Makes accounts that can sign in with a password: `maud` maintains the project, `ada` sent
    /// patches, `pat` has no rights.
    func makeAccounts() async throws {
        for (name, rest) in [("maud", ["--maintainer-of", "widget"]), ("ada", []), ("pat", [])] {
            let ending = try await run(
                ["user", "create", name, "--email", "\(name)@example.org"] + rest,
                input: Array("password of \(name)\n".utf8)
            )
            try #require(ending.status == 0, "\(ending.errors)")
        }
    }
}
