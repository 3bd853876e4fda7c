import Foundation
import HTTPTypes
import MailParsing
import Synchronization
import Testing
import TrackerAPI
import TrackerHTTP
import TrackerMail
import TrackerModel
import TrackerStore
import TrackerTesting
import TrackerWeb

/// The time of a test, which goes on when the test says so.
final class TestTime: Sendable {
    private let passed = Mutex<Int64>(0)

    static let start: Int64 = 1_700_000_000_000_000

    func pass(seconds: Int64) { passed.withLock { $0 += seconds * 1_000_000 } }

    var now: Int64 { passed.withLock { Self.start + $0 } }
    var seconds: Double { Double(now - Self.start) / 1_000_000 }
}

/// A site as the world sees it: requests in, answers out.
///
/// `maud` maintains the project `widget` and `gus` the project `gadget`; `robot` and `pat` have no
/// right, `root` is superuser. The password of each is the name with a 1 behind it. Patch 1 is in
/// `widget`, patch 2 in `gadget`; bundle 77 is `pat`'s own and private.
struct AccessSite: Sendable {
    let store: Store
    let time: TestTime
    private let api: RESTRoutes
    private let web: WebRoutes

    /// How mails leave, in a test.
    enum Mail {
        case none
        case tray(MailTray)
        /// There is no such program, so that every mail fails.
        case broken
    }

    static func with(
        _ kind: DatabaseKind,
        mail: Mail = .none,
        _ body: (AccessSite) async throws -> Void
    ) async throws {
        try await kind.withEmptyDatabase { url in
            let time = TestTime()
            let store = try await kind.openStore(url, clock: Clock { time.now })
            do {
                try await store.fillForAccess()
                let site = AccessSite(store, time, mail)
                do {
                    try await body(site)
                } catch {
                    await site.web.errands.finish()
                    throw error
                }
                await site.web.errands.finish()
                await store.close()
            } catch {
                await store.close()
                throw error
            }
        }
    }

    /// The same with mails that leave, and the tray where they are.
    static func withMail(
        _ kind: DatabaseKind,
        _ body: (AccessSite, MailTray) async throws -> Void
    ) async throws {
        let tray = try MailTray()
        defer { tray.remove() }
        try await with(kind, mail: .tray(tray)) { try await body($0, tray) }
    }

    private init(_ store: Store, _ time: TestTime, _ mail: Mail) {
        self.store = store
        self.time = time
        let signIn = SignIn(store: store, seconds: { time.seconds })
        let report: @Sendable (any Error) -> Void = { error in
            if error is MailFailure, case .broken = mail { return }
            Issue.record("the site reported: \(error)")
        }
        api = RESTRoutes(
            store: store,
            signIn: signIn,
            style: WebRoutes.stylePath,
            report: report
        )
        web = WebRoutes(
            store: store,
            signIn: signIn,
            mailSender: Self.sender(mail, time),
            report: report
        )
    }

    private static func sender(_ mail: Mail, _ time: TestTime) -> MailSender? {
        let program: String
        switch mail {
        case .none: return nil
        case .tray(let tray): program = tray.program
        case .broken: program = "/nonexistent/sendmail"
        }
        let settings = MailSender.Settings(
            way: .sendmail(path: program),
            author: MailAddress(name: nil, address: "patchbay@test.test"),
            siteURL: "https://patches.test"
        )
        return MailSender(settings: settings, clock: { time.now })
    }

    /// Waits for the mails that are sent behind the answers.
    func finishErrands() async { await web.errands.finish() }

    /// The number that a statement answers with.
    func found(_ statement: SQLText) async throws -> Int64? {
        try await store.database.read { try $0.int(statement) }
    }

    /// Sends a request to `http://patches.test`, or with `https`.
    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ headers: HTTPFields = [:],
        body: String = "",
        scheme: String = "http",
        client: String = "192.0.2.1"
    ) async -> SiteAnswer {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let request = Request(
            method: method,
            path: String(halves[0]),
            query: halves.count > 1 ? String(halves[1]) : "",
            headers: headers,
            body: Array(body.utf8),
            scheme: scheme,
            host: "patches.test",
            client: client
        )
        if let answer = await api.answer(to: request) {
            if case .bytes(let bytes) = answer.body {
                Recording.add(
                    request.method.rawValue,
                    request.path,
                    status: answer.status.code,
                    headers: answer.headers.map { ($0.name.canonicalName, $0.value) },
                    body: bytes
                )
            }
            return SiteAnswer(answer: answer)
        }
        return SiteAnswer(answer: await web.answer(to: request))
    }

    func get(_ target: String, _ headers: HTTPFields = [:]) async -> SiteAnswer {
        await send(.get, target, headers)
    }

    /// Sends a JSON body with a token.
    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        token: String,
        json: String = ""
    ) async -> SiteAnswer {
        let headers: HTTPFields = [
            .authorization: "Token \(token)", .contentType: "application/json",
        ]
        return await send(method, target, headers, body: json)
    }

    func get(_ target: String, token: String) async -> SiteAnswer {
        await send(.get, target, token: token)
    }

    /// The token of full power that the operator gives a user.
    func token(of user: String) async throws -> String {
        try await store.createToken(username: user).text
    }

    /// Makes a token through the API.
    func makeToken(by maker: String, _ json: String) async throws -> String {
        let answer = await send(.post, "/api/patchbay/tokens/", token: maker, json: json)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(try answer.object()["token"] as? String)
    }

    func run(_ statement: SQLText) async throws {
        _ = try await store.database.write { try $0.execute(statement) }
    }
}

struct SiteAnswer {
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
        try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
            "\(text)"
        )
    }

    func objects() throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]],
            "\(text)"
        )
    }

    /// The cookies that it sets, as they are sent: `name=value; Path=/; …`.
    var cookies: [String] { answer.headers[values: .setCookie] }

    /// The value of a cookie that it sets; `nil` also for one that it takes away.
    func cookie(_ name: String) -> String? {
        let cookie = cookies.first { $0.hasPrefix(name + "=") }
        let value = cookie?.dropFirst(name.count + 1).prefix { $0 != ";" } ?? ""
        return value.isEmpty ? nil : String(value)
    }

    /// Whether it is `{"detail":TEXT}`.
    func says(_ detail: String) -> Bool { text == "{\"detail\":\"\(detail)\"}" }
}
