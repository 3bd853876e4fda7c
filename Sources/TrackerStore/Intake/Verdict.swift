import MailParsing
import PatchParsing
import TrackerModel

/// What is to be written for a mail, decided before anything is written.
enum Verdict {
    case patch(Submission, SeriesPlace)
    case cover(Submission, SeriesPlace)
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
        case .patch(_, let place), .cover(_, let place): place.reason
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
    /// Messages that could change this: those that are nearer and not here, and the comment through
    /// which the target was found.
    let dependsOn: [String]
}

/// The place of a patch or cover letter in a series.
enum SeriesPlace {
    /// Outside of any count: a series of its own.
    case alone(number: Int, total: Int, because: String)
    /// `member` has no number yet.
    case member(SeriesMember, SeriesPlacement)

    var reason: String {
        switch self {
        case .alone(_, _, let reason): "starts a series: \(reason)"
        case .member(_, let placement): placement.reason
        }
    }
}

extension IntakeTransaction {
    /// Decides what a mail is for a project.
    ///
    /// `received`: when it arrived, unless that is now.
    func judge(
        _ message: MailMessage,
        for project: Project,
        received: Int64? = nil
    ) throws -> Verdict {
        if MailHints(message.headers).asksToBeIgnored {
            throw MailRefusal(.ignored, "its X-Patchwork-Hint header asks to ignore it")
        }
        var submission = try Submission(message, for: project)
        submission.received = received
        if let known = try knownMessage(submission.messageID, project: project) {
            throw MailRefusal(.duplicate, "\(submission.messageID) is known: \(known.words)")
        }
        switch submission.kind {
        case .patch: return .patch(submission, try seriesPlace(of: submission, project: project))
        case .cover: return .cover(submission, try seriesPlace(of: submission, project: project))
        case .comment: return .comment(submission, try parent(of: submission, project: project))
        }
    }

    /// The place of a patch or cover letter in a series.
    func seriesPlace(of submission: Submission, project: Project) throws -> SeriesPlace {
        let isCover = submission.kind == .cover
        let author = try people.person(of: submission.author) ?? 0
        guard let member = member(of: submission, author: author) else {
            return .alone(
                number: isCover ? 0 : 1,
                total: isCover ? max(submission.position?.total ?? 1, 0) : 1,
                because: "its subject has no number in a series"
            )
        }
        return .member(member, try SeriesKin(db: db, project: project.id).placement(of: member))
    }

    /// What a submission says of its series; `nil` if it has no number in one.
    func member(of submission: Submission, author: Int64) -> SeriesMember? {
        guard let position = submission.position, position.total > 0 else { return nil }
        return SeriesMember(
            id: 0,
            messageID: submission.messageID,
            references: submission.references,
            author: author,
            date: date(of: submission),
            version: submission.versionLabel,
            number: position.number,
            total: position.total
        )
    }

    /// The date of a mail in microseconds, or the time of its arrival.
    func date(of submission: Submission) -> Int64 {
        submission.date.map { $0.multipliedReportingOverflow(by: 1_000_000) }
            .flatMap { $0.overflow ? nil : $0.partialValue } ?? submission.received ?? now
    }
}
