import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// The page of a patch or series costs the same among a million patches: each of its statements finds
/// its rows by an index, and there are few of them.
@Suite("What the statements of reading pages read")
struct PagePlanTests {
    /// Tables that grow without end.
    private static let large: Set<Substring> = [
        "patch", "cover", "series", "patch_comment", "cover_comment", "comment", "mail", "audit",
        "event", "revision", "range_diff", "step", "check_result", "series_check", "person",
        "patch_tag", "series_dependency", "declared_base", "base", "revision_key", "patch_traits",
        "traits",
    ]

    private func place(_ kind: MboxKind, in store: Store) async throws -> MessagePlace {
        let found = try #require(try await store.place(of: kind, id: 100))
        let messageID = found.messageID.dropFirst().dropLast()
        return MessagePlace(project: found.project, messageIDs: [String(messageID)])
    }

    @Test("is what belongs to the page", arguments: DatabaseKind.allCases)
    func plans(kind: DatabaseKind) async throws {
        try await kind.withEmptyDatabase { url in
            let database = RecordingDatabase(try kind.open(url))
            let store = try await Store.open(database)
            try await LargeSite(patches: 4_000).fill(store)
            let body = MailCodec.pack(MailBody(headers: "", content: "", diff: ""), raw: [])
            try await store.database.write { db in
                for table: SQLText in ["patch", "cover"] {
                    try db.execute(
                        "UPDATE \(sql: table) SET codec = \(body.codec), body = \(body.bytes)"
                    )
                }
                if kind == .postgres { try db.execute("ANALYZE") }
            }
            let patch = try await place(.patch, in: store)
            let before = database.statements.count
            let page = try await store.messagePage(.patch, at: patch, for: 1)
            guard case .found(let record)? = page else {
                Issue.record("there is no such page")
                return
            }
            #expect(database.statements.count - before <= 24)
            let series = try #require(record.series?.id)
            let project = patch.project
            _ = try await store.seriesPage(.id(series), project: project, for: 1)
            _ = try await store.seriesPage(
                .messageIDs(patch.messageIDs),
                project: project,
                for: nil
            )
            let alone = database.statements.count
            #expect(alone - before <= 60)
            // The same with an earlier version.
            try await store.database.write { db in
                try db.execute(
                    """
                    INSERT INTO revision (series_id, earlier_id, kind, confidence, reason, hand, decided)
                    SELECT \(series), MAX(id), 'revision', 'likely', '', 0, 0 FROM series
                    WHERE id <> \(series)
                    """
                )
                if kind == .postgres { try db.execute("ANALYZE") }
            }
            let reading = database.statements.count
            _ = try await store.messagePage(.patch, at: patch, for: 1)
            #expect(database.statements.count - reading <= 34)
            _ = try await store.seriesPage(.id(series), project: project, for: 1)
            _ = try await store.anchors(ofPatch: record.id)
            let statements =
                database.statements[before..<alone] + database.statements[reading...]
            for statement in statements {
                let trouble = try await store.database.read {
                    try Self.trouble(of: statement, on: kind, in: $0)
                }
                #expect(trouble == [], "\(statement.rendered().text)")
            }
            await store.close()
        }
    }

    /// The steps of a statement that read what nobody asked for.
    static func trouble(
        of statement: SQLText,
        on kind: DatabaseKind,
        in db: any SQLConnection
    ) throws -> [String] {
        switch kind {
        case .sqlite: try scans(of: statement, in: db)
        case .postgres: try waste(of: statement, in: db)
        }
    }

    private static func scans(
        of statement: SQLText,
        in db: any SQLConnection
    ) throws -> [String] {
        try db.all("EXPLAIN QUERY PLAN \(sql: statement)") { $0.text(3) }.filter { step in
            let words = step.split(separator: " ")
            return words.first == "SCAN" && words.count > 1 && large.contains(words[1])
        }
    }

    /// Rows that PostgreSQL looks at in vain.
    private static func waste(
        of statement: SQLText,
        in db: any SQLConnection
    ) throws -> [String] {
        guard !statement.rendered().text.hasPrefix("SET ") else { return [] }
        try db.execute("SET LOCAL enable_seqscan = off")
        let lines = try db.all(
            "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) \(sql: statement)"
        ) { $0.text(0) }
        return lines.filter { line in
            guard let start = line.firstRange(of: "Rows Removed by Filter: ")?.upperBound else {
                return false
            }
            return (Int(line[start...]) ?? .max) > 1_000
        }
    }
}
