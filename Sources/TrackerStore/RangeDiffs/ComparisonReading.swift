import PatchParsing
import RangeDiff
import TrackerModel

/// Reads two versions as they are compared.
struct ComparisonReading {
    let db: any SQLConnection

    /// Two versions with what is known of their pairs.
    struct Sides: Sendable {
        let old: ComparedSeries
        let new: ComparedSeries
        let digest: String
        /// `nil` if they were not compared since one of them changed.
        var entries: [RangeDiff.Entry]?
        var isEstimate = false

        /// Bytes of all mails.
        var size: Int64 { (old.patches + new.patches).reduce(0) { $0 + $1.size } }
    }

    /// `nil` if one of them is not there.
    func sides(_ old: Int64, _ new: Int64) throws -> Sides? {
        guard var sides = try self.sides(of: [(old, new)]).first ?? nil else { return nil }
        let kept = try db.first(
            """
            SELECT digest, entries, estimate FROM range_diff
            WHERE series_id = \(new) AND against_id = \(old)
            """
        ) { (digest: $0.text(0), entries: $0.text(1), isEstimate: $0.bool(2)) }
        if let kept, kept.digest == sides.digest {
            sides.entries = StoredEntries(kept.entries).entries(sides.old, sides.new)
            sides.isEstimate = kept.isEstimate
        }
        return sides
    }

    /// Pairs of versions, in the order given, as if they had not been compared; `nil` where one of two is
    /// not there.
    func sides(of pairs: [(old: Int64, new: Int64)]) throws -> [Sides?] {
        var found: [Int64: ComparedSeries] = [:]
        for part in Set(pairs.flatMap { [$0.old, $0.new] }).sorted().idPortions {
            found.merge(try series(part)) { $1 }
        }
        return pairs.map { pair in
            guard let old = found[pair.old], let new = found[pair.new] else { return nil }
            return Sides(old: old, new: new, digest: Self.digest(old, new))
        }
    }

    /// The steps between versions that have been compared, by the later one.
    func steps(of series: [SeriesVersion]) throws -> [Int64: VersionStep] {
        try steps(
            along: Dictionary(
                series.map { ($0.id, $0.link?.earlier) },
                uniquingKeysWith: { one, _ in one }
            )
        )
    }

    /// The same of series with the ones before them.
    func steps(along links: [Int64: Int64?]) throws -> [Int64: VersionStep] {
        let linked = links.filter { $0.value != nil }.map(\.key)
        guard !linked.isEmpty else { return [:] }
        var steps: [Int64: VersionStep] = [:]
        for part in linked.sorted().idPortions {
            try db.query(
                """
                SELECT series_id, against_id, entries FROM range_diff
                WHERE series_id IN (\(ids: part))
                """
            ) { row in
                let (id, against) = (row.int(0), row.int(1))
                // Somebody may have linked another one since.
                guard links[id] == against else { return }
                steps[id] = StoredEntries(row.text(2)).step(id, against: against)
            }
        }
        return steps
    }

    /// The step to one series from the version that it is linked to, where they have been compared.
    func step(to series: Int64) throws -> SeriesList.UnfoldedStep? {
        try db.first(
            """
            SELECT step.against_id, step.entries, earlier.version
            FROM range_diff AS step
            JOIN revision ON revision.series_id = step.series_id
                AND revision.earlier_id = step.against_id
            JOIN series AS earlier ON earlier.id = step.against_id
            WHERE step.series_id = \(series)
            """
        ) { row in
            SeriesList.UnfoldedStep(
                step: StoredEntries(row.text(1)).step(series, against: row.int(0)),
                version: row.int(2)
            )
        }
    }

