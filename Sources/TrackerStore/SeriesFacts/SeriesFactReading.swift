import TrackerModel

/// Works the facts of series out from their patches, checks and comments.
struct SeriesFactReading {
    private let ids: [Int64]
    private let db: any SQLConnection
    private var facts: [Int64: SeriesFacts]

    /// The facts of the series with these ids, whether they are there or not.
    static func facts(of ids: [Int64], in db: any SQLConnection) throws -> [Int64: SeriesFacts] {
        var reading = SeriesFactReading(ids, db)
        try reading.readPatches()
        try reading.readDelegates()
        try reading.readTags()
        try reading.readChecks()
        try reading.readComments()
        return reading.facts
    }

    private init(_ ids: [Int64], _ db: any SQLConnection) {
        self.ids = ids
        self.db = db
        facts = Dictionary(ids.map { ($0, SeriesFacts()) }) { first, _ in first }
    }

    private mutating func read(
        _ statement: SQLText,
        _ add: (inout SeriesFacts, any SQLRow) -> Void
    ) throws {
        var facts = facts
        try db.query(statement) { row in add(&facts[row.int(0), default: SeriesFacts()], row) }
        self.facts = facts
    }

    private mutating func readPatches() throws {
        try read(
            """
            SELECT series_id, COUNT(*),
                COUNT(CASE WHEN archived = 0 AND action_required = 1 THEN 1 END),
                COUNT(CASE WHEN archived <> 0 THEN 1 END), MIN(state_id), MAX(state_id),
                COUNT(DISTINCT delegate_id), COUNT(pull_url)
            FROM patch JOIN state ON state.id = patch.state_id
            WHERE series_id IN (\(ids: ids)) GROUP BY series_id
            """
        ) { facts, row in
            facts.patches = row.int(1)
            facts.openPatches = row.int(2)
            facts.archivedPatches = row.int(3)
            facts.state = row.int(4) == row.int(5) ? row.int(4) : nil
            facts.delegates = row.int(6)
            facts.hasPull = row.int(7) > 0
        }
    }

    private mutating func readDelegates() throws {
        let delegated = facts.filter { $0.value.delegates > 0 }.map(\.key)
        guard !delegated.isEmpty else { return }
        try read(
            """
            SELECT series_id, delegate_id FROM patch
            WHERE series_id IN (\(ids: delegated)) AND delegate_id IS NOT NULL
            ORDER BY series_id, COALESCE(number, 0) DESC, id DESC
            """
        ) { facts, row in facts.delegate = row.int(1) }
    }

    /// What was said of the cover letter was said of every patch.
    private mutating func readTags() throws {
        try read(
            """
            SELECT patch.series_id, patch_tag.tag_id, COUNT(*)
            FROM patch JOIN patch_tag ON patch_tag.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids)) AND patch_tag.count > 0
            GROUP BY patch.series_id, patch_tag.tag_id
            """
        ) { facts, row in facts.tags.counts[row.int(1)] = row.int(2) }
        try read(
            """
            SELECT series.id, cover_tag.tag_id
            FROM series JOIN cover_tag ON cover_tag.cover_id = series.cover_id
            WHERE series.id IN (\(ids: ids)) AND cover_tag.count > 0
            """
        ) { facts, row in
            if facts.patches > 0 { facts.tags.counts[row.int(1)] = facts.patches }
        }
    }

    private mutating func readChecks() throws {
        try read(
            """
            SELECT patch.series_id, check_result.state, COUNT(*)
            FROM patch JOIN check_result ON check_result.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids)) AND check_result.superseded = 0
            GROUP BY patch.series_id, check_result.state
            """
        ) { facts, row in
            facts.checks.add(row.int(2), CheckState(rawValue: row.int(1)) ?? .pending)
        }
        try read(
            """
            SELECT series_id, state, COUNT(*) FROM series_check
            WHERE series_id IN (\(ids: ids)) AND superseded = 0 GROUP BY series_id, state
            """
        ) { facts, row in
            facts.checks.add(row.int(2), CheckState(rawValue: row.int(1)) ?? .pending)
        }
    }

    private mutating func readComments() throws {
        let queries: [SQLText] = [
            """
            SELECT patch.series_id, COUNT(*), MAX(patch_comment.id)
            FROM patch JOIN patch_comment ON patch_comment.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids)) GROUP BY patch.series_id
            """,
            """
            SELECT series.id, COUNT(*), MAX(cover_comment.id)
            FROM series JOIN cover_comment ON cover_comment.cover_id = series.cover_id
            WHERE series.id IN (\(ids: ids)) GROUP BY series.id
            """,
        ]
        for query in queries {
            try read(query) { facts, row in
                facts.comments += row.int(1)
                facts.lastComment = max(facts.lastComment, row.int(2))
            }
        }
        let open: [SQLText] = [
            """
            SELECT patch.series_id, COUNT(*)
            FROM patch JOIN patch_comment ON patch_comment.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids)) AND patch_comment.addressed = 0
            GROUP BY patch.series_id
            """,
            """
            SELECT series.id, COUNT(*)
            FROM series JOIN cover_comment ON cover_comment.cover_id = series.cover_id
            WHERE series.id IN (\(ids: ids)) AND cover_comment.addressed = 0 GROUP BY series.id
            """,
        ]
        guard facts.values.contains(where: { $0.comments > 0 }) else { return }
        for query in open {
            try read(query) { facts, row in facts.openComments += row.int(1) }
        }
    }
}
