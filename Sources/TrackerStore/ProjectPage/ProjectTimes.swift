import TrackerModel

/// What dates in the database tell about a project. Each statement reads the part of an index that it is
/// about: a year of dates, or some hundred rows of a month.
struct ProjectTimes {
    let db: any SQLConnection
    let project: Project.ID

    private static let day: Int64 = 86_400_000_000
    private static let week = 7 * day
    /// A Monday: 5 January 1970.
    private static let monday = 4 * day
    private static let weekCount: Int64 = 53
    private static let leastWeeks: Int64 = 10
    private static let monthCount = 12
    private static let leastMonths = 6

    func oldestPatch() throws -> Int64? {
        try db.int("SELECT MIN(date) FROM patch WHERE project_id = \(project)")
    }

    /// The date of the newest patch; one that lies in the future does not count.
    func newestPatch() throws -> Int64? {
        guard let arrival = try newestEvent(nil) else { return nil }
        return try db.int(
            "SELECT MAX(date) FROM patch WHERE project_id = \(project) AND date <= \(arrival)"
        )
    }

    private func newestEvent(_ category: EventCategory?) throws -> Int64? {
        let condition: SQLText = category.map { "AND category = \($0.rawValue)" } ?? ""
        return try db.int(
            """
            SELECT date FROM event WHERE project_id = \(project) \(sql: condition)
            ORDER BY id DESC LIMIT 1
            """
        )
    }

    // MARK: Traffic

    func weeks(upTo newest: Int64) throws -> [WeekOfTraffic] {
        let last = Self.floor(newest - Self.monday, Self.week) * Self.week + Self.monday
        let start = last - (Self.weekCount - 1) * Self.week
        let patches = try counts("patch", from: start, to: last + Self.week)
        let series = try counts("series", from: start, to: last + Self.week)
        // A young project has no year yet.
        let first = min(
            patches.keys.min() ?? Self.weekCount,
            series.keys.min() ?? Self.weekCount,
            Self.weekCount - Self.leastWeeks
        )
        return (first..<Self.weekCount).map { week in
            WeekOfTraffic(
                start: start + week * Self.week,
                patches: patches[week] ?? 0,
                series: series[week] ?? 0
            )
        }
    }

    private func counts(
        _ table: SQLText,
        from start: Int64,
        to end: Int64
    ) throws -> [Int64: Int64] {
        let rows = try db.all(
            """
            SELECT (date - \(start)) / \(Self.week), COUNT(*) FROM \(sql: table)
            WHERE project_id = \(project) AND date >= \(start) AND date < \(end) GROUP BY 1
            """
        ) { ($0.int(0), $0.int(1)) }
        return Dictionary(rows, uniquingKeysWith: +)
    }

    private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }

    // MARK: Review

    /// How long first replies took, month by month.
    func replies(upTo newest: Int64) throws -> [MonthOfReview] {
        try months(upTo: newest) { start, end in
            let waits = try replies(from: start, to: end)
            return (waits.count, waits.compactMap(\.self))
        }
    }

    /// How long decisions took, month by month.
    func decisions() throws -> [MonthOfReview] {
        guard let newest = try newestEvent(.patchStateChanged) else { return [] }
        return try months(upTo: newest) { try decisions(from: $0, to: $1) }
    }

    private func months(
        upTo newest: Int64,
        _ waits: (_ start: Int64, _ end: Int64) throws -> (seen: Int, waits: [Int64])
    ) throws -> [MonthOfReview] {
        let last = CalendarTime(microseconds: newest)
        let first = last.year * 12 + last.month - Self.monthCount
        let months = try (0..<Self.monthCount).compactMap { place -> MonthOfReview? in
            guard let start = Self.start(ofMonth: first + place),
                let end = Self.start(ofMonth: first + place + 1)
            else { return nil }
            let found = try waits(start, end)
            return MonthOfReview(start: start, seen: found.seen, waits: Waits(found.waits))
        }
        let begin = months.firstIndex { $0.seen > 0 } ?? 0
        return Array(months.dropFirst(max(0, min(begin, months.count - Self.leastMonths))))
    }

    private static func start(ofMonth number: Int) -> Int64? {
        CalendarTime.microseconds(year: number / 12, month: number % 12 + 1, day: 1)
    }

    /// For each series of a month how long the first reply took; `nil` where there is none.
    private func replies(from start: Int64, to end: Int64) throws -> [Int64?] {
        try db.all(
            """
            SELECT chosen.date,
                (SELECT MIN(patch_comment.date)
                    FROM patch JOIN patch_comment ON patch_comment.patch_id = patch.id
                    WHERE patch.series_id = chosen.id
                        AND patch_comment.submitter_id <> chosen.submitter_id),
                (SELECT MIN(cover_comment.date) FROM cover_comment
                    WHERE cover_comment.cover_id = chosen.cover_id
                        AND cover_comment.submitter_id <> chosen.submitter_id)
            FROM (SELECT id, date, submitter_id, cover_id FROM series
                WHERE project_id = \(project) AND date >= \(start) AND date < \(end)
                ORDER BY date DESC, id DESC LIMIT \(Store.reviewLimit)) AS chosen
            """
        ) { row in
            let first = [row.optionalInt(1), row.optionalInt(2)].compactMap(\.self).min()
            return first.map { max(0, $0 - row.int(0)) }
        }
    }

    /// How long it took from a patch to a decision of this month, once for each patch; and how many
    /// changes of state were looked at.
    private func decisions(
        from start: Int64,
        to end: Int64
    ) throws -> (seen: Int, waits: [Int64]) {
        guard let first = try event(at: start) else { return (0, []) }
        let last = try event(at: end) ?? .max
        let rows = try db.all(
            """
            SELECT patch.id, chosen.date - patch.date, state.action_required
            FROM (SELECT patch_id, date, current_state_id FROM event
                WHERE project_id = \(project)
                    AND category = \(EventCategory.patchStateChanged.rawValue)
                    AND id >= \(first) AND id < \(last)
                ORDER BY id DESC LIMIT \(Store.reviewLimit)) AS chosen
            JOIN patch ON patch.id = chosen.patch_id
            JOIN state ON state.id = chosen.current_state_id
            """
        ) { (patch: $0.int(0), wait: max(0, $0.int(1)), needsAction: $0.bool(2)) }
        let decided = rows.filter { !$0.needsAction }.map { ($0.patch, $0.wait) }
        return (rows.count, Array(Dictionary(decided, uniquingKeysWith: min).values))
    }

    /// The number of the first event at a moment: the dates of events grow with their numbers.
    private func event(at moment: Int64) throws -> Int64? {
        try db.firstID(since: moment, in: .event)
    }
}
