import TrackerModel

/// Puts the series around one mail together anew, and changes what differs from before.
///
/// A series keeps its number where most of its mails stay; a number that is left without mails
/// leads to the series that they went to.
struct SeriesRegrouping {
    let intake: IntakeTransaction
    let project: Project

    private var db: any SQLConnection { intake.db }
    var kin: SeriesKin { SeriesKin(db: intake.db, project: project.id) }

    /// So many mails are looked at; who sends more that might all be one series cannot say which.
    private static let limit = 400

    /// Groups all mails anew that have a tie with a row of `series_member`; gives the series that the
    /// mail is in now.
    @discardableResult
    func regroup(around start: Int64) throws -> Int64? {
        try intake.events.writeWaiting()
        let placed = try everyoneRelated(to: start)
        // What stays where somebody has put it is no affair of others.
        if placed.count == 1, let only = placed.first, only.pin == .alone { return only.series }
        let byID = Dictionary(uniqueKeysWithValues: placed.map { ($0.member.id, $0) })
        let found = SeriesGrouping.series(of: placed.map(\.member))
            .map { group in group.compactMap { byID[$0.id] } }
        let (groups, numbers) = try settled(found)
        var result: Int64?
        var touched: Set<Int64> = []
        var moves: [(PlacedMember, to: Int64)] = []
        for (index, group) in groups.enumerated() {
            let series = try numbers[index] ?? create(for: group)
            if numbers[index] == nil { touched.insert(series) }
            for placed in group {
                if placed.member.id == start { result = series }
                if placed.series != series {
                    moves.append((placed, series))
                    touched.insert(series)
                    if let old = placed.series { touched.insert(old) }
                }
            }
        }
        let names = try lentNames(of: placed)
        try move(moves)
        try retire(Set(placed.compactMap(\.series)).subtracting(numbers.values), after: moves)
        for series in touched.sorted() { try refresh(series, lentNames: names) }
        for (placed, _) in moves where placed.series != nil {
            try intake.refreshDependents(of: placed.member.messageID, project: project)
        }
        return result
    }

    /// Puts together anew what is left in a series after a mail has left it.
    func regroup(rest series: Int64) throws {
        let rest = try kin.members(of: series)
        for placed in rest { try regroup(around: placed.member.id) }
        if !rest.isEmpty { try refresh(series, lentNames: lentNames(of: rest)) }
    }

    /// All mails that have a tie with the mail, directly or through others.
    private func everyoneRelated(to start: Int64) throws -> [PlacedMember] {
        guard let first = try kin.member(start) else { return [] }
        if first.pin == .alone { return [first] }
        var found = [first.member.id: first]
        var open = [first]
        while let next = open.popLast(), found.count < Self.limit {
            for other in try kin.kin(of: next.member) where found[other.member.id] == nil {
                found[other.member.id] = other
                open.append(other)
            }
        }
        return found.values.sorted { $0.member < $1.member }
    }

    /// The number that each group keeps: of the series with which it shares the most mails.
    static func oldNumbers(of groups: [[PlacedMember]]) -> [Int: Int64] {
        var shared: [Overlap: Int] = [:]
        var numbers: [Int: Int64] = [:]
        for (index, group) in groups.enumerated() {
            numbers[index] = group.lazy.compactMap(\.member.pinned).first
        }
        var taken = Set(numbers.values)
        for (index, group) in groups.enumerated() {
            for series in group.compactMap(\.series) {
                shared[Overlap(series: series, group: index), default: 0] += 1
            }
        }
        let order = shared.sorted {
            ($1.value, $0.key.series, $0.key.group) < ($0.value, $1.key.series, $1.key.group)
        }
        for (overlap, _) in order
        where numbers[overlap.group] == nil && !taken.contains(overlap.series) {
            numbers[overlap.group] = overlap.series
            taken.insert(overlap.series)
        }
        return numbers
    }

    private struct Overlap: Hashable {
        let series: Int64
        let group: Int
    }

    private func create(for group: [PlacedMember]) throws -> Int64 {
        guard let first = group.first?.member else {
            throw StoreError(.corrupt, "a series without a mail")
        }
        let series = try db.newNumber(in: .series)
        try db.execute(
            """
            INSERT INTO series (id, project_id, date, submitter_id, version, total)
            VALUES (\(series), \(project.id), \(first.date), \(first.author),
                \(first.version ?? 1), \(first.total))
            """
        )
        try intake.events.add(NewEvent(.seriesCreated, in: project, series: series))
        return series
    }

