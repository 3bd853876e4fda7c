import Foundation
import Testing
import TrackerPostgres
import TrackerSQLite
import TrackerStore

/// Runs the body on a new SQLite file and, if `PATCHBAY_TEST_POSTGRES` names a server (a URL up to
/// and without the database), on a new PostgreSQL database.
func eachDatabase(_ body: (Store) async throws -> Void) async throws {
    try await onSQLite(body)
    if let server = ProcessInfo.processInfo.environment["PATCHBAY_TEST_POSTGRES"] {
        try await onPostgres(server, body)
    }
}

private func onSQLite(_ body: (Store) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("patchbay-api-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try await Store.open(
        SQLiteDatabase(path: folder.appendingPathComponent("api.db").path, readers: 2)
    )
    try await body(store)
    await store.close()
}

private func onPostgres(_ server: String, _ body: (Store) async throws -> Void) async throws {
    let name = "api_" + UUID().uuidString.lowercased().prefix(13).replacing("-", with: "_")
    try run("createdb", ["--maintenance-db=\(server)/postgres", name])
    let store = try await Store.open(PostgresDatabase(url: "\(server)/\(name)", connections: 2))
    try await body(store)
    await store.close()
    try run("dropdb", ["--force", "--maintenance-db=\(server)/postgres", name])
}

private func run(_ command: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command) failed")
}
