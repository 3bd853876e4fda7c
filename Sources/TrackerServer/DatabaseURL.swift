import Foundation
import TrackerPostgres
import TrackerSQLite
package import TrackerStore

/// Where the data is: `sqlite:/var/lib/patchbay/patchbay.db` or `postgres://user@host:5432/name`.
package enum DatabaseURL: Hashable, Sendable {
    case sqlite(path: String)
    case postgres(url: String)

    /// - Returns: `nil` if the text is neither.
    package init?(_ text: String) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else if text.hasPrefix("sqlite:"), text.count > "sqlite:".count {
            self = .sqlite(path: String(text.dropFirst("sqlite:".count)))
        } else {
            return nil
        }
    }

    /// The file `patchbay/patchbay.db` in the user's data folder (XDG Base Directory
    /// Specification); the folder is made if need be.
    package static func userDefault(environment: [String: String]) -> DatabaseURL {
        let home = environment["HOME"] ?? "."
        let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return .sqlite(path: "\(data ?? "\(home)/.local/share")/patchbay/patchbay.db")
    }

    /// What the database is opened for.
    package enum Use: Sendable {
        /// Many reads and writes.
        case service
        /// One mail, by a program that ends when it is stored; see `SQLiteDatabase.Use`.
        case delivery
    }

    /// Opens the database, with its schema made or brought up to date.
    package func open(for use: Use = .service) async throws -> Store {
        try await Store.open(try database(for: use))
    }

    /// Opens the database as it is.
    package func database(for use: Use = .service) throws -> any SQLDatabase {
        switch self {
        case .sqlite(let path):
            // Most files are there already, and then so is their folder.
            if access(path, F_OK) != 0 { try Self.makeFolder(of: path) }
            switch use {
            case .service: return try SQLiteDatabase(path: path)
            case .delivery: return try SQLiteDatabase(path: path, for: .delivery)
            }
        case .postgres(let url):
            return PostgresDatabase(url: url)
        }
    }

    private static func makeFolder(of path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreError(
                .unavailable,
                "cannot make the folder \(folder.path): \(error.localizedDescription)"
            )
        }
    }
}
