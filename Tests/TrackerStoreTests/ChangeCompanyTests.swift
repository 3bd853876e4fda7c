import Dispatch
import Synchronization
import Testing
import TrackerModel
import TrackerTesting

@testable import TrackerStore

/// A transaction waits for changes that are known to be on their way, and for no others.
@Suite("Company on its way")
struct ChangeCompanyTests {
    /// A line of changes that says what was made.
    private struct Line {
        let database: HeldDatabase
        let queue: ChangeQueue
        let made = Made()

        final class Made: Sendable {
            let names = Mutex<[String]>([])
            var count: Int { names.withLock { $0.count } }
        }

        func add(_ name: String) {
            let made = made
            queue.add(
                ChangeQueue.Waiting(
                    author: ChangeAuthor(account: nil, grant: nil, way: .commandLine),
                    decidesFirst: false,
                    patch: nil,
                    shown: nil,
                    make: { _ in { made.names.withLock { $0.append(name) } } },
                    fail: { error in made.names.withLock { $0.append("\(error)") } }
                )
            )
        }
    }

    private func withLine(
        _ kind: DatabaseKind,
        _ body: (Line) async throws -> Void
    ) async throws {
        try await kind.withEmptyDatabase { url in
            let database = HeldDatabase(try kind.open(url))
            let clock = Clock { 1_700_000_000_000_000 }
            let store = try await Store.open(database, clock: clock)
            database.hold()
            database.letGo()
            let queue = ChangeQueue(database: database, clock: clock, patience: .seconds(3_600))
            try await body(Line(database: database, queue: queue))
            await store.close()
        }
    }

    @Test("one that is on its way shares the transaction", arguments: DatabaseKind.allCases)
    func shared(on kind: DatabaseKind) async throws {
        try await withLine(kind) { line in
            await line.queue.expecting {
                // Of another request.
                await Task.detached { line.add("first") }.value
                #expect(line.queue.waiting == 1)
                line.add("second")
            }
            try await poll { line.made.count == 2 }
            #expect(line.made.names.withLock { $0 } == ["first", "second"])
            #expect(line.database.writes == 1)
        }
    }

    @Test(
        "one that was refused on its way is waited for no longer",
        arguments: DatabaseKind.allCases
    )
    func refused(on kind: DatabaseKind) async throws {
        struct Refused: Error {}
        try await withLine(kind) { line in
            await #expect(throws: Refused.self) {
                try await line.queue.expecting {
                    await Task.detached { line.add("alone") }.value
                    throw Refused()
                }
            }
            try await poll { line.made.count == 1 }
            #expect(line.database.writes == 1)
        }
    }

    @Test("a full transaction waits for nobody", arguments: DatabaseKind.allCases)
    func full(on kind: DatabaseKind) async throws {
        try await withLine(kind) { line in
            try await line.queue.expecting {
                await Task.detached {
                    for number in 1...ChangeQueue.largestBatch { line.add("\(number)") }
                }.value
                try await poll { line.made.count == ChangeQueue.largestBatch }
            }
        }
    }

    @Test("it waits for a while only", arguments: DatabaseKind.allCases)
    func patience(on kind: DatabaseKind) async throws {
        try await withLine(kind) { line in
            let queue = ChangeQueue(
                database: line.database,
                clock: Clock { 1 },
                patience: .milliseconds(1)
            )
            let hasty = Line(database: line.database, queue: queue)
            try await queue.expecting {
                await Task.detached { hasty.add("alone") }.value
                try await poll { hasty.made.count == 1 }
            }
        }
    }
}
