import Foundation
import HTTPTypes
import Testing
import TrackerAPI
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

/// A small site and its API.
struct TestSite {
    let store: Store
    var routes: RESTRoutes
    private let tokens: [String: String]

    /// Who there is: `maud` maintains the project `widget`, `gus` maintains `gadget`, `ada` wrote
    /// patches, `pat` does nothing.
    init(_ store: Store) async throws {
        self.store = store
        routes = RESTRoutes(store: store, signIn: SignIn(store: store)) { error in
            Issue.record("the API reported: \(error)")
        }
        try await store.fill()
        var tokens: [String: String] = [:]
        for name in ["maud", "gus", "ada", "pat"] {
            tokens[name] = try await store.createToken(username: name).text
        }
        self.tokens = tokens
    }

    /// Sends a request to `http://patches.test`.
    ///
    /// - Parameters:
    ///   - target: Path and query, percent-encoded.
    ///   - user: Whose token to send.
    ///   - method: The method.
    ///   - headers: Further headers.
    ///   - body: The body as it is.
    /// - Returns: What the API answers, or `nil` for a path that is not one of the API.
    func send(
        _ target: String,
        as user: String? = nil,
        method: HTTPRequest.Method = .get,
        headers: HTTPFields = [:],
        body: [UInt8] = []
    ) async -> TestAnswer? {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = headers
        if let user, let token = tokens[user] { headers[.authorization] = "Token \(token)" }
        let request = Request(
            method: method,
            path: String(halves[0]),
            query: halves.count > 1 ? String(halves[1]) : "",
            headers: headers,
            body: body,
            host: "patches.test"
        )
        guard let answer = await routes.answer(to: request).map(TestAnswer.init) else { return nil }
        Recording.add(
            method.rawValue,
            target,
            status: answer.status,
            headers: answer.answer.headers.map { ($0.name.canonicalName, $0.value) },
            body: answer.text.utf8
        )
        return answer
    }

    /// Sends a request that the API must answer.
    func get(
        _ target: String,
        as user: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> TestAnswer {
        try #require(await send(target, as: user, headers: headers), "no answer to \(target)")
    }

    /// Sends a request that changes something.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: What stands behind `/api/`.
    ///   - body: As JSON, unless `type` says otherwise.
    ///   - user: Whose token to send.
    ///   - type: The `Content-Type`.
    ///   - headers: Further headers.
    /// - Returns: What the API answers.
    /// - Throws: If the path is not one of the API.
    func change(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ body: String = "",
        as user: String? = "maud",
        type: String = "application/json",
        headers: HTTPFields = [:]
    ) async throws -> TestAnswer {
        var headers = headers
        headers[.contentType] = type
        let sent = await send(
            "/api/\(target)",
            as: user,
            method: method,
            headers: headers,
            body: Array(body.utf8)
        )
        return try #require(sent, "no answer to \(target)")
    }

    /// The events of a category in the order in which they were written.
    func events(_ category: String) async throws -> [[String: Any]] {
        let events = try await get("/api/events/?category=\(category)&per_page=250").objects()
        return events.sorted { ($0["id"] as? Int ?? 0) < ($1["id"] as? Int ?? 0) }
    }

    /// How many lines the trail has, without those of the site's own tokens.
    func changes() async throws -> Int64 {
        try await store.database.read {
            try $0.int("SELECT COUNT(*) FROM audit WHERE target <> 'token'")
        } ?? 0
    }

    /// How many rows a table has.
    func count(_ table: SQLText) async throws -> Int64 {
        try await store.database.read { try $0.int("SELECT COUNT(*) FROM \(sql: table)") } ?? 0
    }

    /// The lines of the trail of changes, oldest first, without those of the tokens that the site
    /// itself makes: `update patch 1 {…} {…}`.
    func trail() async throws -> [String] {
        try await store.database.read { db in
            try db.all(
                """
                SELECT action, target, target_id, before, after, username FROM audit
                WHERE target <> 'token' ORDER BY id
                """
            ) { row in
                "\(row.text(5)): \(row.text(0)) \(row.text(1)) \(row.int(2)) \(row.text(3)) \(row.text(4))"
            }
        }
    }

    /// The ids of a list, in its order.
    func ids(_ target: String, as user: String? = nil) async throws -> [Int] {
        let answer = try await get(target, as: user)
        #expect(answer.status == 200, "\(target)")
        return try answer.objects().compactMap { $0["id"] as? Int }
    }
}

struct TestAnswer {
    let answer: Answer

    var status: Int { answer.status.code }

    var text: String {
        guard case .bytes(let bytes) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { answer.headers[$0] }
    }

    func object() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    func objects() throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }

    /// The names of the members of the outermost object in their order.
    var keys: [String] {
        var keys: [String] = []
        for line in text.split(separator: "\n") where line.hasPrefix(" \"") {
            keys += line.dropFirst(2).split(separator: "\"").prefix(1).map(String.init)
        }
        return keys
    }
}

extension Any? {
    /// The value written as JSON.
    func asJSON() throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: self as Any), as: UTF8.self)
    }
}
