import Foundation
import TrackerStore

/// A database of a test's own.
///
/// Making all tables costs half a second and more, several hundred times: it is done once for each kind of
/// database, and the others are copies.
package struct EmptyDatabase: Sendable {
    package let url: String
    /// To be called at the end of the test.
    package let remove: @Sendable () -> Void

    /// One that has no table yet.
    package static func bare(for kind: DatabaseKind) throws -> EmptyDatabase {
        switch kind {
        case .sqlite:
            let folder = try TemporaryFolder()
            return EmptyDatabase(url: "sqlite:\(folder.path)/test.db") { folder.remove() }
        case .postgres:
            let cluster = try PrivatePostgres.shared()
            return make(try cluster.createDatabase(), in: cluster)
        }
    }

    /// One with all tables, and nothing in them.
    package static func copy(for kind: DatabaseKind) async throws -> EmptyDatabase {
        switch kind {
        case .sqlite:
            let file = try await sqliteTemplate.value
            let folder = try TemporaryFolder()
            try file.write(to: URL(fileURLWithPath: "\(folder.path)/test.db"))
            return EmptyDatabase(url: "sqlite:\(folder.path)/test.db") { folder.remove() }
        case .postgres:
            let cluster = try PrivatePostgres.shared()
            let name = try cluster.createDatabase(from: await postgresTemplate.value)
            return make(name, in: cluster)
        }
    }

    private static func make(_ name: String, in cluster: PrivatePostgres) -> EmptyDatabase {
        EmptyDatabase(url: cluster.url(of: name)) { cluster.dropDatabase(name) }
    }

    /// The file of a database with all tables.
    private static let sqliteTemplate = Task {
        let database = try bare(for: .sqlite)
        defer { database.remove() }
        try await DatabaseKind.sqlite.openStore(database.url).close()
        let path = String(database.url.dropFirst("sqlite:".count))
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }

    /// The name of a database with all tables.
    private static let postgresTemplate = Task {
        let cluster = try PrivatePostgres.shared()
        let name = try cluster.createDatabase()
        try await DatabaseKind.postgres.openStore(cluster.url(of: name)).close()
        return name
    }
}