    private func series(_ ids: ArraySlice<Int64>) throws -> [Int64: ComparedSeries] {
        var found: [Int64: ComparedSeries] = [:]
        try db.query(
            "SELECT id, project_id, name, version, date FROM series WHERE id IN (\(ids: ids))"
        ) { row in
            found[row.int(0)] = ComparedSeries(
                id: row.int(0),
                project: row.int(1),
                name: row.optionalText(2),
                version: row.int(3),
                date: row.int(4)
            )
        }
        try db.query(
            """
            SELECT patch.series_id, patch.id, patch.msgid, patch.name, patch.number, patch.hash,
                COALESCE(mail.size, 0), \(sql: Person.columns)
            FROM patch JOIN person ON person.id = patch.submitter_id
            LEFT JOIN mail ON mail.id = patch.mail_id
            WHERE patch.series_id IN (\(ids: ids))
            ORDER BY patch.series_id, COALESCE(patch.number, 0), patch.date, patch.id
            """
        ) { row in
            var reader = RowReader(row)
            let series = reader.int()
            let (id, messageID, name) = (reader.int(), reader.text(), reader.text())
            let (number, hash) = (reader.optionalInt(), reader.optionalText())
            let size = reader.int()
            let patch = ComparedSeries.Patch(
                id: id,
                messageID: messageID,
                name: name,
                number: number,
                submitter: Person(&reader),
                size: size,
                hash: hash
            )
            found[series]?.patches.append(patch)
        }
        return found
    }

    private static func digest(_ old: ComparedSeries, _ new: ComparedSeries) -> String {
        digest(
            [old, new].map { series in
                let marks = series.patches.map {
                    PatchMark(id: $0.id, submitter: $0.submitter.id, hash: $0.hash, name: $0.name)
                }
                return (series.id, marks)
            }
        )
    }

    /// What of a patch tells whether it is as it was.
    struct PatchMark {
        let id: Int64
        let submitter: Person.ID
        let hash: String?
        let name: String
    }

    /// Tells the patches of two versions from what they were before: who joined or left, in which order.
    /// What a mail says never changes; where it is read anew, the series is noted as due.
    static func digest(_ versions: [(series: Int64, patches: [PatchMark])]) -> String {
        // The first number is that of the rules by which patches are compared.
        var text = "1"
        for (series, patches) in versions {
            text += "\n\(series)"
            for patch in patches {
                text += "\n\(patch.id) \(patch.submitter) \(patch.hash ?? "-") \(patch.name)"
            }
        }
        return Array(Digest.sha256(Array(text.utf8)).prefix(16)).hex
    }

    /// The comments on patches that somebody has to deal with, counted, by the ids of the patches.
    func remarks(on patches: [Int64]) throws -> [Int64: SeriesComparison.Remarks] {
        var found: [Int64: SeriesComparison.Remarks] = [:]
        for part in patches.idPortions {
            try db.query(
                """
                SELECT patch_id, COUNT(*), COUNT(CASE WHEN addressed = 0 THEN 1 END)
                FROM patch_comment WHERE patch_id IN (\(ids: part)) AND addressed IS NOT NULL
                GROUP BY patch_id
                """
            ) { found[$0.int(0)] = .init(all: Int($0.int(1)), open: Int($0.int(2))) }
        }
        return found
    }

    /// The texts of patches, by their ids.
    func texts(of patches: [ComparedSeries.Patch]) throws -> [Int64: RangePatch] {
        let known = Dictionary(patches.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        var found: [Int64: RangePatch] = [:]
        for part in known.keys.sorted().idPortions {
            try db.query(
                """
                SELECT \(sql: StoredBody.columns(of: "patch")), patch.id
                FROM patch LEFT JOIN mail ON mail.id = patch.mail_id
                WHERE patch.id IN (\(ids: part))
                """
            ) { row in
                let body = try StoredBody.read(row, from: 0)
                let id = row.int(StoredBody.columnCount)
                guard let patch = known[id] else { return }
                found[id] = RangePatch(
                    subject: patch.name,
                    author: patch.submitter.shownAuthor,
                    message: body.content ?? "",
                    diff: body.diff
                )
            }
        }
        return found
    }
}

extension ComparedSeries {
    /// Its patches with the texts that are known; the others have their titles only.
    func rangePatches(_ texts: [Int64: RangePatch]) -> [RangePatch] {
        patches.map { patch in
            texts[patch.id]
                ?? RangePatch(
                    subject: patch.name,
                    author: patch.submitter.shownAuthor,
                    message: "",
                    diff: nil
                )
        }
    }
}

extension Person {
    /// `Ada <ada@example.org>`
    var shownAuthor: String {
        guard let name, !name.isEmpty else { return email }
        return "\(name) <\(email)>"
    }
}
