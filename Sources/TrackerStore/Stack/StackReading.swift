import PatchParsing
import TrackerModel

/// Reads what a series stands on, and what stands on it.
struct StackReading {
    let db: any SQLConnection

    /// The series below one, in the order of applying.
    struct Order {
        var series: [Int64] = []
        /// What each series needs, the one at the top included.
        var needs: [Int64: SeriesNeeds] = [:]
        var circle: [Int64] = []
        var isCut = false
    }

    func stack(of id: Int64) throws -> SeriesStack? {
        guard let order = try order(below: id) else { return nil }
        let above = try dependents(of: id)
        let resolved = ([id] + order.series).compactMap { order.needs[$0] }.flatMap(\.resolved)
        let elsewhere = resolved.compactMap { need -> Int64? in
            if case .elsewhere(let other) = need.place { other } else { nil }
        }
        let series = try StackSeriesReading(db: db)
            .read([id] + order.series + above.keys + elsewhere, besides: id)
        guard let own = series[id] else { return nil }
        return SeriesStack(
            series: own,
            baseCommit: order.needs[id]?.baseCommit,
            needs: order.series.compactMap { entry($0, in: order, of: id, series) },
            open: openNeeds(in: order, of: id, series),
            dependents: dependents(above, on: id, series),
            circle: order.circle,
            isCut: order.isCut
        )
    }

    /// Finds all that a series needs, level by level.
    ///
    /// - Returns: `nil` if there is no such series.
    func order(below id: Int64) throws -> Order? {
        guard try db.int("SELECT id FROM series WHERE id = \(id)") != nil else { return nil }
        var order = Order()
        var known: Set<Int64> = [id]
        var open = [id]
        while !open.isEmpty {
            let found = try NeedsReading(db: db).read(open)
            var next: [Int64] = []
            for series in open {
                for needed in found[series]?.series ?? [] where !known.contains(needed) {
                    if known.count > Store.stackLimit {
                        order.isCut = true
                    } else {
                        known.insert(needed)
                        next.append(needed)
                    }
                }
            }
            order.needs.merge(found) { _, new in new }
            open = next
        }
        var walk = StackWalk(needs: order.needs.mapValues(\.series), known: known)
        walk.visit(id)
        order.series = walk.order.filter { $0 != id }
        order.circle = walk.circle
        return order
    }

    private func entry(
        _ needed: Int64,
        in order: Order,
        of id: Int64,
        _ series: [Int64: StackSeries]
    ) -> StackEntry? {
        guard let found = series[needed] else { return nil }
        let naming = ([id] + order.series.reversed()).first { other in
            order.needs[other]?.series.contains(needed) == true
        }
        guard let naming else { return nil }
        return StackEntry(
            series: found,
            neededBy: naming,
            words: order.needs[naming]?.words(for: needed) ?? []
        )
    }

    private func openNeeds(
        in order: Order,
        of id: Int64,
        _ series: [Int64: StackSeries]
    ) -> [OpenNeed] {
        ([id] + order.series.reversed()).flatMap { naming in
            (order.needs[naming]?.resolved ?? []).compactMap { found -> OpenNeed? in
                let other: StackSeries?
                switch found.place {
                case .here: return nil
                case .elsewhere(let id): other = series[id]
                case .unknown: other = nil
                }
                return OpenNeed(
                    neededBy: naming,
                    word: found.need.word,
                    named: found.need.named,
                    elsewhere: other
                )
            }
        }
    }

    private func dependents(
        _ found: [Int64: [Prerequisite.Word]],
        on id: Int64,
        _ series: [Int64: StackSeries]
    ) -> [StackEntry] {
        found.keys.sorted().compactMap { dependent in
            guard let other = series[dependent] else { return nil }
            // The later version speaks for both.
            if let newest = other.newest, found[newest.id] != nil { return nil }
            return StackEntry(series: other, neededBy: dependent, words: found[dependent] ?? [])
        }
    }

    /// The series that need a series, and how they name it.
    private func dependents(of id: Int64) throws -> [Int64: [Prerequisite.Word]] {
        let ids = try candidates(naming: id).filter { $0 != id }.prefix(Store.dependentLimit)
        guard !ids.isEmpty else { return [:] }
        return try NeedsReading(db: db).read(Array(ids))
            .mapValues { $0.words(for: id) }
            .filter { !$0.value.isEmpty }
    }

    /// Series that name something of a series; they may mean another version of it.
    private func candidates(naming id: Int64) throws -> [Int64] {
        var (patches, covers): (Set<Int64>, Set<Int64>) = ([], [])
        try db.query(Self.naming(id)) { row in
            if let patch = row.optionalInt(0) { patches.insert(patch) }
            if let cover = row.optionalInt(1) { covers.insert(cover) }
        }
        guard !patches.isEmpty || !covers.isEmpty else { return [] }
        return try db.all(
            """
            SELECT series_id FROM patch
            WHERE id IN (\(ids: patches)) AND series_id IS NOT NULL
            UNION SELECT id FROM series WHERE cover_id IN (\(ids: covers)) ORDER BY 1
            """
        ) { $0.int(0) }
    }

    private static func naming(_ id: Int64) -> SQLText {
        """
        SELECT base.patch_id, base.cover_id
        FROM patch JOIN declared_base AS base
            ON base.needs_msgid = patch.msgid AND base.project_id = patch.project_id
        WHERE patch.series_id = \(id)
        UNION SELECT base.patch_id, base.cover_id
        FROM series JOIN cover ON cover.id = series.cover_id
        JOIN declared_base AS base
            ON base.needs_msgid = cover.msgid AND base.project_id = cover.project_id
        WHERE series.id = \(id)
        UNION SELECT patch_id, cover_id FROM declared_base WHERE needs_series_id = \(id)
        UNION SELECT base.patch_id, base.cover_id
        FROM series_alias JOIN declared_base AS base ON base.needs_series_id = series_alias.id
        WHERE series_alias.series_id = \(id)
        UNION SELECT base.patch_id, base.cover_id
        FROM revision_key JOIN declared_base AS base
            ON base.needs_change = revision_key.key AND base.project_id = revision_key.project_id
        WHERE revision_key.series_id = \(id)
        UNION SELECT base.patch_id, base.cover_id
        FROM patch JOIN patch_traits AS traits ON traits.patch_id = patch.id
        JOIN declared_base AS base
            ON base.needs_patch = traits.patch_key AND base.project_id = patch.project_id
        WHERE patch.series_id = \(id)
        ORDER BY 1, 2 LIMIT 200
        """
    }
}

/// Goes through a stack from the top and puts what is needed before what needs it.
private struct StackWalk {
    let needs: [Int64: [Int64]]
    let known: Set<Int64>
    private(set) var order: [Int64] = []
    private(set) var circle: [Int64] = []
    private var path: [Int64] = []
    private var seen: Set<Int64> = []

    init(needs: [Int64: [Int64]], known: Set<Int64>) {
        self.needs = needs
        self.known = known
    }

    /// As deep as ``Store/stackLimit`` at most.
    mutating func visit(_ series: Int64) {
        if let start = path.firstIndex(of: series) {
            if circle.isEmpty { circle = Array(path[start...]) }
            return
        }
        guard seen.insert(series).inserted else { return }
        path.append(series)
        for needed in needs[series] ?? [] where known.contains(needed) { visit(needed) }
        path.removeLast()
        order.append(series)
    }
}
