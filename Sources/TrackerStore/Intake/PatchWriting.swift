import PatchParsing
import TrackerModel

/// Writes one patch: its row, its place in a series, and the events of both.
struct PatchWriting {
    let intake: IntakeTransaction
    let project: Project
    let mail: StoredMail

    private var db: any SQLConnection { intake.db }

    func write(_ submission: Submission, _ choice: SeriesChoice) throws {
        let author = try intake.recordPerson(submission.author)
        let place = try place(for: submission, choice, author: author)
        // A pull request numbered 0 announces its series and stands beside it.
        let number = choice.number > 0 ? choice.number : nil
        let series = number == nil ? nil : place.series
        let patch = try insert(submission, author: author, series: series, number: number)
        try intake.events.add(NewEvent(.patchCreated, in: project, patch: patch))
        try intake.countTags(in: submission.content, of: patch, project: project)
        if place.isNew { try begin(place.series, with: submission) }
        if let number { try announce(patch, number: number, in: place.series) }
        if let content = submission.content {
            try intake.writeDependencies(of: place.series, in: content, project: project)
        }
    }

    private func begin(_ series: Int64, with submission: Submission) throws {
        try intake.events.add(NewEvent(.seriesCreated, in: project, series: series))
        for message in submission.references + [submission.messageID] {
            try intake.refer(message, to: series, project: project)
        }
    }

    private func place(
        for submission: Submission,
        _ choice: SeriesChoice,
        author: Int64
    ) throws -> (series: Int64, isNew: Bool) {
        // The name of patch 1, prefix and all, until a cover letter brings a better one.
        let name = choice.number == 1 ? submission.name : nil
        switch choice.match {
        case .joins(let series, _):
            if let name {
                try db.execute(
                    "UPDATE series SET name = \(name) WHERE id = \(series) AND name IS NULL"
                )
            }
            return (series, false)
        case .starts:
            let series = try intake.createSeries(
                submission,
                by: author,
                name: name,
                total: choice.total,
                project: project
            )
            return (series, true)
        }
    }

    private func insert(
        _ submission: Submission,
        author: Int64,
        series: Int64?,
        number: Int?
    ) throws -> Int64 {
        let body = intake.packed(submission, raw: mail.raw)
        let hash = submission.diff.map { Digest.sha1(DiffDigest.normalisedBytes(of: $0)).hex }
        return try db.insert(
            """
            INSERT INTO patch (project_id, msgid, date, name, submitter_id, delegate_id, state_id,
                pull_url, hash, series_id, number, mail_id, codec, body)
            VALUES (\(project.id), \(submission.messageID), \(intake.date(of: submission)),
                \(submission.name), \(author), \(try delegate(of: submission)),
                \(try state(of: submission)), \(submission.pullURL), \(hash), \(series), \(number),
                \(mail.id), \(body.codec), \(body.bytes))
            RETURNING id
            """
        )
    }

    private func state(of submission: Submission) throws -> PatchState.ID {
        let asked = submission.hints.stateName?.lowercased()
        let state =
            intake.states.first { $0.name.lowercased() == asked } ?? intake.states.first
        guard let state else { throw StoreError(.corrupt, "there is no patch state") }
        return state.id
    }

    private func delegate(of submission: Submission) throws -> Account.ID? {
        if let email = submission.hints.delegateEmail,
            let account = try db.int(
                "SELECT id FROM account WHERE email_key = \(email.lowercased()) ORDER BY id"
            )
        {
            return account
        }
        guard let diff = submission.diff else { return nil }
        return Delegation.delegate(of: diff, rules: try intake.delegationRules(of: project))
    }

    /// Counts the patch and tells which patches and whether the series are complete now.
    private func announce(_ patch: Int64, number: Int, in series: Int64) throws {
        let progress = try db.first(
            """
            UPDATE series SET received_total = received_total + 1 WHERE id = \(series)
            RETURNING received_total, total
            """
        ) { (received: $0.int(0), total: $0.int(1)) }
        let earlier = try db.int(
            "SELECT COUNT(*) FROM patch WHERE series_id = \(series) AND number < \(number)"
        )
        if let earlier, earlier == number - 1 {
            try announceComplete(patch, number: number, in: series)
        }
        if let progress, progress.received >= progress.total {
            try intake.events.add(NewEvent(.seriesCompleted, in: project, series: series))
        }
    }

    /// A patch is complete when all before it are there; so are then those that waited for it.
    private func announceComplete(_ patch: Int64, number: Int, in series: Int64) throws {
        try intake.events.add(NewEvent(.patchCompleted, in: project, patch: patch, series: series))
        let later = try db.all(
            """
            SELECT id, number FROM patch WHERE series_id = \(series) AND number > \(number)
            ORDER BY number
            """
        ) { (id: $0.int(0), number: $0.int(1)) }
        for (offset, next) in later.enumerated() {
            guard next.number == Int64(number + 1 + offset) else { return }
            try intake.events.add(
                NewEvent(.patchCompleted, in: project, patch: next.id, series: series)
            )
        }
    }
}
