import PatchParsing
import TrackerModel

/// Writes one patch and its event.
struct PatchWriting {
    let intake: IntakeTransaction
    let project: Project
    let mail: StoredMail

    private var db: any SQLConnection { intake.db }

    /// - Returns: The number of the patch, and the hash of its diff.
    func write(
        _ submission: Submission,
        author: Int64,
        series: Int64?,
        number: Int?
    ) throws -> (id: Int64, hash: String?) {
        let hash = Self.hash(of: submission)
        let patch = try insert(submission, hash, author: author, series: series, number: number)
        try intake.events.add(NewEvent(.patchCreated, in: project, patch: patch), mayWait: true)
        try intake.countTags(in: submission.content, of: patch, project: project)
        return (patch, hash)
    }

    private func insert(
        _ submission: Submission,
        _ hash: String?,
        author: Int64,
        series: Int64?,
        number: Int?
    ) throws -> Int64 {
        let body = intake.packed(submission, raw: mail.raw)
        return try db.addRow(
            """
            INSERT INTO patch (project_id, msgid, date, name, submitter_id, delegate_id, state_id,
                pull_url, hash, series_id, number, mail_id, codec, body)
            VALUES (\(project.id), \(submission.messageID), \(intake.date(of: submission)),
                \(submission.name), \(author), \(try delegate(of: submission)),
                \(try state(of: submission)), \(submission.pullURL), \(hash),
                \(series), \(number), \(mail.id), \(body.codec), \(body.bytes))
            """
        )
    }

    static func hash(of submission: Submission) -> String? {
        submission.diff.map { Digest.sha1(DiffDigest.normalisedBytes(of: $0)).hex }
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
}
