import MailParsing
package import TrackerModel

/// What somebody says that a mail is which found no home by itself.
package enum MailDecision: Hashable, Sendable {
    /// It belongs to the project; what it is follows from the mail.
    case belongs
    /// A patch, as it has a diff or a pull request.
    case patch
    /// A comment on the patch, cover letter or comment with this message-id.
    case comment(on: String)
    /// Nothing to be shown.
    case ignore

    /// The word in the table.
    fileprivate var word: String {
        switch self {
        case .belongs: ""
        case .patch: "patch"
        case .comment: "comment"
        case .ignore: "ignore"
        }
    }

    fileprivate var parent: String? {
        if case .comment(let parent) = self { parent } else { nil }
    }

    fileprivate init(word: String, parent: String?) {
        switch (word, parent) {
        case ("patch", _): self = .patch
        case ("comment", let parent?): self = .comment(on: parent)
        case ("ignore", _): self = .ignore
        default: self = .belongs
        }
    }
}

/// A decision as it stands in the table.
struct DecidedMail {
    let project: Project.ID
    let decision: MailDecision
    /// Empty for the operator.
    let username: String

    var reason: String { "decided by \(username.isEmpty ? "the operator" : username)" }
}

extension Store {
    /// Says what a mail is that nothing was made of. It is so from then on, also when it is read again.
    ///
    /// - Parameters:
    ///   - mail: Its number.
    ///   - linkName: The project that it is to belong to.
    ///   - decision: What it is.
    ///   - author: Who may administer both that project and the one that the mail is in now; mail of
    ///     no project is for superusers and the operator.
    /// - Returns: What became of it.
    /// - Throws: ``ChangeRefusal`` with the fields `mail`, `project`, `parent`; or a `StoreError`.
    package func decideMail(
        _ mail: Int64,
        project linkName: String,
        _ decision: MailDecision,
        by author: ChangeAuthor
    ) async throws -> IntakeResult {
        try await change(by: author) { transaction in
            guard let project = try? transaction.project(named: linkName) else {
                throw ChangeRefusal.invalid(FieldFaults("project", "There is no such project."))
            }
            try transaction.requireAdministrator(of: project.id)
            let old = try transaction.homeless(mail)
            let intake = try IntakeTransaction(
                db: transaction.db,
                now: transaction.now,
                events: transaction.events
            )
            let decided = DecidedMail(
                project: project.id,
                decision: try intake.checked(decision, old, project),
                username: author.account?.username ?? ""
            )
            try transaction.store(decided, about: mail)
            _ = try intake.carryOut(decided, old)
            try intake.finish()
            return try transaction.note("decide", old, project: project.id)
        }
    }

    /// Decides again about mails that became nothing, as `patchbay mail retry`, with a line in the trail.
    ///
    /// - Parameters:
    ///   - mail: Its number.
    ///   - author: Who may administer its project; without a project, superusers and the operator.
    /// - Returns: What became of it.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func retryMail(_ mail: Int64, by author: ChangeAuthor) async throws -> IntakeResult {
        try await change(by: author) { transaction in
            let old = try transaction.homeless(mail)
            let intake = try IntakeTransaction(
                db: transaction.db,
                now: transaction.now,
                events: transaction.events
            )
            _ = try intake.decideAgain(old)
            try intake.finish()
            let project = try transaction.db.int("SELECT project_id FROM mail WHERE id = \(mail)")
            return try transaction.note("retry", old, project: project)
        }
    }
}

extension ChangeTransaction {
    /// A mail of which nothing was made, if the author may administer it.
    fileprivate func homeless(_ id: Int64) throws -> StoredIncoming {
        guard let mail = try StoredIncoming.read(id, in: db) else {
            throw ChangeRefusal.missing("Mail")
        }
        let project = try db.int("SELECT project_id FROM mail WHERE id = \(id)")
        if let project {
            try requireAdministrator(of: project)
        } else {
            try requireSuperuser()
        }
        let others = try db.int("SELECT COUNT(*) FROM mail_project WHERE mail_id = \(id)") ?? 0
        guard !mail.outcome.isPlaced, others == 0 else {
            let fault = "Something was made of it already (\(mail.outcome.rawValue))."
            throw ChangeRefusal.invalid(FieldFaults("mail", fault))
        }
        guard mail.message != nil else {
            throw ChangeRefusal.invalid(FieldFaults("mail", "It is not kept whole."))
        }
        return mail
    }

    /// One line about a mail that was decided again.
    fileprivate func note(
        _ action: String,
        _ old: StoredIncoming,
        project: Project.ID?
    ) throws -> IntakeResult {
        guard let new = try StoredIncoming.read(old.id, in: db) else {
            throw ChangeRefusal.missing("Mail")
        }
        try audit.add(
            action,
            ("mail", old.id),
            project: project,
            before: ["outcome": .text(old.outcome.rawValue), "reason": .text(old.reason)],
            after: ["outcome": .text(new.outcome.rawValue), "reason": .text(new.reason)]
        )
        return IntakeResult(
            mailID: old.id,
            outcome: new.outcome,
            reason: new.reason,
            isRepeated: new.outcome == old.outcome
        )
    }

