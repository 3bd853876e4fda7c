import Synchronization
import TrackerStore

/// Lets questions that are asked side by side share the way to the server, and a transaction.
///
/// While one batch is under way, questions line up; the next batch takes those that wait. A question
/// that finds nobody on the way is sent at once: none is held back in the hope of company.
final class PostgresQuestions: Sendable {
    private struct Waiting: Sendable {
        let statements: [SQLText]
        let continuation: CheckedContinuation<PostgresShare, any Error>
    }

    private struct Line {
        var waiting: [Waiting] = []
        /// How many connections serve it.
        var servers = 0
    }

    /// So many different questions travel together at most: their answers are in memory at the same time.
    private static let largestBatch = 8

    /// So many callers share a batch at most.
    private static let largestCompany = 64

    /// Where more wait for each connection that serves the line, another one joins.
    private static let patience = 4

    private let pool: PostgresPool
    private let largestServers: Int
    private let line = Mutex(Line())

    init(pool: PostgresPool, connections: Int) {
        self.pool = pool
        // The others are for transactions.
        largestServers = max(1, connections / 2)
    }

    /// The answers, from a view of the database that is newer than the call.
    func answers(to statements: [SQLText]) async throws -> PostgresShare {
        try await withCheckedThrowingContinuation { continuation in
            let isServerWanted = line.withLock { line in
                // What one connection asks for the one before answers this one as well.
                let isShared = line.waiting.last?.statements == statements
                line.waiting.append(Waiting(statements: statements, continuation: continuation))
                guard
                    line.waiting.count > Self.patience * line.servers && !isShared
                        || line.servers == 0,
                    line.servers < largestServers
                else { return false }
                line.servers += 1
                return true
            }
            if isServerWanted { beginServing() }
        }
    }

    private func beginServing() {
        if let slot = pool.takeIfFree() { return serve(on: slot) }
        Task {
            do {
                serve(on: try await pool.take())
            } catch {
                while let batch = next() {
                    for question in batch { question.continuation.resume(throwing: error) }
                }
            }
        }
    }

    private func serve(on slot: PostgresSlot) {
        slot.begin(orFail: { connection in
            while let batch = self.next() {
                switch connection {
                case .success(let connection): Self.answer(batch, on: connection)
                case .failure(let error):
                    for question in batch { question.continuation.resume(throwing: error) }
                }
            }
            self.pool.giveBack(slot)
        })
    }

    /// Those whose turn it is; `nil` if nobody waits: then whoever asked serves no more.
    private func next() -> ArraySlice<Waiting>? {
        line.withLock { line in
            if line.waiting.isEmpty {
                line.servers -= 1
                return nil
            }
            var different: [[SQLText]] = []
            let batch = line.waiting.prefix(Self.largestCompany).prefix { question in
                if !different.contains(question.statements) {
                    different.append(question.statements)
                }
                return different.count <= Self.largestBatch
            }
            line.waiting.removeFirst(batch.count)
            return batch
        }
    }

    private static func differentQuestions(of batch: ArraySlice<Waiting>) -> [[SQLText]] {
        batch.reduce(into: []) { different, question in
            if !different.contains(question.statements) { different.append(question.statements) }
        }
    }

    private static func answer(_ batch: ArraySlice<Waiting>, on connection: PostgresConnection) {
        do {
            // What several ask is asked once: they all came before it is sent.
            let different = differentQuestions(of: batch)
            let answers = try taken(different.flatMap { $0 }, on: connection)
            var start = 0
            for statements in different {
                let share = PostgresShare(answers: answers, start: start, count: statements.count)
                for question in batch where question.statements == statements {
                    question.continuation.resume(returning: share)
                }
                start += statements.count
            }
        } catch let failure as PostgresFailure {
            // One of them fails, or the connection: each hears of its own fault only.
            let different = differentQuestions(of: batch)
            guard different.count > 1 else {
                return batch.forEach { $0.continuation.resume(throwing: failure.storeError) }
            }
            for statements in different {
                answer(batch.filter { $0.statements == statements }[...], on: connection)
            }
        } catch {
            for question in batch { question.continuation.resume(throwing: error) }
        }
    }

    private static func taken(
        _ statements: [SQLText],
        on connection: PostgresConnection
    ) throws -> PostgresAnswers {
        try connection.reading { _ in try connection.taken(statements, isLast: true) }
    }
}
