import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// Changes that wait for the same transaction: each is decided as if it were alone.
@Suite("Changes that share a transaction")
struct SharedTransactionTests {
    /// Runs the body with a site whose next transaction is held until it lets it go.
    private func withHeldSite(
        _ kind: DatabaseKind,
        preparation: SQLText? = nil,
        _ body: (TestSite, HeldDatabase) async throws -> Void
    ) async throws {
        try await kind.withEmptyDatabase { url in
            let database = HeldDatabase(try kind.open(url))
            let store = try await Store.open(database, clock: Clock { 1_700_000_000_000_000 })
            let site = try await TestSite(store)
            // What notes the use of a token is a transaction as well.
            _ = try await site.get("/api/", as: "maud")
            _ = try await site.get("/api/", as: "pat")
            try await poll {
                let noted = try? await site.count("token WHERE last_used IS NOT NULL")
                return noted == 2
            }
            if let preparation {
                try await store.database.write { _ = try $0.execute(preparation) }
            }
            database.hold()
            try await body(site, database)
            try await Self.checkTrail(of: site)
            await store.close()
        }
    }

    /// Events have no gaps; each check has one event and one line in the trail.
    private static func checkTrail(of site: TestSite) async throws {
        let ids = try await site.store.database.read { db in
            try db.all("SELECT id FROM event ORDER BY id") { $0.int(0) }
        }
        #expect(ids == Array(1...Int64(ids.count)))
        let (checks, events) = (
            try await site.count("check_result WHERE context LIKE 'shared%'"),
            try await site.count(
                """
                event JOIN check_result ON check_result.id = event.check_id
                WHERE event.category = 'check-created' AND context LIKE 'shared%'
                """
            )
        )
        #expect(checks == events)
        #expect(
            try await site.count("audit WHERE target = 'check' AND after LIKE '%\"shared%'")
                == checks
        )
        #expect(try await site.store.wrongTallies() == 0)
    }

    /// Posts checks while the first one is held back, in the order of their numbers.
    private static func post(
        _ count: Int,
        to site: TestSite,
        _ database: HeldDatabase,
        _ change: @escaping @Sendable (Int) async throws -> Int
    ) async throws -> [Int: Int] {
        try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for number in 0..<count {
                group.addTask { (number, try await change(number)) }
                try await poll {
                    number == 0 ? database.writes == 1 : site.store.waitingChanges == number
                }
            }
            database.letGo()
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// As many events as are written at once, of checks that wait as well.
    @Test("64 checks are one transaction", arguments: DatabaseKind.allCases)
    func fullTransaction(on kind: DatabaseKind) async throws {
        try await withHeldSite(kind) { site, database in
            let statuses = try await Self.post(65, to: site, database) { number in
                let check = #"{"state":"success","context":"full\#(number)"}"#
                return try await site.change(.post, "patches/1/checks/", check, as: "maud").status
            }
            #expect(statuses.values.allSatisfy { $0 == 201 })
            #expect(database.writes == 2, "1 and 64 changes")
            let told =
                "event WHERE check_id IN (SELECT id FROM check_result WHERE context LIKE 'full%')"
            #expect(try await site.count(SQLText(trusted: told)) == 65)
        }
    }

    @Test("of 100 checks one is refused", arguments: DatabaseKind.allCases)
    func oneIsRefused(on kind: DatabaseKind) async throws {
        try await withHeldSite(kind) { site, database in
            let statuses = try await Self.post(100, to: site, database) { number in
                let user = number == 40 ? "pat" : "maud"
                let check = #"{"state":"success","context":"shared\#(number)"}"#
                return try await site.change(.post, "patches/1/checks/", check, as: user).status
            }
            #expect(statuses.filter { $0.value == 201 }.count == 99)
            #expect(statuses[40] == 403)
            #expect(database.writes == 3, "1, 64 and 35 changes")
            #expect(try await site.count("check_result WHERE context LIKE 'shared%'") == 99)
            #expect(try await site.count("check_result WHERE context = 'shared40'") == 0)
            // They were made in the order in which they came.
            let contexts = try await site.store.database.read { db in
                try db.all(
                    "SELECT context FROM check_result WHERE context LIKE 'shared%' ORDER BY id"
                ) { $0.text(0) }
            }
            #expect(contexts == (0..<100).filter { $0 != 40 }.map { "shared\($0)" })
        }
    }

    @Test("one that was half made is taken back alone", arguments: DatabaseKind.allCases)
    func oneIsTakenBack(on kind: DatabaseKind) async throws {
        try await withHeldSite(kind) { site, database in
            let statuses = try await Self.post(6, to: site, database) { number in
                switch number {
                case 2:
                    // Patch 1 is changed before the other one is found missing.
                    let body = #"{"patches":[1,99],"set":{"state":"rejected"}}"#
                    return try await site.change(.post, "patchbay/patches/bulk/", body).status
                case 3:
                    let body = #"{"patches":[1,2],"set":{"state":"rfc"},"dry_run":true}"#
                    return try await site.change(.post, "patchbay/patches/bulk/", body).status
                case 4:
                    return try await site.change(.patch, "patches/2/", #"{"state":"accepted"}"#)
                        .status
                default:
                    let check = #"{"state":"success","context":"shared\#(number)"}"#
                    return try await site.change(.post, "patches/1/checks/", check).status
                }
            }
            #expect(statuses == [0: 201, 1: 201, 2: 400, 3: 200, 4: 200, 5: 201])
            #expect(database.writes == 2)
            let states = try await site.get("/api/patches/?order=id").objects()
                .compactMap { $0["state"] as? String }
            #expect(states == ["under-review", "accepted", "new", "rfc"])
            #expect(try await site.count("audit WHERE after LIKE '%rejected%'") == 0)
        }
    }

    @Test("one key makes one check", arguments: DatabaseKind.allCases)
    func sameKey(on kind: DatabaseKind) async throws {
        try await withHeldSite(kind) { site, database in
            var headers = HTTPFields()
            if let name = HTTPField.Name("Idempotency-Key") { headers[name] = "once" }
            let sent = headers
            let statuses = try await Self.post(8, to: site, database) { number in
                let context = number == 7 ? "sharedother" : "shared"
                let check = #"{"state":"success","context":"\#(context)"}"#
                return try await site.change(.post, "patches/1/checks/", check, headers: sent)
                    .status
            }
            #expect((0..<7).allSatisfy { statuses[$0] == 201 })
            #expect(statuses[7] == 422)
            #expect(try await site.count("check_result WHERE context LIKE 'shared%'") == 1)
        }
    }

    /// The tokens of `maud` and `pat` are remembered, and one of them is gone.
    @Test("of two tokens in one transaction one has ended", arguments: DatabaseKind.allCases)
    func endedToken(on kind: DatabaseKind) async throws {
        let end: SQLText = "DELETE FROM token WHERE account_id = 4"
        try await withHeldSite(kind, preparation: end) { site, database in
            let statuses = try await Self.post(7, to: site, database) { number in
                let check = #"{"state":"success","context":"shared\#(number)"}"#
                let user = number % 3 == 1 ? "pat" : "maud"
                let answer = try await site.change(.post, "patches/1/checks/", check, as: user)
                return answer.text.contains("Invalid token.") ? -answer.status : answer.status
            }
            #expect(statuses == [0: 201, 1: -403, 2: 201, 3: 201, 4: -403, 5: 201, 6: 201])
            #expect(database.writes == 2)
        }
    }

    @Test("of one context the last check counts", arguments: DatabaseKind.allCases)
    func sameContext(on kind: DatabaseKind) async throws {
        try await withHeldSite(kind) { site, database in
            let posted = [
                (1, "fail", "shared"), (1, "fail", "shared"), (2, "warning", "shared"),
                (1, "success", "shared"), (1, "pending", "shared-too"), (2, "fail", "shared"),
                (2, "success", "shared"),
            ]
            let statuses = try await Self.post(posted.count, to: site, database) { number in
                let (patch, state, context) = posted[number]
                let check = #"{"state":"\#(state)","context":"\#(context)"}"#
                return try await site.change(.post, "patches/\(patch)/checks/", check).status
            }
            #expect(statuses.values.allSatisfy { $0 == 201 })
            let current = try await site.store.database.read { db in
                try db.all(
                    """
                    SELECT patch_id, context, state FROM check_result
                    WHERE context LIKE 'shared%' AND superseded = 0 ORDER BY patch_id, id
                    """
                ) { "\($0.int(0)) \($0.text(1)) \($0.int(2))" }
            }
            let (pending, success) = (CheckState.pending.rawValue, CheckState.success.rawValue)
            #expect(
                current == [
                    "1 shared \(success)", "1 shared-too \(pending)", "2 shared \(success)",
                ]
            )
            #expect(try await site.count("check_result WHERE context LIKE 'shared%'") == 7)
            let second = try await site.get("/api/patches/2/").object()
            #expect(second["check"] as? String == "success")
        }
    }

    @Test("who stops waiting stops nobody else", arguments: DatabaseKind.allCases)
    func cancelled(on kind: DatabaseKind) async throws {
        try await withHeldSite(kind) { site, database in
            let tasks = try await Self.start(20, on: site, database)
            for (number, task) in tasks.enumerated() where number % 3 == 0 { task.cancel() }
            database.letGo()
            for (number, task) in tasks.enumerated() {
                let status = try await task.value
                if number % 3 != 0 { #expect(status == 201) }
            }
            // Nobody can know whether the one who left has seen the answer: its change is made.
            #expect(try await site.count("check_result WHERE context LIKE 'shared%'") == 20)
        }
    }

    private static func start(
        _ count: Int,
        on site: TestSite,
        _ database: HeldDatabase
    ) async throws -> [Task<Int, any Error>] {
        var tasks: [Task<Int, any Error>] = []
        for number in 0..<count {
            tasks.append(
                Task {
                    let check = #"{"state":"success","context":"shared\#(number)"}"#
                    return try await site.change(.post, "patches/1/checks/", check).status
                }
            )
            try await poll {
                number == 0 ? database.writes == 1 : site.store.waitingChanges == number
            }
        }
        return tasks
    }

    @Test(
        "a fault of the database is heard by its own change only",
        arguments: DatabaseKind.allCases
    )
    func fault(on kind: DatabaseKind) async throws {
        // A rule of the database itself that a second such check breaks.
        let rule: SQLText =
            "CREATE UNIQUE INDEX once ON check_result (context) WHERE context = 'ci-build'"
        try await withHeldSite(kind, preparation: rule) { site, database in
            let author = try await Self.maud(of: site)
            let statuses = try await Self.post(5, to: site, database) { number in
                let context = number == 2 ? "ci-build" : "shared\(number)"
                do {
                    let check = NewCheck(state: .success, context: context)
                    try await site.store.createCheck(on: 1, check, by: author)
                    return 201
                } catch let error as StoreError {
                    return error.code == .duplicate ? 503 : 500
                }
            }
            #expect(statuses == [0: 201, 1: 201, 2: 503, 3: 201, 4: 201])
            #expect(database.writes == 1 + 1 + 4, "one, all others together, each of them alone")
        }
    }

    private static func maud(of site: TestSite) async throws -> ChangeAuthor {
        let holder = try #require(try await site.store.passwordHolder(username: "maud"))
        return ChangeAuthor(account: holder.account, way: .rest)
    }
}
