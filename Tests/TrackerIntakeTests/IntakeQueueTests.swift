import Testing
import TrackerIntake
import TrackerStore
import TrackerTesting

struct IntakeQueueTests {
    @Test(
        "mails that arrive while a transaction runs share the next ones",
        arguments: DatabaseKind.allCases
    )
    func shares(kind: DatabaseKind) async throws {
        try await kind.withEmptyDatabase { url in
            let store = try await kind.openStore(url)
            let database = HeldDatabase(store.database)
            let queue = IntakeQueue(store: try await Store.open(database))
            database.hold()
            let results = try await withThrowingTaskGroup(of: (Int, IntakeResult).self) { group in
                // The first one runs alone, and is held; the others line up in order behind it.
                for number in 0..<250 {
                    group.addTask {
                        (number, try await queue.receive(raw: mail(number), source: "test"))
                    }
                    // The first one is held in its transaction, the others wait.
                    try await poll {
                        let waiting = await queue.waiting
                        return waiting == number && database.writes == 1
                    }
                }
                database.letGo()
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1.mailID }
            }
            #expect((0..<250).map { results[$0] } == (1...250).map { Int64($0) }, "in order")
            #expect(database.writes == 4, "1, 100, 100 and 49 mails")
            await store.close()
        }
    }

    @Test("large mails do not share a transaction", arguments: DatabaseKind.allCases)
    func largeMails(kind: DatabaseKind) async throws {
        try await kind.withEmptyDatabase { url in
            let store = try await kind.openStore(url)
            let database = HeldDatabase(store.database)
            let queue = IntakeQueue(store: try await Store.open(database))
            database.hold()
            try await withThrowingTaskGroup(of: Void.self) { group in
                let sizes = [1, 3 << 20, 2 << 20, 1 << 20, 5 << 20, 1]
                for (number, size) in sizes.enumerated() {
                    group.addTask {
                        _ = try await queue.receive(raw: mail(number, size: size), source: "test")
                    }
                    // The first one is held in its transaction, the others wait.
                    try await poll {
                        let waiting = await queue.waiting
                        return waiting == number && database.writes == 1
                    }
                }
                database.letGo()
                try await group.waitForAll()
            }
            #expect(database.writes == 5, "1 B; 3 MiB; 2 and 1 MiB; 5 MiB; 1 B")
            await store.close()
        }
    }

    @Test("without a database each sender is told", arguments: DatabaseKind.allCases)
    func noDatabase(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let queue = IntakeQueue(store: store)
            _ = try await queue.receive(raw: mail(0), source: "test")
            await store.close()
            await #expect(throws: StoreError.self) {
                try await queue.receive(raw: mail(1), source: "test")
            }
        }
    }
}

private func mail(_ number: Int, size: Int = 0) -> [UInt8] {
    let head = "From: ada@example.org\nMessage-ID: <\(number)@example.org>\n\n"
    return Array(head.utf8) + [UInt8](repeating: 10, count: size)
}
