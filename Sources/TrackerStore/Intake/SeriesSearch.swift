import PatchParsing
import TrackerModel

extension IntakeTransaction {
    /// The date of a mail in microseconds, or the time of its arrival.
    func date(of submission: Submission) -> Int64 {
        submission.date.map { $0.multipliedReportingOverflow(by: 1_000_000) }
            .flatMap { $0.overflow ? nil : $0.partialValue } ?? now
    }

    /// The series of a patch.
    func seriesChoice(for submission: Submission, project: Project) throws -> SeriesChoice {
        guard let position = submission.position, position.total > 0 else {
            let match = SeriesMatch.starts(because: "its subject has no number in a series")
            return SeriesChoice(match: match, number: 1, total: 1)
        }
        let referenced = try referencedSeries(submission, number: position.number, project: project)
        let marked =
            referenced == nil
            ? try markedSeries(submission, position.number, position.total, project: project) : []
        let match = SeriesMatcher.match(
            position: position,
            referenced: referenced,
            marked: marked
        )
        return SeriesChoice(match: match, number: position.number, total: position.total)
    }

    /// The series of a cover letter: the one whose patches, having come earlier, refer to it.
    func coverChoice(for submission: Submission, project: Project) throws -> SeriesChoice {
        let total = max(submission.position?.total ?? 1, 0)
        let known = try db.int(
            """
            SELECT series_id FROM series_reference
            WHERE msgid = \(submission.messageID) AND project_id = \(project.id)
            """
        )
        let match =
            known.map { SeriesMatch.joins($0, because: "patches of series \($0) refer to it") }
            ?? .starts(because: "no patch that refers to it has arrived")
        return SeriesChoice(match: match, number: 0, total: total)
    }

    /// The series of the nearest message of the thread that belongs to one.
    private func referencedSeries(
        _ submission: Submission,
        number: Int,
        project: Project
    ) throws -> SeriesCandidate? {
        for reference in [submission.messageID] + submission.references {
            let found = try db.first(
                """
                SELECT s.id, s.version, s.total, s.date,
                    (SELECT COUNT(*) FROM patch
                        WHERE patch.series_id = s.id AND patch.number = \(number))
                FROM series_reference r JOIN series s ON s.id = r.series_id
                WHERE r.msgid = \(reference) AND r.project_id = \(project.id)
                """,
                SeriesCandidate.init(row:)
            )
            if let found { return found }
        }
        return nil
    }

    /// Series that the marker in the subject fits: same author, version and total, same time.
    private func markedSeries(
        _ submission: Submission,
        _ number: Int,
        _ total: Int,
        project: Project
    ) throws -> [SeriesCandidate] {
        guard let author = try person(of: submission.author) else { return [] }
        let date = date(of: submission)
        return try db.all(
            """
            SELECT s.id, s.version, s.total, s.date,
                (SELECT COUNT(*) FROM patch
                    WHERE patch.series_id = s.id AND patch.number = \(number))
            FROM series s
            WHERE s.submitter_id = \(author) AND s.date >= \(date - SeriesMatcher.window)
                AND s.date <= \(date + SeriesMatcher.window) AND s.project_id = \(project.id)
                AND s.version = \(submission.version) AND s.total = \(total)
            ORDER BY s.id
            """,
            SeriesCandidate.init(row:)
        )
    }
}

extension SeriesCandidate {
    fileprivate init(row: any SQLRow) {
        self.init(
            id: row.int(0),
            version: Int(row.int(1)),
            total: Int(row.int(2)),
            date: row.int(3),
            hasNumber: row.bool(4)
        )
    }
}
