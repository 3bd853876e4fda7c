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

    // MARK: Those who may come again

    /// A line that hopes so long.
    private func withHope(
        _ kind: DatabaseKind,
        time: Duration = .seconds(3_600),
        _ body: (Line) async throws -> Void
    ) async throws {
        try await withLine(kind) { line in
            let queue = ChangeQueue(
                database: line.database,
                clock: Clock { 1 },
                patience: .seconds(3_600),
                hope: HopedCompany(least: time, most: time)
            )
            try await body(Line(database: line.database, queue: queue))
        }
    }

    /// Makes changes in one transaction.
    private func makeTogether(_ count: Int, in line: Line) async throws {
        await line.queue.expecting {
            await Task.detached {
                for number in 1..<count { line.add("\(number)") }
            }.value
            line.add("last")
        }
        try await poll { line.made.count == count && line.queue.isIdle }
        #expect(line.database.writes == 1)
    }

    @Test("those who came together may come again", arguments: DatabaseKind.allCases)
    func again(on kind: DatabaseKind) async throws {
        let crowd = 12
        try await withHope(kind) { line in
            try await makeTogether(crowd, in: line)
            for number in 1..<crowd { line.add("again \(number)") }
            for _ in 0..<1_000 { await Task.yield() }
            #expect(line.made.count == crowd)
            line.add("the last one of them")
            try await poll { line.made.count == 2 * crowd }
            #expect(line.database.writes == 2)
        }
    }

    @Test("who was hoped for in vain is waited for no longer", arguments: DatabaseKind.allCases)
    func vain(on kind: DatabaseKind) async throws {
        try await withHope(kind, time: .milliseconds(20)) { line in
            try await makeTogether(12, in: line)
            line.add("alone")
            try await poll { line.made.count == 13 && line.queue.isIdle }
            line.add("and again")
            try await poll { line.made.count == 14 }
            #expect(line.database.writes == 3)
        }
    }

    @Test("few are not hoped for", arguments: DatabaseKind.allCases)
    func few(on kind: DatabaseKind) async throws {
        try await withHope(kind) { line in
            try await makeTogether(HopedCompany.fewest - 1, in: line)
            line.add("alone")
            try await poll { line.made.count == HopedCompany.fewest }
        }
    }

    @Test("hope lasts as long as the last transaction, and not for ever")
    func time() {
        let start = HopedCompany.Instant.now
        func after(_ milliseconds: Int) -> HopedCompany.Instant {
            start + .milliseconds(milliseconds)
        }
        var hope = HopedCompany(most: .milliseconds(5))
        #expect(hope.begin(waiting: 1, at: start) == nil, "nothing came yet")
        hope.made(10, others: 3, from: start, to: after(3))
        #expect(hope.begin(waiting: 0, at: after(3)) == nil, "nobody waits")
        #expect(hope.begin(waiting: 5, at: after(5)) == .milliseconds(1))
        #expect(hope.number == 13)
        hope.end(waiting: 10)
        #expect(hope.number == 0)
        #expect(hope.begin(waiting: 5, at: after(6)) == nil, "a lone change much later")
        hope.made(60, others: 60, from: start, to: after(4_000))
        #expect(hope.begin(waiting: 64, at: after(4_001)) == nil, "it is full already")
        #expect(hope.number == 0)
        #expect(hope.begin(waiting: 10, at: after(4_001)) == .milliseconds(4))
        #expect(hope.number == ChangeQueue.largestBatch)
        // Half of those came.
        hope.end(waiting: 37)
        #expect(hope.begin(waiting: 10, at: after(4_001)) != nil)
    }

    @Test("hope rests where it was in vain")
    func rest() {
        let start = HopedCompany.Instant.now
        var hope = HopedCompany()
        hope.made(64, others: 0, from: start, to: start + .seconds(1))
        #expect(hope.begin(waiting: 10, at: start) != nil)
        hope.end(waiting: 36)
        for _ in 0..<HopedCompany.soberTransactions {
            #expect(hope.begin(waiting: 10, at: start) == nil)
            #expect(hope.number == 0)
        }
        #expect(hope.begin(waiting: 10, at: start) != nil)
    }
}
