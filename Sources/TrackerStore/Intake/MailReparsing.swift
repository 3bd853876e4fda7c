import MailParsing
import TrackerModel

/// Reads stored mails again, by the rules of this version.
///
/// What was made of a mail keeps its number, and with it its URL, and what people decided about it:
/// state, delegate, archived, checks, bundles. What mails say is taken from them anew.
struct MailReparsing {
    let intake: IntakeTransaction

    private var db: any SQLConnection { intake.db }

    /// - Returns: Whether anything differs from before.
    func reparse(_ mail: StoredIncoming) throws -> Bool {
        try intake.events.writeWaiting()
        guard let message = mail.message else { return false }
        // What somebody has decided stands as it is.
        if try intake.decision(about: mail.id) != nil { return try intake.decideAgain(mail) }
        var changed = false
        for project in mail.projects(in: intake.book) {
            guard let outcome = try intake.outcome(of: mail.id, project: project),
                var submission = try? Submission(message, for: project)
            else { continue }
            submission.received = mail.received
            let stored = StoredMail(id: mail.id, raw: mail.raw)
            let rereading = Rereading(
                intake: intake,
                project: project,
                mail: stored,
                submission: submission
            )
            switch outcome {
            case .patch: changed = try rereading.patch() || changed
            case .cover: changed = try rereading.cover() || changed
            case .comment: changed = try rereading.comment(message) || changed
            default: continue
            }
        }
        return try intake.decideAgain(mail) || changed
    }
}

/// A mail of the table, ready to be decided again.
struct StoredIncoming {
    let id: Int64
    let identity: String
    let givenListID: String?
    let received: Int64
    let outcome: MailOutcome
    let reason: String
    let raw: [UInt8]
    /// `nil` for a mail that is not kept whole.
    let message: MailMessage?

    init(row: any SQLRow) throws {
        id = row.int(0)
        identity = row.text(1)
        givenListID = row.optionalText(2)
        outcome = MailOutcome(rawValue: row.text(3)) ?? .failed
        reason = row.text(4)
        raw = try MailCodec.unpackRaw(StoredBytes(codec: Int(row.int(5)), bytes: row.blob(6)))
        received = row.int(7)
        message = outcome == .oversize ? nil : MailMessage(parsing: raw)
    }

    static let columns: SQLText =
        "id, identity, given_list_id, outcome, reason, codec, raw, received"

    func projects(in book: ProjectBook) -> [Project] {
        message.flatMap { try? book.projects(of: $0, givenListID: givenListID) } ?? []
    }
}

extension IntakeTransaction {
    /// Decides about a mail again that became nothing, in any of its projects.
    ///
    /// - Returns: Whether it became something else.
    func decideAgain(_ mail: StoredIncoming) throws -> Bool {
        guard let message = mail.message else { return false }
        if let decision = try decision(about: mail.id) { return try carryOut(decision, mail) }
        let projects: [Project]
        do throws(MailRefusal) {
            projects = try book.projects(of: message, givenListID: mail.givenListID)
        } catch {
            guard error.outcome != mail.outcome else { return false }
            try db.execute(
                """
                UPDATE mail SET outcome = \(error.outcome.rawValue), reason = \(error.reason)
                WHERE id = \(mail.id)
                """
            )
            return true
        }
        // A mail of no project gets its first one now.
        if let first = projects.first {
            try db.execute(
                """
                UPDATE mail SET project_id = \(first.id) WHERE id = \(mail.id)
                    AND project_id IS NULL
                """
            )
        }
        var changed = false
        for project in projects {
            let old = try outcome(of: mail.id, project: project)
            if let old, old.isPlaced { continue }
            let verdict = try verdict(on: message, for: project, received: mail.received)
            // Also where the outcome stays: which messages it waits for is noted anew.
            if verdict.outcome != old {
                changed = true
                let found = MailRefusal(verdict.outcome, verdict.reason)
                try setOutcome(found, mail: mail.id, project: project)
            }
            try settle(verdict, of: StoredMail(id: mail.id, raw: mail.raw), message, project)
        }
        return changed
    }
}

extension MailOutcome {
    /// Whether something was made of the mail.
    var isPlaced: Bool { self == .patch || self == .cover || self == .comment }
}
