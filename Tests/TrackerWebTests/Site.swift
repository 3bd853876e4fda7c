import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@testable import TrackerWeb

/// A site on a database of its own, filled by SQL, whose project is `widget`.
final class Site: Sendable {
    let store: Store
    let routes: WebRoutes
    private let cleanUp: @Sendable () -> Void

    /// 11 September 2016, 22:22:03 UTC.
    static let date: Int64 = 1_473_632_523_000_000

    init(on kind: DatabaseKind = .sqlite, withProject: Bool = true) async throws {
        let database = try await EmptyDatabase.copy(for: kind)
        cleanUp = database.remove
        store = try await kind.openStore(database.url)
        routes = WebRoutes(store: store, signIn: SignIn(store: store))
        guard withProject else { return }
        _ = try await store.createProject(
            Project(
                linkName: "widget",
                name: "Widget tools",
                listID: "widget.lists.example.org",
                listEmail: "widget@lists.example.org"
            )
        )
        try await run(
            """
            INSERT INTO person (email, email_key, name)
            VALUES ('ada@devs.example', 'ada@devs.example', 'Ada Lindqvist')
            """
        )
    }

    deinit { cleanUp() }

    func run(_ statement: SQLText) async throws {
        try await store.database.write { db in _ = try db.execute(statement) }
    }

    func get(
        _ path: String,
        query: String = "",
        method: HTTPRequest.Method = .get,
        headers: HTTPFields = [:]
    ) async -> Answer {
        await routes.answer(
            to: Request(method: method, path: path, query: query, headers: headers)
        )
    }
}

/// What a test says about a patch; the rest is the same for all.
struct Sent {
    var id: Int64
    var messageID: String
    var name = "[1/2] test: Add x"
    var headers = """
        From: Ada Lindqvist <ada@devs.example>
        Subject: [PATCH 1/2] test: Add x
        Date: Sun, 11 Sep 2016 23:22:03 +0100
        """
    var content: String? = "Add x.\n\nSigned-off-by: Ada Lindqvist <ada@devs.example>"
    var diff: String? = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
    var series: Int64?
    var number: Int64?
    var submitter: Int64 = 1
    var delegate: Int64?
    var pullURL: String?
    /// Whether the body is compressed against a raw mail, as intake does.
    var hasRawMail = false

    init(_ id: Int64, _ messageID: String) {
        self.id = id
        self.messageID = messageID
    }
}

extension Site {
    func add(_ patch: Sent) async throws {
        let body = MailBody(headers: patch.headers, content: patch.content, diff: patch.diff)
        let raw = Array("\(patch.headers)\n\n\(patch.content ?? "")\n\(patch.diff ?? "")".utf8)
        let stored = MailCodec.pack(body, raw: patch.hasRawMail ? raw : [])
        if patch.hasRawMail { try await addMail(patch.id, raw: raw) }
        let mail = patch.hasRawMail ? patch.id : nil
        try await run(
            """
            INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, delegate_id, state_id,
                series_id, number, pull_url, mail_id, codec, body)
            VALUES (\(patch.id), 1, \(patch.messageID), \(Self.date), \(patch.name),
                \(patch.submitter), \(patch.delegate), 1, \(patch.series), \(patch.number),
                \(patch.pullURL), \(mail), \(stored.codec), \(stored.bytes))
            """
        )
    }

    private func addMail(_ id: Int64, raw: [UInt8]) async throws {
        let stored = MailCodec.pack(raw: raw)
        try await run(
            """
            INSERT INTO mail (id, identity, digest, received, source, size, codec, raw, outcome, reason)
            VALUES (\(id), \("\(id)"), \(Digest.sha256(raw)), 0, 'test', \(raw.count),
                \(stored.codec), \(stored.bytes), 'patch', '')
            """
        )
    }

    func addCover(_ cover: Sent) async throws {
        let body = MailBody(headers: cover.headers, content: cover.content)
        let stored = MailCodec.pack(body, raw: [])
        try await run(
            """
            INSERT INTO cover (id, project_id, msgid, date, name, submitter_id, codec, body)
            VALUES (\(cover.id), 1, \(cover.messageID), \(Self.date), \(cover.name),
                \(cover.submitter), \(stored.codec), \(stored.bytes))
            """
        )
    }

    func addComment(
        _ id: Int64,
        on parent: String,
        _ parentID: Int64,
        _ content: String,
        after: Int64
    )
        async throws
    {
        let stored = MailCodec.pack(MailBody(headers: "", content: content), raw: [])
        let table = SQLText(trusted: parent)
        try await run(
            """
            INSERT INTO \(sql: table)_comment (id, \(sql: table)_id, msgid, date, submitter_id, codec,
                body)
            VALUES (\(id), \(parentID), \("<c\(id)@devs.example>"), \(Self.date + after), 1,
                \(stored.codec), \(stored.bytes))
            """
        )
    }

    func addSeries(_ id: Int64, name: String?) async throws {
        try await run(
            """
            INSERT INTO series (id, project_id, name, date, submitter_id, version, total, received_total)
            VALUES (\(id), 1, \(name), \(Self.date), 1, 1, 2, 2)
            """
        )
    }

    func addAccount(_ username: String) async throws -> Account {
        guard let password = PasswordHash(of: "\(username) password") else {
            throw StoreError(.unavailable, "no randomness")
        }
        return try await store.createAccount(
            Store.NewAccount(
                username: username,
                email: "\(username)@devs.example",
                password: password
            )
        )
    }
}

extension Answer {
    /// The whole body as text, piece by piece.
    func text() async throws -> String {
        switch body {
        case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .pieces(let next):
            var bytes: [UInt8] = []
            while let piece = try await next() { bytes += piece }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
