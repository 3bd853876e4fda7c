import Foundation
import TrackerPostgres
import TrackerSQLite
package import TrackerStore

/// The databases that every test of the store runs on: `@Test(arguments: DatabaseKind.allCases)`.
package enum DatabaseKind: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite
    case postgres

    package var description: String { rawValue }

    /// Runs the body with the URL of a database that has all tables and nothing in them, which is gone
    /// afterwards.
    package func withEmptyDatabase<Result>(
        _ body: (_ url: String) async throws -> Result
    ) async throws -> Result {
        let database = try await EmptyDatabase.copy(for: self)
        defer { database.remove() }
        return try await body(database.url)
    }

    /// The same with a database that has no table yet.
    package func withBareDatabase<Result>(
        _ body: (_ url: String) async throws -> Result
    ) async throws -> Result {
        let database = try EmptyDatabase.bare(for: self)
        defer { database.remove() }
        return try await body(database.url)
    }

    /// Runs the body with a store on an empty database, whose clock stands still.
    package func withStore<Result>(
        now: Int64 = 1_700_000_000_000_000,
        _ body: (Store) async throws -> Result
    ) async throws -> Result {
        try await withEmptyDatabase { url in
            let store = try await openStore(url, clock: Clock { now })
            do {
                let result = try await body(store)
                await store.close()
                return result
            } catch {
                await store.close()
                throw error
            }
        }
    }

    /// Opens the database at a URL of ``withEmptyDatabase(_:)``, which may have other users.
    package func openStore(_ url: String, clock: Clock = .system) async throws -> Store {
        try await Store.open(try open(url), clock: clock)
    }

    /// The database at a URL of ``withEmptyDatabase(_:)``, as it is.
    package func open(_ url: String) throws -> any SQLDatabase {
        switch self {
        case .sqlite: try SQLiteDatabase(path: String(url.dropFirst("sqlite:".count)))
        case .postgres: PostgresDatabase(url: url, connections: 4)
        }
    }
}

/// A folder of a test, below the system's temporary folder.
package struct TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("patchbay-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    package func remove() { try? FileManager.default.removeItem(atPath: path) }
}
