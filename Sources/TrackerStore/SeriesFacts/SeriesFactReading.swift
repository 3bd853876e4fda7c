import PatchParsing
import TrackerModel

/// Works facts of series out from their patches, checks and comments: those that a change concerns,
/// the others are as they are kept.
struct SeriesFactReading {
    private let db: any SQLConnection
    private var parts: [Int64: SeriesFactParts]
    private var facts: [Int64: SeriesFacts]

    /// The facts of series: `parts` of them as the rows say, the others as `kept`.
    ///
    /// `checks`: what was answered to ``checksAsking(of:)``, which can be asked before anything is known of the
    /// series; that is all that a posted check takes.
    static func workedOut(
        _ parts: [Int64: SeriesFactParts],
        of kept: [Int64: KeptSeriesFacts],
        checks: (answers: any SQLAnswers, number: Int),
        in db: any SQLConnection
    ) throws -> [Int64: SeriesFacts] {
        var reading = SeriesFactReading(
            db: db,
            parts: parts.filter { kept[$0.key] != nil },
            facts: kept.mapValues(\.facts)
        )
        try reading.readPatches(of: kept)
        try reading.readTags()
        try reading.readChecks(checks.answers, checks.number)
        try reading.readComments(of: kept)
        try reading.readVersions()
        return reading.facts
    }

    /// The series of which a part, or one of several, is to be worked out, each reset first: no rows are
    /// no facts.
    private mutating func begin(
        _ part: SeriesFactParts,
        _ reset: (inout SeriesFacts) -> Void
    ) -> [Int64] {
        let ids = parts.filter { !$0.value.isDisjoint(with: part) }.map(\.key)
        for id in ids { reset(&facts[id, default: SeriesFacts()]) }
        return ids
    }

    private mutating func read(
        _ statement: SQLText,
        _ add: (inout SeriesFacts, any SQLRow) -> Void
    ) throws {
        try db.query(statement) { row in add(&facts[row.int(0), default: SeriesFacts()], row) }
    }

    private mutating func readPatches(of kept: [Int64: KeptSeriesFacts]) throws {
        let ids = begin(.patches) { $0.resetPatches() }
        guard !ids.isEmpty else { return }
        var several: [Int64] = []
        try read(
            """
            SELECT series_id, COUNT(*),
                COUNT(CASE WHEN archived = 0 AND meaning <> 'closed' THEN 1 END),
                COUNT(CASE WHEN archived <> 0 THEN 1 END), MIN(state_id), MAX(state_id),
                MIN(delegate_id), MAX(delegate_id), COUNT(pull_url),
                COUNT(CASE WHEN archived = 0 AND meaning = 'waiting' THEN 1 END),
                COUNT(CASE WHEN archived = 0 AND meaning = 'elsewhere' THEN 1 END)
            FROM patch JOIN state ON state.id = patch.state_id
            WHERE series_id IN (\(ids: ids)) GROUP BY series_id
            """
        ) { facts, row in
            facts.patches = row.int(1)
            facts.openPatches = row.int(2)
            facts.archivedPatches = row.int(3)
            facts.state = row.int(4) == row.int(5) ? row.int(4) : nil
            facts.delegate = row.optionalInt(6)
            facts.delegates = facts.delegate == nil ? 0 : 1
            if row.int(6) != row.int(7) { several.append(row.int(0)) }
            facts.hasPull = row.int(8) > 0
            (facts.waitingPatches, facts.elsewherePatches) = (row.int(9), row.int(10))
        }
        if !several.isEmpty { try readDelegates(of: several) }
        // A tag of the cover letter counts for each patch.
        for id in ids where kept[id]?.hasCover == true {
            if facts[id]?.patches != kept[id]?.facts.patches { parts[id]?.insert(.tags) }
        }
    }

    private mutating func readDelegates(of series: [Int64]) throws {
        var different: [Int64: Set<Int64>] = [:]
        try read(
            """
            SELECT series_id, delegate_id FROM patch
            WHERE series_id IN (\(ids: series)) AND delegate_id IS NOT NULL
            ORDER BY series_id, COALESCE(number, 0) DESC, id DESC
            """
        ) { facts, row in
            facts.delegate = row.int(1)
            different[row.int(0), default: []].insert(row.int(1))
            facts.delegates = Int64(different[row.int(0)]?.count ?? 0)
        }
    }

    /// In place of a tag: one that approves, on a patch and on a cover letter.
    private static let approval: (ofPatch: Int64, ofCover: Int64) = (-1, -2)