    fileprivate func store(_ decided: DecidedMail, about mail: Int64) throws {
        let (word, parent) = (decided.decision.word, decided.decision.parent)
        try db.execute(
            """
            INSERT INTO mail_decision (mail_id, project_id, kind, parent, date, username)
            VALUES (\(mail), \(decided.project), \(word), \(parent), \(now), \(decided.username))
            ON CONFLICT (mail_id) DO UPDATE SET project_id = excluded.project_id,
                kind = excluded.kind, parent = excluded.parent, date = excluded.date,
                username = excluded.username
            """
        )
        try db.execute(
            "UPDATE mail SET project_id = \(decided.project) WHERE id = \(mail)"
        )
        try db.execute("DELETE FROM awaited_message WHERE mail_id = \(mail)")
    }
}

extension IntakeTransaction {
    /// What somebody has decided about a mail.
    func decision(about mail: Int64) throws -> DecidedMail? {
        try db.first(
            "SELECT project_id, kind, parent, username FROM mail_decision WHERE mail_id = \(mail)"
        ) {
            DecidedMail(
                project: $0.int(0),
                decision: MailDecision(word: $0.text(1), parent: $0.optionalText(2)),
                username: $0.text(3)
            )
        }
    }

    /// Makes of a mail what somebody decided, unless that is done.
    ///
    /// - Returns: Whether it became something else.
    func carryOut(_ decided: DecidedMail, _ mail: StoredIncoming) throws -> Bool {
        guard let message = mail.message,
            let project = try Store.projects(in: db).first(where: { $0.id == decided.project })
        else { return false }
        let old = try outcome(of: mail.id, project: project)
        if let old, old.isPlaced { return false }
        let verdict = try verdict(on: message, for: project, decided, received: mail.received)
        guard verdict.outcome != mail.outcome || verdict.reason != mail.reason else { return false }
        let found = MailRefusal(verdict.outcome, verdict.reason + ", " + decided.reason)
        try setOutcome(found, mail: mail.id, project: project)
        let stored = StoredMail(id: mail.id, raw: mail.raw)
        try settle(verdict, of: stored, message, project)
        // It waits for nothing any more.
        if decided.decision != .belongs { try stopWaiting(mail.id, project: project) }
        return verdict.outcome != mail.outcome
    }

    private func verdict(
        on message: MailMessage,
        for project: Project,
        _ decided: DecidedMail,
        received: Int64
    ) throws -> Verdict {
        do {
            switch decided.decision {
            case .belongs: return try judge(message, for: project, received: received)
            case .ignore: throw MailRefusal(.ignored, "is not to be shown")
            case .patch:
                let submission = try Submission(message, for: project, as: .patch)
                try refuseKnown(submission, project)
                return .patch(submission, try seriesPlace(of: submission, project: project))
            case .comment(let parent):
                let submission = try Submission(message, for: project, as: .comment)
                try refuseKnown(submission, project)
                guard let target = try target(named: parent, project: project) else {
                    throw MailRefusal(.orphan, "\(parent) is not here")
                }
                let reason = "is a comment on \(parent)"
                return .comment(
                    submission,
                    ReplyPlace(target: target, reason: reason, dependsOn: [])
                )
            }
        } catch let refusal as MailRefusal {
            return .nothing(refusal)
        }
    }

    private func refuseKnown(_ submission: Submission, _ project: Project) throws {
        guard let known = try knownMessage(submission.messageID, project: project) else { return }
        throw MailRefusal(.duplicate, "\(submission.messageID) is known: \(known.words)")
    }

    /// The patch or cover letter that a comment on the message belongs to.
    private func target(named messageID: String, project: Project) throws -> ReplyPlace.Target? {
        try knownMessage(messageID, project: project)?.target
    }

    /// The decision with the message-id as it is stored, if it can be carried out.
    fileprivate func checked(
        _ decision: MailDecision,
        _ mail: StoredIncoming,
        _ project: Project
    ) throws -> MailDecision {
        switch decision {
        case .belongs, .ignore: return decision
        case .patch:
            let submission = mail.message.flatMap { try? Submission($0, for: project, as: .patch) }
            guard submission?.diff != nil || submission?.pullURL != nil else {
                let fault = "It has neither a diff nor a pull request, so it is no patch."
                throw ChangeRefusal.invalid(FieldFaults("mail", fault))
            }
            return .patch
        case .comment(let parent):
            let name = "<\(parent.withoutAngleBrackets)>"
            guard try target(named: name, project: project) != nil else {
                let fault = "No patch, cover letter or comment of the project has this message-id."
                throw ChangeRefusal.invalid(FieldFaults("parent", fault))
            }
            return .comment(on: name)
        }
    }
}
