import MailParsing
package import PatchParsing

extension ReplyMeaning {
    /// A machine wrote it: it neither asks nor answers.
    package static let byRobot = ReplyMeaning(rawValue: 16)

    /// What a reply says, and whether a person says it.
    ///
    /// - Parameters:
    ///   - text: The message; `nil` where there is none.
    ///   - name: The name of who wrote it.
    ///   - email: The address.
    ///   - autoSubmitted: What the header `Auto-Submitted` says, if it is there.
    package init(of text: String?, name: String?, email: String, autoSubmitted: String?) {
        self = text.map { ReplyMeaning(of: $0) } ?? []
        if Robot.wrote(name: name, email: email, autoSubmitted: autoSubmitted) {
            insert(.byRobot)
        }
    }
}

/// A comment on a series, as far as it matters for whose turn it is.
package struct TalkLine: Hashable, Sendable {
    package let id: Int64
    /// The patch that it is about; `nil` for the cover letter.
    package let patch: Int64?
    package let person: Person.ID
    /// The account of the person, if there is one: addresses of one account are one person.
    package let account: Account.ID?
    /// Microseconds since 1970.
    package let date: Int64
    package let meaning: ReplyMeaning
    /// Whether somebody dealt with it; `nil` where nobody said anything about that.
    package let isAddressed: Bool?

    package init(
        id: Int64,
        patch: Int64?,
        person: Person.ID,
        account: Account.ID?,
        date: Int64,
        meaning: ReplyMeaning,
        isAddressed: Bool?
    ) {
        self.id = id
        self.patch = patch
        self.person = person
        self.account = account
        self.date = date
        self.meaning = meaning
        self.isAddressed = isAddressed
    }

    /// Who said it.
    fileprivate var speaker: Speaker { Speaker(person: person, account: account) }
}

/// Addresses of one account are one person.
private enum Speaker: Hashable {
    case account(Account.ID)
    case person(Person.ID)

    init(person: Person.ID, account: Account.ID?) {
        self = account.map { .account($0) } ?? .person(person)
    }
}

/// A comment that blocks a series.
package struct TalkBlock: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// A `Nacked-by:` that nobody has dealt with, and that who gave it has not taken back.
        case nack
        /// It is marked as asking for action.
        case request
    }

    package let kind: Kind
    package let line: TalkLine
}

/// What was said about a series in all: who spoke when, and what blocks it.
///
/// Times are microseconds since 1970, 0 for never.
package struct TalkFacts: Hashable, Sendable {
    package var lastOfAuthor: Int64 = 0
    package var lastOfOthers: Int64 = 0
    /// The last time that another person said something that wants an answer.
    package var lastAsked: Int64 = 0
    /// The last time that another person said that it was applied.
    package var lastTaken: Int64 = 0
    package var blocks: Int64 = 0
    package var lastBlock: Int64 = 0
    /// Who asked or objected last.
    package var reviewer: Person.ID?

    package init() {}

    /// Works them out.
    ///
    /// - Parameters:
    ///   - lines: All comments on the series, in any order.
    ///   - author: Who sent it.
    ///   - account: The account of the author, if there is one.
    package init(_ lines: [TalkLine], author: Person.ID, account: Account.ID?) {
        let author = Speaker(person: author, account: account)
        var last: (date: Int64, id: Int64) = (0, 0)
        for line in lines where !line.meaning.contains(.byRobot) {
            if line.speaker == author {
                lastOfAuthor = max(lastOfAuthor, line.date)
                continue
            }
            lastOfOthers = max(lastOfOthers, line.date)
            if line.meaning.contains(.takes) { lastTaken = max(lastTaken, line.date) }
            // Who has dealt with a comment has answered it.
            guard line.isAddressed != true, !line.meaning.isDisjoint(with: [.asks, .objects])
            else { continue }
            lastAsked = max(lastAsked, line.date)
            if (line.date, line.id) >= last {
                last = (line.date, line.id)
                reviewer = line.person
            }
        }
        let blocks = TalkBlock.all(in: lines)
        self.blocks = Int64(blocks.count)
        lastBlock = blocks.reduce(0) { max($0, $1.line.date) }
    }
}

extension TalkBlock {
    /// The comments that block a series.
    ///
    /// A `Nacked-by:` is taken back by a later `Acked-by:` or `Reviewed-by:` of the same person, on the
    /// same message or on the cover letter.
    ///
    /// - Parameter lines: All comments on the series, in any order.
    /// - Returns: By date.
    package static func all(in lines: [TalkLine]) -> [TalkBlock] {
        var approved: [Approval: Int64] = [:]
        for line in lines where line.meaning.contains(.approves) {
            let approval = Approval(speaker: line.speaker, patch: line.patch)
            approved[approval] = max(approved[approval] ?? .min, line.date)
        }
        func isTakenBack(_ line: TalkLine) -> Bool {
            [line.patch, nil].contains { patch in
                let approval = Approval(speaker: line.speaker, patch: patch)
                return approved[approval].map { $0 > line.date } ?? false
            }
        }
        return lines.compactMap { line in
            if line.isAddressed == false { return TalkBlock(kind: kind(of: line), line: line) }
            guard line.isAddressed == nil, line.meaning.contains(.objects),
                !line.meaning.contains(.byRobot), !isTakenBack(line)
            else { return nil }
            return TalkBlock(kind: .nack, line: line)
        }
        .sorted { ($0.line.date, $0.line.id) < ($1.line.date, $1.line.id) }
    }

    private static func kind(of line: TalkLine) -> Kind {
        line.meaning.contains(.objects) ? .nack : .request
    }

    private struct Approval: Hashable {
        let speaker: Speaker
        let patch: Int64?
    }
}

extension Submission {
    /// What the mail says as a reply.
    package var meaning: ReplyMeaning {
        ReplyMeaning(
            of: content,
            name: author.name,
            email: author.address,
            autoSubmitted: hints.autoSubmitted
        )
    }
}
