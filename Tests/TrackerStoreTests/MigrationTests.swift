import Testing
import TrackerTesting

@testable import TrackerStore

/// Whoever has an older Patchbay starts a newer one.
@Suite("Migrations")
struct MigrationTests {
    private static let versions = Migration.all.map(\.version)

    @Test("count up, whatever their order of birth")
    func order() {
        #expect(Self.versions == Self.versions.sorted())
        #expect(Set(Self.versions).count == Self.versions.count)
    }

    @Test("bring each older schema up to date on SQLite", arguments: versions)
    func fromEach(version: Int) async throws {
        try await Self.migrate(from: version, on: .sqlite)
    }

    @Test("bring older schemas up to date on PostgreSQL", arguments: [1, 11, 16])
    func fromSome(version: Int) async throws {
        try await Self.migrate(from: version, on: .postgres)
    }

    private static func migrate(from version: Int, on kind: DatabaseKind) async throws {
        try await kind.withBareDatabase { url in
            let database = try kind.open(url)
            let first = try await Store.migrate(database, to: version)
            #expect(first.from == 0 && first.to == version)
            let rest = try await Store.migrate(database)
            #expect(rest.from == version && rest.to == Migration.newestVersion)
            #expect(rest.steps.count == versions.count { $0 > version })
            #expect(try await Store.migrate(database).steps.isEmpty)
            await database.close()
        }
    }
}
