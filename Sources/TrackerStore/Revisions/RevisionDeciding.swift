import TrackerModel

/// Decides at the end of a transaction which series are versions of which.
struct RevisionDeciding {
    let db: any SQLConnection
    let now: Int64
    /// Those of the transaction; `nil` where nobody is told.
    var events: EventLog?
    /// Whose change it follows from; `nil` for mails.
    var actor: Account.ID?

    /// About what was decided.
    struct Decided {
        /// Whether the answer is a new one or not.
        var series: Set<Int64> = []
        /// Series that were the earlier version of one of them before, and are not any more.
        var left: Set<Int64> = []

        var isEmpty: Bool { series.isEmpty }
    }

    /// Decides about all that was noted, and about those that were sent later and may be versions of it.
    func decide(_ notes: RevisionNotes) throws -> Decided {
        guard !notes.isEmpty else { return Decided() }
        try TraitsWriting(db: db).store(notes.traits)
        let (series, laterBefore) = try RevisionKeys(db: db).store(notes)
        notes.removeAll()
        let neighbours = try RevisionNeighbours.find(of: series, in: db)
        let later = neighbours.later.union(laterBefore).subtracting(series)
        var left = try decide(series, neighbours, notes.news)
        if !later.isEmpty {
            let others = try RevisionNeighbours.find(of: later, in: db)
            left.formUnion(try decide(later, others, notes.news))
        }
        if let events { try notes.news.tell(events, by: actor, in: db) }
        return Decided(series: series.union(later), left: left)
    }

    /// Decides about series whose neighbours are known.
    ///
    /// - Returns: Series that are nobody's earlier version any more.
    @discardableResult
    func decide(
        _ series: Set<Int64>,
        _ neighbours: RevisionNeighbours,
        _ news: RevisionNews? = nil
    ) throws -> Set<Int64> {
        let kept = try RevisionRow.all(of: series, in: db)
        let open = series.filter { kept[$0]?.hand ?? .mails == .mails }
        let compared = open.filter { neighbours.earlier[$0]?.isEmpty == false }
        let known = try TraitsReading(db: db).traits(
            of: compared.union(compared.flatMap { neighbours.earlier[$0] ?? [] })
        ).mapValues(SeriesLook.init)
        var left: Set<Int64> = []
        for id in open.sorted() {
            let candidates = (neighbours.earlier[id] ?? []).lazy.compactMap { known[$0] }
            var link: RevisionLink?
            if let own = known[id] {
                link = RevisionMatcher.earlier(of: own, among: candidates)
            }
            guard try store(link, of: id, kept[id]) else { continue }
            news?.note(id, kept[id])
            if let old = kept[id]?.earlier, old != link?.earlier { left.insert(old) }
        }
        return left
    }

    /// - Returns: Whether it is another one than before.
    private func store(
        _ link: RevisionLink?,
        of series: Int64,
        _ kept: RevisionRow?
    ) throws -> Bool {
        guard let link else {
            guard kept != nil else { return false }
            try db.execute("DELETE FROM revision WHERE series_id = \(series)")
            return true
        }
        if let kept, kept.says(link) { return false }
        try RevisionRow(link, of: series, now: now).store(in: db)
        return true
    }
}
