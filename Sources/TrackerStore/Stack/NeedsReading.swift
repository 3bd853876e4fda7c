import PatchParsing
import TrackerModel

/// What the mails of a series say that it is based on.
struct SeriesNeeds {
    /// That of the cover letter, else of the first patch that names one.
    var baseCommit: String?
    /// In the order of their naming.
    var resolved: [ResolvedNeed] = []

    /// The series of the same project that are needed, each once.
    var series: [Int64] {
        var seen: Set<Int64> = []
        return resolved.compactMap { need in
            guard case .here(let id) = need.place, seen.insert(id).inserted else { return nil }
            return id
        }
    }

    /// How a series is named.
    func words(for series: Int64) -> [Prerequisite.Word] {
        let used = Set(
            resolved.lazy.filter { $0.place == .here(series) }.map(\.need.word)
        )
        return Prerequisite.Word.allCases.filter(used.contains)
    }
}

/// Reads what series say that they need, and finds what that is now.
struct NeedsReading {
    let db: any SQLConnection

    /// So many rows are read at once.
    private static let rowLimit = 4_000
    /// So many series are compared that have a change-id or a patch that is named.
    private static let candidateLimit = 1_000

    /// What each of some series needs; those that say nothing are left out.
    func read(_ ids: [Int64]) throws -> [Int64: SeriesNeeds] {
        var needs = try declared(by: ids)
        let targets = Set(needs.values.lazy.flatMap(\.named).map(\.target))
        var found: [Int64: SeriesNeeds] = needs.mapValues { SeriesNeeds(baseCommit: $0.baseCommit) }
        guard !targets.isEmpty else { return found }
        needs = needs.filter { !$0.value.named.isEmpty }
        let meant = try series(meantBy: targets)
        let series = try facts(of: Set(needs.keys).union(meant.values.joined()))
        let candidates = Dictionary(
            uniqueKeysWithValues: targets.map { target in
                (target, (meant[target.withoutVersion] ?? []).compactMap { series[$0] })
            }
        )
        for (id, declared) in needs {
            guard let own = series[id] else { continue }
            found[id]?.resolved = NeedMatcher.resolve(declared.named, of: own, among: candidates)
        }
        return found
    }

    fileprivate struct Declared {
        var baseCommit: String?
        var named: [NamedNeed] = []
        var seen: Set<NamedNeed> = []
    }

    /// The cover letter's first, then patch by patch, each in the order of naming.
    private func declared(by ids: [Int64]) throws -> [Int64: Declared] {
        let columns: SQLText = "base.id, base.word, base.named, \(sql: TargetColumns.names)"
        var found: [Int64: Declared] = [:]
        try db.query(
            """
            SELECT patch.series_id AS series, patch.number AS place, \(sql: columns)
            FROM patch JOIN declared_base AS base ON base.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids))
            UNION ALL SELECT series.id, 0, \(sql: columns)
            FROM series JOIN declared_base AS base ON base.cover_id = series.cover_id
            WHERE series.id IN (\(ids: ids))
            ORDER BY 1, 2, 3 LIMIT \(Self.rowLimit)
            """
        ) { row in
            var reader = RowReader(row)
            let series = reader.int()
            reader.skip(2)
            found[series, default: Declared()].add(&reader)
        }
        return found
    }

    /// The numbers of the series that targets may mean, of any project.
    private func series(
        meantBy targets: Set<NamedNeed.Target>
    ) throws -> [NamedNeed.Target: Set<Int64>] {
        var found: [NamedNeed.Target: Set<Int64>] = [:]
        func note(_ target: NamedNeed.Target, _ series: Int64) {
            found[target, default: []].insert(series)
        }
        for part in targets.compactMap(\.message).sorted().chunks(of: 64) {
            try db.query(Self.messages(part)) { note(.message($0.text(0)), $0.int(1)) }
        }
        for part in targets.compactMap(\.series).sorted().idPortions {
            try db.query(
                """
                SELECT id, id FROM series WHERE id IN (\(ids: part))
                UNION ALL SELECT id, series_id FROM series_alias WHERE id IN (\(ids: part))
                """
            ) { note(.series($0.int(0)), $0.int(1)) }
        }
        for part in Set(targets.compactMap(\.change)).sorted().idPortions {
            try db.query(
                """
                SELECT key, series_id FROM revision_key WHERE key IN (\(ids: part))
                ORDER BY series_id DESC LIMIT \(Self.candidateLimit)
                """
            ) { note(.change($0.int(0), version: nil), $0.int(1)) }
        }
        for part in targets.compactMap(\.patch).sorted().idPortions {
            try db.query(
                """
                SELECT traits.patch_key, patch.series_id
                FROM patch_traits AS traits JOIN patch ON patch.id = traits.patch_id
                WHERE traits.patch_key IN (\(ids: part)) AND patch.series_id IS NOT NULL
                ORDER BY patch.id DESC LIMIT \(Self.candidateLimit)
                """
            ) { note(.patch($0.int(0)), $0.int(1)) }
        }
        return found
    }

    private static func messages(_ ids: ArraySlice<String>) -> SQLText {
        """
        SELECT msgid, series_id FROM patch
        WHERE msgid IN (\(list: ids)) AND series_id IS NOT NULL
        UNION ALL SELECT cover.msgid, series.id
        FROM cover JOIN series ON series.cover_id = cover.id WHERE cover.msgid IN (\(list: ids))
        """
    }

    private func facts(of ids: Set<Int64>) throws -> [Int64: StackCandidate] {
        var found: [Int64: StackCandidate] = [:]
        for part in ids.sorted().idPortions {
            try db.query(
                "SELECT id, project_id, date, version FROM series WHERE id IN (\(ids: part))"
            ) { row in
                found[row.int(0)] = StackCandidate(
                    id: row.int(0),
                    project: row.int(1),
                    date: row.int(2),
                    version: Int(row.int(3))
                )
            }
        }
        return found
    }
}

extension NeedsReading.Declared {
    fileprivate mutating func add(_ reader: inout RowReader) {
        let (word, text) = (reader.text(), reader.text())
        let target = TargetColumns(&reader).target
        guard let word = Prerequisite.Word(rawValue: word) else {
            // Patches of one series name the same commit.
            baseCommit = baseCommit ?? text
            return
        }
        let need = NamedNeed(word: word, named: text, target: target)
        guard named.count < Store.needLimit, seen.insert(need).inserted else { return }
        named.append(need)
    }
}

extension NamedNeed.Target {
    fileprivate var message: String? { if case .message(let id) = self { id } else { nil } }
    fileprivate var series: Int64? { if case .series(let id) = self { id } else { nil } }
    fileprivate var change: Int64? { if case .change(let key, _) = self { key } else { nil } }
    fileprivate var patch: Int64? { if case .patch(let key) = self { key } else { nil } }

    /// A version is looked for among all that have the change-id.
    fileprivate var withoutVersion: Self {
        if case .change(let key, _) = self { .change(key, version: nil) } else { self }
    }
}
