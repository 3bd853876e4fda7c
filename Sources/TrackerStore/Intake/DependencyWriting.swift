import PatchParsing
import TrackerModel

extension IntakeTransaction {
    /// Records the series that a message says it depends on (mail-intake, section 14).
    func writeDependencies(of series: Int64, in content: String, project: Project) throws {
        for dependency in Self.dependencies(in: content) {
            guard let needed = try neededSeries(dependency), needed != series,
                try db.int("SELECT project_id FROM series WHERE id = \(needed)") == project.id
            else { continue }
            try db.execute(
                """
                INSERT INTO series_dependency (series_id, needs_id) VALUES (\(series), \(needed))
                ON CONFLICT (series_id, needs_id) DO NOTHING
                """
            )
        }
    }

    /// Nobody depends on more; the rest is not looked at.
    private static let dependencyLimit = 100

    private static func dependencies(in content: String) -> [Dependency] {
        var seen: Set<Dependency> = []
        return Array(
            Dependency.all(in: content).filter { seen.insert($0).inserted }.prefix(dependencyLimit)
        )
    }

    private func neededSeries(_ dependency: Dependency) throws -> Int64? {
        switch dependency {
        case .messageID(let id): return try series(ofMessage: id)
        case .url(let url):
            switch TrackerURL(url) {
            case .series(let id): return id
            case .patch(let messageID): return try series(ofPatch: messageID)
            case nil: return nil
            }
        }
    }

    private func series(ofPatch messageID: String) throws -> Int64? {
        try db.int("SELECT series_id FROM patch WHERE msgid = \(messageID) ORDER BY id")
    }

    private func series(ofMessage messageID: String) throws -> Int64? {
        if let series = try series(ofPatch: messageID) { return series }
        return try db.int(
            """
            SELECT series.id FROM series JOIN cover ON cover.id = series.cover_id
            WHERE cover.msgid = \(messageID) ORDER BY cover.id
            """
        )
    }
}
