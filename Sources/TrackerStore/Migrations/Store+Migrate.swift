extension Store {
    /// What a migration found and did.
    package struct MigrationReport: Sendable {
        package let from: Int
        package let to: Int
        /// The names of the steps that were taken.
        package let steps: [String]
    }

    /// Brings the schema up to date: one transaction, so that it is either old or new.
    ///
    /// - Parameters:
    ///   - database: What is to be brought up to date.
    ///   - version: That of the schema that it gets, the newest one if not given.
    /// - Returns: What was done.
    /// - Throws: `StoreError` with the code `refused` if a newer Patchbay made the schema.
    @discardableResult
    package static func migrate(
        _ database: any SQLDatabase,
        to version: Int? = nil
    ) async throws -> MigrationReport {
        let newest = version ?? Migration.newestVersion
        // Most starts find everything in place and need no lock.
        if let version = try? await database.read(schemaVersion), version == newest {
            return MigrationReport(from: version, to: version, steps: [])
        }
        return try await database.write { db in
            try db.dialect.lock(.migration, in: db)
            try db.execute(
                db.dialect.definition(
                    "CREATE TABLE IF NOT EXISTS schema_version (version {int} NOT NULL PRIMARY KEY)"
                )
            )
            let from = try schemaVersion(db)
            try refuseNewer(from)
            let steps = Migration.all.filter { $0.version > from && $0.version <= newest }
            for step in steps {
                for statement in step.statements + step.ownStatements(db.dialect) {
                    try db.execute(db.dialect.definition(statement))
                }
                try db.execute("INSERT INTO schema_version (version) VALUES (\(step.version))")
            }
            if from > 0, steps.contains(where: \.rereadsMails) { try rereadMails(in: db) }
            if from > 0, steps.contains(where: \.recountsLists) { try recountLists(in: db) }
            if from > 0 { try fillSeries(for: steps, in: db) }
            return MigrationReport(
                from: from,
                to: newest,
                steps: steps.map(\.name)
            )
        }
    }

    private static func rereadMails(in db: any SQLConnection) throws {
        let now = Clock.system.now()
        var after: Int64? = 0
        while let start = after {
            after = try reparse(after: start, limit: 1_000, now: now, in: db).last
        }
    }

    /// Works out what the tables of new steps hold, from what is stored.
    static func fillSeries(for steps: [Migration], in db: any SQLConnection) throws {
        if steps.contains(where: \.countsCoverTags) { try CoverTags.recountAll(in: db) }
        if steps.contains(where: \.readsReplies) { try ReplyFilling(db: db).fill() }
        let facts = SeriesFactWriting(db: db, now: Clock.system.now())
        if steps.contains(where: \.gathersSeriesFacts) { try facts.gather() }
        if steps.contains(where: \.findsRevisions) {
            try RevisionFilling(db: db).fill()
        } else if steps.contains(where: \.renewsRevisionKeys) {
            try RevisionFilling(db: db).fillKeys()
        }
        if steps.contains(where: \.findsBases) { try BaseFilling(db: db).fill() }
        // Versions that were found now.
        try facts.finish()
        if steps.contains(where: \.datesClosing) { try ReplyFilling.dateClosing(in: db) }
    }

    private static func schemaVersion(_ db: any SQLConnection) throws -> Int {
        Int(try db.int("SELECT MAX(version) FROM schema_version") ?? 0)
    }

    private static func refuseNewer(_ version: Int) throws {
        guard version <= Migration.newestVersion else {
            throw StoreError(
                .refused,
                "the database has schema \(version), this patchbay knows \(Migration.newestVersion): "
                    + "use a newer patchbay"
            )
        }
    }
}
