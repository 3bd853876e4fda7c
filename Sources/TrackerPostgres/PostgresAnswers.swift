import CPostgres
import TrackerStore

/// Answers of the server, which may be read on any thread.
///
/// libpq lets several threads read a result as long as none of them changes it, which is what makes
/// the class safe to share; they are cleared with the last reference.
final class PostgresAnswers: SQLAnswers, @unchecked Sendable {
    private let pq: libpq_calls
    private let results: [OpaquePointer]

    /// Takes the results over.
    init(pq: libpq_calls, results: [OpaquePointer]) {
        self.pq = pq
        self.results = results
    }

    deinit { for result in results { pq.clear(result) } }

    func rows(_ number: Int, _ row: (any SQLRow) throws -> Void) throws {
        guard results.indices.contains(number) else { return }
        for line in 0..<pq.rows(results[number]) {
            try row(PostgresRow(pq: pq, result: results[number], number: line))
        }
    }
}

/// Those of the answers that belong to one of several callers.
struct PostgresShare: SQLAnswers, Sendable {
    let answers: PostgresAnswers
    /// The number of the first one.
    let start: Int
    let count: Int

    func rows(_ number: Int, _ row: (any SQLRow) throws -> Void) throws {
        guard (0..<count).contains(number) else { return }
        try answers.rows(start + number, row)
    }
}
