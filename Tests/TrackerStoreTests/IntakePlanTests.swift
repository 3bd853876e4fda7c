import Testing
import TrackerModel
import TrackerSQLite
import TrackerStore
import TrackerTesting

/// Intake costs the same for the millionth mail: none of its statements walks a table, or all rows
/// of a project.
@Suite("What the statements of intake read")
struct IntakePlanTests {
    /// Tables that grow with the mails.
    private static let large = [
        "mail", "patch", "cover", "patch_comment", "cover_comment", "series", "series_member",
        "series_reference", "awaited_message", "declared_dependency", "declared_base", "event",
        "person", "mail_project", "patch_tag", "series_dependency", "series_alias", "revision",
        "revision_key", "patch_traits", "cover_traits", "own", "other", "traits",
    ]
    /// Indexes that lead to everything of a project.
    private static let wide = [
        "patch_project", "patch_date", "cover_project", "series_project", "event_project",
    ]

    @Test("are rows that an index finds")
    func plans() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let database = RecordingDatabase(try SQLiteDatabase(path: "\(folder.path)/plan.db"))
        let store = try await Store.open(database)
        try await AnyOrderTests.makeProject(in: store)
        let before = database.statements.count
        let threads = (1...12).flatMap { RandomThread(seed: $0, count: 20).mails }
        let mails = threads + (1...4).flatMap { RandomVersions(seed: $0).mails }
        var dice = Dice(seed: 9)
        _ = try await store.takeIn(mails)
        _ = try await store.takeIn(mails.shuffled(using: &dice))
        _ = try await store.reparse(after: 0, limit: 1_000)
        var seen: Set<String> = []
        for statement in database.statements.dropFirst(before) {
            let text = statement.rendered().text
            guard seen.insert(text).inserted else { continue }
            // SQLite looks for rows without a person only while some are outstanding: never here.
            if text.hasPrefix("INSERT INTO person") { continue }
            let plan = try await store.database.read { db in
                try db.all("EXPLAIN QUERY PLAN \(sql: statement)") { $0.text(3) }
            }
            for line in plan { #expect(!Self.isWide(line), "\(line) in: \(text)") }
        }
        #expect(seen.count > 50)
    }

    /// `SCAN patch`, `SEARCH p USING INDEX patch_project (project_id=?)`.
    private static func isWide(_ line: String) -> Bool {
        let words = line.split(separator: " ").map(String.init)
        if words.first == "SCAN", let table = words.dropFirst().first {
            return large.contains(table)
        }
        return wide.contains { index in words.contains(index) && line.contains("(project_id=?)") }
    }
}