    private func move(_ moves: [(PlacedMember, to: Int64)]) throws {
        // First all leave, as two may change places.
        for (placed, _) in moves {
            if let patch = placed.patch {
                try db.execute(
                    "UPDATE patch SET series_id = NULL, number = NULL WHERE id = \(patch)"
                )
            } else if let cover = placed.cover {
                try db.execute("UPDATE series SET cover_id = NULL WHERE cover_id = \(cover)")
            }
        }
        for (placed, series) in moves {
            let number = placed.member.number
            try db.execute(
                "UPDATE series_member SET series_id = \(series) WHERE id = \(placed.member.id)"
            )
            if let patch = placed.patch, number > 0 {
                try db.execute(
                    """
                    UPDATE patch SET series_id = \(series), number = \(number) WHERE id = \(patch)
                    """
                )
            } else if let cover = placed.cover {
                try db.execute("UPDATE series SET cover_id = \(cover) WHERE id = \(series)")
            }
            try explain(placed, in: series)
        }
    }

    /// The mails' own record of what became of them follows.
    private func explain(_ placed: PlacedMember, in series: Int64) throws {
        let table: SQLText = placed.patch == nil ? "cover" : "patch"
        let mail = try db.int(
            "SELECT mail_id FROM \(sql: table) WHERE id = \(placed.patch ?? placed.cover)"
        )
        guard let mail else { return }
        try intake.setReason(
            "joins series \(series): the mails of its thread, in the order in which they were sent",
            mail: mail,
            project: project
        )
    }

    /// Series that lost all their mails become other names of those where the mails went.
    private func retire(_ series: Set<Int64>, after moves: [(PlacedMember, to: Int64)]) throws {
        for old in series.sorted() where try kin.members(of: old).isEmpty {
            guard let new = moves.first(where: { $0.0.series == old })?.to else { continue }
            try retire(old, into: new)
        }
    }

    /// Makes the number of a series without mails another name of a series.
    func retire(_ old: Int64, into new: Int64) throws {
        intake.revisions.reshape(new)
        try RevisionByHand.move(from: old, to: new, intake.revisions.news, in: db)
        try db.execute("UPDATE event SET series_id = \(new) WHERE series_id = \(old)")
        let told = try db.execute(
            "UPDATE version_event SET series_id = \(new) WHERE series_id = \(old)"
        )
        if told > 0 { intake.revisions.news.renew(new) }
        try moveChecks(of: old, to: new)
        try db.execute("UPDATE series_alias SET series_id = \(new) WHERE series_id = \(old)")
        try db.execute("DELETE FROM series WHERE id = \(old)")
        try db.execute("INSERT INTO series_alias (id, series_id) VALUES (\(old), \(new))")
    }

    /// What was said of the series holds for the one where its mails went; there the newest counts.
    private func moveChecks(of old: Int64, to new: Int64) throws {
        let moved = try db.execute(
            "UPDATE series_check SET series_id = \(new) WHERE series_id = \(old)"
        )
        guard moved > 0 else { return }
        try db.execute(
            """
            UPDATE series_check SET superseded = 1 WHERE series_id = \(new) AND superseded = 0
                AND EXISTS (
                    SELECT 1 FROM series_check AS newer
                    WHERE newer.series_id = \(new)
                        AND newer.account_id = series_check.account_id
                        AND newer.context = series_check.context
                        AND newer.superseded = 0 AND newer.id > series_check.id
                )
            """
        )
    }

    /// The names that series of these mails have unless a person gave them another one.
    func lentNames(of placed: [PlacedMember]) throws -> Set<String> {
        let covers = placed.compactMap(\.cover)
        let first = placed.filter { $0.member.number == 1 }.compactMap(\.patch)
        let titles = try db.all(
            "SELECT name FROM cover WHERE id IN (\(list: covers))"
        ) { SeriesName.of(cover: $0.text(0)) }
        let names = try db.all("SELECT name FROM patch WHERE id IN (\(list: first))") { $0.text(0) }
        return Set(titles + names)
    }

    /// Everything that a series says about itself follows from its mails.
    func refresh(_ series: Int64, lentNames: Set<String>) throws {
        intake.revisions.reshape(series)
        let members = try kin.members(of: series).map(\.member).sorted()
        guard let first = members.first else { return }
        let cover = members.first { $0.number == 0 }
        let current = try db.first("SELECT name, total_by_hand FROM series WHERE id = \(series)") {
            (name: $0.optionalText(0), total: $0.optionalInt(1))
        }
        var name = current?.name
        if name.map(lentNames.contains) ?? true { name = try SeriesName.of(series, in: db) }
        let received = members.count { $0.number > 0 }
        let total = current?.total.map { max(Int($0), received) } ?? cover?.total ?? first.total
        try db.execute(
            """
            UPDATE series SET name = \(name), date = \(first.date), submitter_id = \(first.author),
                version = \(members.compactMap(\.version).max() ?? 1),
                total = \(total), received_total = \(received)
            WHERE id = \(series)
            """
        )
        try SeriesProgress(intake: intake, project: project).announceNews(of: series)
        try intake.refreshDependencies(of: series)
    }
}
