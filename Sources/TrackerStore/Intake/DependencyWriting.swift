import PatchParsing
import TrackerModel

/// What a patch or cover letter says that its series depends on.
enum DeclaredDependency {
    /// The message that says it.
    enum Source {
        case patch(Int64)
        case cover(Int64)
    }
}

/// Dependencies between series (mail-intake, section 14). What a message declares is kept as it is;
/// which series that means follows from what is here, also when that arrives later.
extension IntakeTransaction {
    /// Nobody depends on more; the rest is not looked at.
    private static let dependencyLimit = 100

    /// Keeps what a message says it depends on.
    ///
    /// - Returns: Whether it says so at all.
    func declareDependencies(
        of source: DeclaredDependency.Source,
        in content: String?,
        project: Project
    ) throws -> Bool {
        guard let content else { return false }
        var seen: Set<Dependency> = []
        let all = Dependency.all(in: content).filter { seen.insert($0).inserted }
        let needs = all.prefix(Self.dependencyLimit).compactMap(Need.init)
        if !needs.isEmpty { dependencies.note() }
        for need in needs {
            let (patch, cover): (Int64?, Int64?) =
                switch source {
                case .patch(let id): (id, nil)
                case .cover(let id): (nil, id)
                }
            try db.execute(
                """
                INSERT INTO declared_dependency (project_id, patch_id, cover_id, needs_msgid,
                    needs_series_id)
                VALUES (\(project.id), \(patch), \(cover), \(need.messageID), \(need.series))
                """
            )
        }
        return !needs.isEmpty
    }

    /// Drops what a message said, before it is read again.
    func forgetDependencies(of source: DeclaredDependency.Source) throws {
        switch source {
        case .patch(let id):
            try db.execute("DELETE FROM declared_dependency WHERE patch_id = \(id)")
        case .cover(let id):
            try db.execute("DELETE FROM declared_dependency WHERE cover_id = \(id)")
        }
    }

    private struct Need {
        var messageID: String?
        var series: Int64?

        init?(_ dependency: Dependency) {
            switch dependency {
            case .messageID(let id): messageID = id
            case .url(let url):
                switch TrackerURL(url) {
                case .series(let id): series = id
                case .patch(let id): messageID = id
                case nil: return nil
                }
            }
        }
    }

    /// Works out anew which series a series depends on.
    func refreshDependencies(of series: Int64) throws {
        let declared = try db.all(
            """
            SELECT d.id FROM declared_dependency d JOIN patch ON patch.id = d.patch_id
            WHERE patch.series_id = \(series)
            UNION ALL
            SELECT d.id FROM declared_dependency d JOIN series ON series.cover_id = d.cover_id
            WHERE series.id = \(series)
            """
        ) { $0.int(0) }
        try db.execute("DELETE FROM series_dependency WHERE series_id = \(series)")
        guard !declared.isEmpty else { return }
        try db.execute(
            """
            INSERT INTO series_dependency (series_id, needs_id)
            SELECT own.id, needed.id FROM series AS own JOIN series AS needed
                ON needed.project_id = own.project_id AND needed.id <> own.id
            WHERE own.id = \(series) AND needed.id IN (
                SELECT patch.series_id FROM declared_dependency d
                    JOIN patch ON patch.msgid = d.needs_msgid AND patch.project_id = d.project_id
                    WHERE d.id IN (\(list: declared))
                UNION SELECT target.id FROM declared_dependency d
                    JOIN cover ON cover.msgid = d.needs_msgid AND cover.project_id = d.project_id
                    JOIN series AS target ON target.cover_id = cover.id
                    WHERE d.id IN (\(list: declared))
                UNION SELECT COALESCE(series_alias.series_id, d.needs_series_id)
                    FROM declared_dependency d
                    LEFT JOIN series_alias ON series_alias.id = d.needs_series_id
                    WHERE d.id IN (\(list: declared)))
            """
        )
    }

    /// Works out anew the dependencies of those series that need a message which has arrived or moved.
    func refreshDependents(of messageID: String, project: Project) throws {
        guard try dependencies.areThere(in: db) else { return }
        let dependents = try db.all(
            """
            SELECT patch.series_id FROM declared_dependency d JOIN patch ON patch.id = d.patch_id
            WHERE d.needs_msgid = \(messageID) AND d.project_id = \(project.id)
                AND patch.series_id IS NOT NULL
            UNION
            SELECT series.id FROM declared_dependency d JOIN series ON series.cover_id = d.cover_id
            WHERE d.needs_msgid = \(messageID) AND d.project_id = \(project.id)
            """
        ) { $0.int(0) }
        for series in dependents { try refreshDependencies(of: series) }
    }
}

/// Whether anything depends on anything, which on many lists nothing does; asked once in a transaction.
final class DeclaredDependencies {
    private var areKnown: Bool?

    /// To be called where a mail of the transaction says so.
    fileprivate func note() { areKnown = true }

    fileprivate func areThere(in db: any SQLConnection) throws -> Bool {
        if let areKnown { return areKnown }
        let found = try db.int("SELECT MIN(id) FROM declared_dependency") != nil
        areKnown = found
        return found
    }
}
