import TrackerModel

/// Tells which patches and whether the series are complete (mail-intake, section 16).
struct SeriesProgress {
    let intake: IntakeTransaction
    let project: Project

    private var db: any SQLConnection { intake.db }

    /// Counts a patch that has joined, and tells what it completes.
    func count(_ patch: Int64, number: Int, in series: Int64) throws {
        let progress = try db.first(
            """
            UPDATE series SET received_total = received_total + 1 WHERE id = \(series)
            RETURNING received_total, total,
                (SELECT COUNT(*) FROM patch WHERE series_id = \(series) AND number < \(number)),
                (SELECT COUNT(*) FROM patch WHERE series_id = \(series) AND number > \(number))
            """
        ) { (received: $0.int(0), total: $0.int(1), before: $0.int(2), behind: $0.int(3)) }
        guard let progress else { return }
        if progress.before == Int64(number) - 1 {
            try add(.patchCompleted, patch: patch, series: series)
            if progress.behind > 0 { try announceBehind(number, in: series) }
        }
        if progress.received >= progress.total {
            try intake.events.add(
                NewEvent(.seriesCompleted, in: project, series: series),
                mayWait: true
            )
        }
    }

    /// A patch is complete when all before it are there: now those are that waited for it.
    private func announceBehind(_ number: Int, in series: Int64) throws {
        let later = try db.all(
            """
            SELECT id, number FROM patch WHERE series_id = \(series) AND number > \(number)
            ORDER BY number
            """
        ) { (id: $0.int(0), number: $0.int(1)) }
        for (offset, next) in later.enumerated() {
            guard next.number == Int64(number + 1 + offset) else { return }
            try add(.patchCompleted, patch: next.id, series: series)
        }
    }

    /// Tells what a series that was put together anew has that was not told before.
    func announceNews(of series: Int64) throws {
        try intake.events.writeWaiting()
        let patches = try db.all(
            """
            SELECT patch.id, patch.number, EXISTS (SELECT 1 FROM event
                WHERE event.patch_id = patch.id
                    AND event.category = \(EventCategory.patchCompleted.rawValue))
            FROM patch WHERE series_id = \(series) ORDER BY number
            """
        ) { (id: $0.int(0), number: $0.int(1), isTold: $0.bool(2)) }
        for (offset, patch) in patches.enumerated() {
            guard patch.number == Int64(offset + 1) else { break }
            if !patch.isTold { try add(.patchCompleted, patch: patch.id, series: series) }
        }
        let isNews = try db.int(
            """
            SELECT id FROM series WHERE id = \(series) AND received_total >= total
                AND NOT EXISTS (SELECT 1 FROM event WHERE event.series_id = series.id
                    AND event.category = \(EventCategory.seriesCompleted.rawValue))
            """
        )
        if isNews != nil {
            try intake.events.add(
                NewEvent(.seriesCompleted, in: project, series: series),
                mayWait: true
            )
        }
    }

    private func add(_ category: EventCategory, patch: Int64, series: Int64) throws {
        try intake.events.add(
            NewEvent(category, in: project, patch: patch, series: series),
            mayWait: true
        )
    }
}
