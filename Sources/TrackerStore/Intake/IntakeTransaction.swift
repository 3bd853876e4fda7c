import MailParsing
import TrackerModel

/// One transaction of intake: what it knows of the site, and the steps a mail takes.
///
/// Everything is decided by reading before anything is written, so that a refused mail leaves no
/// trace but its own row.
final class IntakeTransaction {
    let db: any SQLConnection
    let now: Int64
    let origin: IntakeOrigin
    let events: EventLog
    let people: PersonBook
    let dependencies = DeclaredDependencies()
    let commentNumbers: Counter
    let book: ProjectBook
    private let projects: [Project]
    let states: [PatchState]
    let tags: [IntakeTag]
    /// What versions of series may follow from.
    let revisions = RevisionNotes()
    private var rules: [Project.ID: [DelegationRule]] = [:]

    /// `events`: those of a change that intake is a part of, which ends them.
    init(
        db: any SQLConnection,
        now: Int64,
        origin: IntakeOrigin = .history,
        events: EventLog? = nil
    ) throws {
        self.db = db
        self.now = now
        self.origin = origin
        self.events = events ?? EventLog(db: db, now: now)
        people = PersonBook(db: db, now: now)
        commentNumbers = Counter(db: db, name: "comment")
        projects = try Store.projects(in: db)
        book = ProjectBook(projects)
        states = try Store.states(in: db)
        tags = try db.all("SELECT id, name FROM tag ORDER BY id") {
            IntakeTag(id: $0.int(0), name: $0.text(1))
        }
    }

    /// Decides about versions and stores the last numbers that were given; to be called at the end of
    /// the transaction.
    func finish() throws {
        try decideRevisions()
        try events.finish()
        try commentNumbers.finish()
    }

    /// Decides which series are versions of which, by all that was written.
    func decideRevisions() throws {
        let decided = try RevisionDeciding(db: db, now: now, events: events).decide(revisions)
        guard !decided.isEmpty else { return }
        try RangeDiffDue(db: db).note(decided.series, now: now)
        if origin == .arrival {
            try Superseding(db: db, now: now, events: events, projects: projects)
                .supersede(olderThan: decided.series)
        }
        if projects.contains(where: \.relates) {
            try RelationFollowing(db: db, now: now, events: events).follow(decided)
        }
    }

    func takeIn(_ mail: IncomingMail) throws -> IntakeResult {
        let (known, shorter) = try deliveries(of: mail)
        if let known, try !known.outcome.mayChange || decision(about: known.id) != nil {
            return IntakeResult(
                mailID: known.id,
                outcome: known.outcome,
                reason: known.reason,
                isRepeated: true
            )
        }
        if known == nil, let completed = try complete(mail, among: shorter) { return completed }
        let projects: [Project]
        do throws(MailRefusal) {
            projects = try Self.projects(of: mail, in: book)
        } catch {
            return try store(mail, known: known, project: nil, verdict: .nothing(error))
        }
        let verdict = try verdict(on: mail.message, for: projects[0])
        let result = try store(mail, known: known, project: projects[0], verdict: verdict)
        for project in projects.dropFirst() {
            try takeIn(mail, number: result.mailID, also: project)
        }
        return result
    }

    private static func projects(
        of mail: IncomingMail,
        in book: ProjectBook
    ) throws(MailRefusal) -> [Project] {
        if let size = mail.cutFrom {
            let reason = "it has \(size) bytes; the first \(mail.raw.count) are kept"
            throw MailRefusal(.oversize, reason)
        }
        return try book.projects(of: mail.message, givenListID: mail.givenListID)
    }

    /// Takes a mail in for a further project that it was sent to.
    private func takeIn(_ mail: IncomingMail, number: Int64, also project: Project) throws {
        if let old = try outcome(of: number, project: project), !old.mayChange { return }
        let verdict = try verdict(on: mail.message, for: project)
        try setOutcome(
            MailRefusal(verdict.outcome, verdict.reason),
            mail: number,
            project: project
        )
        try settle(verdict, of: StoredMail(id: number, raw: mail.raw), mail.message, project)
    }

    /// Decides what a mail is for a project, a refusal included.
    func verdict(
        on message: MailMessage,
        for project: Project,
        received: Int64? = nil
    ) throws -> Verdict {
        do {
            return try judge(message, for: project, received: received)
        } catch let refusal as MailRefusal {
            return .nothing(refusal)
        }
    }

    /// Stores a mail without looking into it.
    func keep(_ mail: IncomingMail, _ refusal: MailRefusal) throws -> IntakeResult {
        let known = try deliveries(of: mail).same
        return try store(mail, known: known, project: nil, verdict: .nothing(refusal))
    }

    /// The rules of a project, the one that decides first.
    func delegationRules(of project: Project) throws -> [DelegationRule] {
        if let known = rules[project.id] { return known }
        let loaded = try db.all(
            """
            SELECT account_id, path FROM delegation_rule
            WHERE project_id = \(project.id) ORDER BY priority DESC, path
            """
        ) { DelegationRule(accountID: $0.int(0), path: $0.text(1)) }
        rules[project.id] = loaded
        return loaded
    }

    private func store(
        _ mail: IncomingMail,
        known: KnownMail?,
        project: Project?,
        verdict: Verdict
    ) throws -> IntakeResult {
        let (outcome, reason) = (verdict.outcome, verdict.reason)
        let id: Int64
        if let known {
            id = known.id
            try db.execute(
                """
                UPDATE mail SET outcome = \(outcome.rawValue), reason = \(reason),
                    project_id = \(project?.id)
                WHERE id = \(id)
                """
            )
        } else {
            id = try insert(mail, outcome: outcome, reason: reason, project: project)
        }
        if let project {
            let stored = StoredMail(id: id, raw: mail.raw)
            try settle(verdict, of: stored, mail.message, project, isNew: known == nil)
        }
        return IntakeResult(mailID: id, outcome: outcome, reason: reason, isRepeated: false)
    }

    /// Writes what a mail became, and decides again what waited for it.
    ///
    /// `isNew`: it was stored just now, so that it waits for nothing yet.
    func settle(
        _ verdict: Verdict,
        of mail: StoredMail,
        _ message: MailMessage,
        _ project: Project,
        isNew: Bool = false
    ) throws {
        if !isNew { try stopWaiting(mail.id, project: project) }
        try write(verdict, of: mail, project: project)
        try rememberAwaited(by: verdict, mail: mail.id, message: message, project: project)
        guard verdict.mayHaveReplies else { return }
        let messageID = try? Submission.messageID(of: message.headers)
        if let messageID { try reconsiderReplies(to: messageID, project: project) }
    }

    private func insert(
        _ mail: IncomingMail,
        outcome: MailOutcome,
        reason: String,
        project: Project?
    ) throws -> Int64 {
        let stored = MailCodec.pack(raw: mail.raw)
        return try db.addRow(
            """
            INSERT INTO mail (identity, digest, received, source, given_list_id, size, codec, raw,
                outcome, reason, project_id)
            VALUES (\(mail.identity), \(mail.digest), \(now), \(mail.source), \(mail.givenListID),
                \(mail.raw.count), \(stored.codec), \(stored.bytes), \(outcome.rawValue), \(reason),
                \(project?.id))
            """
        )
    }
}

/// A tag whose lines are counted, such as `Acked-by`.
struct IntakeTag {
    let id: Int64
    let name: String
}

/// The mail that rows are derived from.
struct StoredMail {
    let id: Int64
    let raw: [UInt8]
}
