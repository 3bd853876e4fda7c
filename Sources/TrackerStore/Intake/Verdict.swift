import MailParsing
import TrackerModel

/// What is to be written for a mail, decided before anything is written.
enum Verdict {
    case patch(Submission, SeriesChoice)
    case cover(Submission, SeriesChoice)
    case comment(Submission, ReplyPlace)
    case nothing(MailRefusal)

    /// Whether replies that waited for the mail belong somewhere now.
    var mayHaveReplies: Bool {
        switch outcome {
        case .patch, .cover, .comment, .discussion: true
        default: false
        }
    }

    var outcome: MailOutcome {
        switch self {
        case .patch: .patch
        case .cover: .cover
        case .comment: .comment
        case .nothing(let refusal): refusal.outcome
        }
    }

    var reason: String {
        switch self {
        case .patch(_, let choice), .cover(_, let choice): choice.match.reason
        case .comment(_, let parent): parent.reason
        case .nothing(let refusal): refusal.reason
        }
    }
}

/// What a comment belongs to.
struct ReplyPlace {
    enum Target: Hashable {
        case patch(Int64)
        case cover(Int64)
    }

    let target: Target
    let reason: String
}

/// The series of a patch or cover letter, and the place in it.
struct SeriesChoice {
    let match: SeriesMatch
    let number: Int
    let total: Int
}

extension SeriesMatch {
    var reason: String {
        switch self {
        case .joins(let id, let because): "joins series \(id): \(because)"
        case .starts(let because): "starts a series: \(because)"
        }
    }
}

extension IntakeTransaction {
    /// Decides what a mail is for a project.
    func judge(_ message: MailMessage, for project: Project) throws -> Verdict {
        if MailHints(message.headers).asksToBeIgnored {
            throw MailRefusal(.ignored, "its X-Patchwork-Hint header asks to ignore it")
        }
        let submission = try Submission(message, for: project)
        switch submission.kind {
        case .patch:
            try refuseKnown(submission, in: "patch", project: project)
            return .patch(submission, try seriesChoice(for: submission, project: project))
        case .cover:
            try refuseKnown(submission, in: "cover", project: project)
            return .cover(submission, try coverChoice(for: submission, project: project))
        case .comment:
            return .comment(submission, try parent(of: submission, project: project))
        }
    }

    private func refuseKnown(
        _ submission: Submission,
        in table: SQLText,
        project: Project
    ) throws {
        let known = try db.int(
            """
            SELECT id FROM \(sql: table)
            WHERE msgid = \(submission.messageID) AND project_id = \(project.id)
            """
        )
        if let known {
            throw MailRefusal(
                .duplicate,
                "\(submission.messageID) is known: its number is \(known)"
            )
        }
    }
}
