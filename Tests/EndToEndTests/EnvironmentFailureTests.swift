import Foundation
import Testing
import TrackerStore
import TrackerTesting

/// When the machine fails, the mail server is told to keep the mail; nothing is half done.
@Suite("Failures of the environment") struct EnvironmentFailureTests {
    private static let tryAgain: Int32 = 75

    private func checkRefusal(_ ending: ChildProcess.Ending) {
        #expect(ending.status == Self.tryAgain, "\(ending.errors)")
        #expect(ending.text.isEmpty)
        #expect(ending.errors.hasPrefix("patchbay: the mail is not stored, try again later: "))
        #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
    }

    /// After the trouble the same delivery goes well, and is the only one.
    private func checkRecovery(_ site: Site, mails: [String]) async throws {
        try await site.receive([TestThread.turn])
        try await site.serve { server in
            let patches = try await server.get("/api/patches/?order=id").objects()
            #expect(patches.compactMap { $0["msgid"] as? String } == mails)
            let events = try await server.get("/api/events/").objects()
            #expect(events.compactMap { $0["id"] as? Int }.max() == events.count)
        }
    }

    @Test("no folder can be made for the database")
    func noFolder() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let obstacle = "\(folder.path)/obstacle"
        try Data().write(to: URL(fileURLWithPath: obstacle))
        try await Site.with(database: "sqlite:\(obstacle)/patchbay.db") { site in
            checkRefusal(try await site.run("mail", "receive", input: TestThread.turn.bytes))
            let list = try await site.run("mail", "list")
            #expect(list.status == 1)
            #expect(list.errors.hasPrefix("Error: cannot make the folder \(obstacle)"))
            try FileManager.default.removeItem(atPath: obstacle)
            try await site.makeWidget()
            try await checkRecovery(site, mails: ["<v1-1@example.org>"])
        }
    }

    @Test("a folder stands where the database should be")
    func folderInPlaceOfFile() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let place = "\(folder.path)/patchbay.db"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try await Site.with(database: "sqlite:\(place)") { site in
            checkRefusal(try await site.run("mail", "receive", input: TestThread.turn.bytes))
            try FileManager.default.removeItem(atPath: place)
            try await site.makeWidget()
            try await checkRecovery(site, mails: ["<v1-1@example.org>"])
        }
    }

    @Test("the file is no database, and stays as it is")
    func notADatabase() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let text = Data(String(repeating: "This is a diary. ", count: 1_000).utf8)
        let place = URL(fileURLWithPath: "\(folder.path)/diary.txt")
        try text.write(to: place)
        try await Site.with(database: "sqlite:\(place.path)") { site in
            checkRefusal(try await site.run("mail", "receive", input: TestThread.turn.bytes))
            #expect(try await site.run("mail", "list").status == 1)
            #expect(try await site.run("serve", "--port", "0").status == 1)
            #expect(try Data(contentsOf: place) == text)
        }
    }

    /// SQLite waits for 30 seconds; so does this test.
    @Test("another process holds the database")
    func locked() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.cover])
            let store = try await DatabaseKind.sqlite.openStore(site.database)
            let gate = DispatchSemaphore(value: 0)
            let (held, holder) = AsyncStream.makeStream(of: Void.self)
            async let holding: Void = store.database.write { db in
                try db.execute("UPDATE project SET name = 'held'")
                holder.finish()
                gate.wait()
            }
            for await _ in held {}
            let refused = try await site.run("mail", "receive", input: TestThread.turn.bytes)
            gate.signal()
            try await holding
            await store.close()
            checkRefusal(refused)
            try await checkRecovery(site, mails: ["<v1-1@example.org>"])
        }
    }

    @Test("another process takes in mail on PostgreSQL and does not end")
    func lockedOnServer() async throws {
        try await DatabaseKind.postgres.withEmptyDatabase { url in
            // An operator may set the time, for the role, for the database, or in the URL.
            let patient = "\(url)?options=-c%20lock_timeout%3D300ms"
            try await Site.with(database: patient) { site in
                try await site.makeWidget()
                let store = try await DatabaseKind.postgres.openStore(url)
                let gate = DispatchSemaphore(value: 0)
                let (held, holder) = AsyncStream.makeStream(of: Void.self)
                async let holding: Void = store.database.write { db in
                    try db.query("SELECT pg_advisory_xact_lock(7200002)") { _ in }
                    holder.finish()
                    gate.wait()
                }
                for await _ in held {}
                let refused = try await site.run("mail", "receive", input: TestThread.turn.bytes)
                gate.signal()
                try await holding
                await store.close()
                checkRefusal(refused)
                #expect(refused.errors.contains("another process has held the database"))
                try await checkRecovery(site, mails: ["<v1-1@example.org>"])
            }
        }
    }

    @Test("the disk is full", arguments: [4, 40, 200])
    func diskIsFull(kilobytes: Int) async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.cover])
            var large = TestThread.single
            large.body += (0..<60_000).map { "\($0 &* 2_654_435_761)" }.joined(separator: " ")
            // No file may grow beyond the limit; that this is told by a signal, too, is set aside.
            let ending = try await site.run(
                ["mail", "receive"],
                input: large.bytes,
                wrapper: [
                    "sh", "-c", "trap '' XFSZ; exec prlimit --fsize=\(kilobytes << 10) \"$@\"",
                    "sh",
                ]
            )
            checkRefusal(ending)
            #expect(try await site.succeed("mail", "list", "--json").contains("single@") == false)
            try await checkRecovery(site, mails: ["<v1-1@example.org>"])
        }
    }

    @Test("PostgreSQL does not run")
    func noServer() async throws {
        // Port 1 is reserved, and nobody listens there.
        for url in ["postgres://patchbay@127.0.0.1:1/patchbay", "postgres://patchbay@%2Fnothing/x"]
        {
            try await Site.with(database: url) { site in
                checkRefusal(try await site.run("mail", "receive", input: TestThread.turn.bytes))
                for command in [["mail", "list"], ["migrate"], ["serve", "--port", "0"]] {
                    let ending = try await site.run(command)
                    #expect(ending.status == 1, "\(command)")
                    #expect(ending.errors.hasPrefix("Error: PostgreSQL: "))
                    #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
                }
            }
        }
    }

    @Test("PostgreSQL has no such database")
    func noSuchDatabase() async throws {
        try await DatabaseKind.postgres.withEmptyDatabase { url in
            try await Site.with(database: "\(url)_missing") { site in
                checkRefusal(try await site.run("mail", "receive", input: TestThread.turn.bytes))
            }
        }
    }

    @Test("the schema is newer than the program", arguments: DatabaseKind.allCases)
    func newerSchema(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            let store = try await kind.openStore(site.database)
            _ = try await store.database.write { db in
                try db.execute("INSERT INTO schema_version (version) VALUES (9999)")
            }
            checkRefusal(try await site.run("mail", "receive", input: TestThread.turn.bytes))
            let list = try await site.run("mail", "list")
            #expect(list.status == 1)
            #expect(list.errors.contains("use a newer patchbay"))
            _ = try await store.database.write { db in
                try db.execute("DELETE FROM schema_version WHERE version = 9999")
            }
            await store.close()
            try await checkRecovery(site, mails: ["<v1-1@example.org>"])
        }
    }
}