    /// What was said of the cover letter was said of every patch.
    private mutating func readTags() throws {
        let ids = begin(.tags) { ($0.tags, $0.approvedPatches) = (TagCounts(), 0) }
        guard !ids.isEmpty else { return }
        var ofCovers: [(series: Int64, tag: Int64)] = []
        try read(
            """
            SELECT patch.series_id, patch_tag.tag_id, COUNT(*), 0
            FROM patch JOIN patch_tag ON patch_tag.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids)) AND patch_tag.count > 0
            GROUP BY patch.series_id, patch_tag.tag_id
            UNION ALL
            SELECT patch.series_id, -1, COUNT(DISTINCT patch.id), 0
            FROM patch JOIN patch_tag ON patch_tag.patch_id = patch.id
            JOIN tag ON tag.id = patch_tag.tag_id
            WHERE patch.series_id IN (\(ids: ids)) AND patch_tag.count > 0
                AND LOWER(tag.name) IN ('acked-by', 'reviewed-by')
            GROUP BY patch.series_id
            UNION ALL
            SELECT series.id, CASE WHEN LOWER(tag.name) IN ('acked-by', 'reviewed-by')
                THEN -2 ELSE cover_tag.tag_id END, cover_tag.count, cover_tag.tag_id
            FROM series JOIN cover_tag ON cover_tag.cover_id = series.cover_id
            JOIN tag ON tag.id = cover_tag.tag_id
            WHERE series.id IN (\(ids: ids)) AND cover_tag.count > 0
            """
        ) { facts, row in
            if row.int(1) == Self.approval.ofPatch {
                facts.approvedPatches = row.int(2)
            } else if row.int(3) == 0 {
                facts.tags.counts[row.int(1)] = row.int(2)
            } else {
                ofCovers.append((row.int(0), row.int(3)))
                if row.int(1) == Self.approval.ofCover { ofCovers.append((row.int(0), row.int(1))) }
            }
        }
        for (series, tag) in ofCovers {
            guard let patches = facts[series]?.patches, patches > 0 else { continue }
            if tag == Self.approval.ofCover {
                facts[series]?.approvedPatches = patches
            } else {
                facts[series]?.tags.counts[tag] = patches
            }
        }
    }

    /// Asks for the checks that count, of series with that part.
    static func checksAsking(of parts: [Int64: SeriesFactParts]) -> SQLText? {
        let ids = parts.filter { $0.value.contains(.checks) }.map(\.key)
        guard !ids.isEmpty else { return nil }
        return """
            SELECT patch.series_id, check_result.state, COUNT(*)
            FROM patch JOIN check_result ON check_result.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids)) AND check_result.superseded = 0
            GROUP BY patch.series_id, check_result.state
            UNION ALL
            SELECT series_id, state, COUNT(*) FROM series_check
            WHERE series_id IN (\(ids: ids)) AND superseded = 0 GROUP BY series_id, state
            """
    }

    private mutating func readChecks(_ answers: any SQLAnswers, _ number: Int) throws {
        guard !begin(.checks, { $0.checks = CheckCounts() }).isEmpty else { return }
        try answers.rows(number) { row in
            let state = CheckState(rawValue: row.int(1)) ?? .pending
            facts[row.int(0), default: SeriesFacts()].checks.add(row.int(2), state)
        }
    }

    /// Comments and what they ask for, which is one walk through an index.
    private mutating func readComments(of kept: [Int64: KeptSeriesFacts]) throws {
        let ids = begin([.comments, .requests]) { facts in
            (facts.comments, facts.lastComment, facts.openComments) = (0, 0, 0)
            facts.talk = TalkFacts()
        }
        guard !ids.isEmpty else { return }
        var talk: [Int64: [TalkLine]] = [:]
        try TalkLine.read(ofSeries: ids, in: db) { series, line in
            talk[series, default: []].append(line)
        }
        for (series, lines) in talk {
            guard let known = kept[series] else { continue }
            facts[series]?.comments = Int64(lines.count)
            facts[series]?.lastComment = lines.reduce(0) { max($0, $1.id) }
            facts[series]?.openComments = Int64(lines.count { $0.isAddressed == false })
            facts[series]?.talk = TalkFacts(
                lines,
                author: known.submitter,
                account: known.account
            )
        }
    }

    private mutating func readVersions() throws {
        let ids = begin(.versions) { $0.hasNewerVersion = false }
        guard !ids.isEmpty else { return }
        try read(
            """
            SELECT DISTINCT earlier_id FROM revision
            WHERE earlier_id IN (\(ids: ids)) AND kind <> 'part'
            """
        ) { facts, _ in facts.hasNewerVersion = true }
    }
}

extension TalkLine {
    /// Reads the comments on series, with those on their cover letters.
    ///
    /// - Parameters:
    ///   - series: Their numbers.
    ///   - db: Where they are.
    ///   - each: Gets each comment with its series, in no order.
    /// - Throws: `StoreError`.
    static func read(
        ofSeries series: [Int64],
        in db: any SQLConnection,
        _ each: (Int64, TalkLine) -> Void
    ) throws {
        try db.query(
            """
            SELECT patch.series_id, comment.id, comment.patch_id, comment.submitter_id,
                person.account_id, comment.date, comment.says, comment.addressed
            FROM patch JOIN patch_comment AS comment ON comment.patch_id = patch.id
            JOIN person ON person.id = comment.submitter_id
            WHERE patch.series_id IN (\(ids: series))
            UNION ALL
            SELECT series.id, comment.id, NULL, comment.submitter_id,
                person.account_id, comment.date, comment.says, comment.addressed
            FROM series JOIN cover_comment AS comment ON comment.cover_id = series.cover_id
            JOIN person ON person.id = comment.submitter_id
            WHERE series.id IN (\(ids: series))
            """
        ) { row in
            let line = TalkLine(
                id: row.int(1),
                patch: row.optionalInt(2),
                person: row.int(3),
                account: row.optionalInt(4),
                date: row.int(5),
                meaning: ReplyMeaning(rawValue: Int(row.int(6))),
                isAddressed: row.optionalInt(7).map { $0 != 0 }
            )
            each(row.int(0), line)
        }
    }
}
