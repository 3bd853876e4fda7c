/// Whose turn it is to do something about a series, and why.
package struct Turn: Hashable, Sendable {
    /// The number is the one in `series.turn`.
    package enum Side: Int64, CaseIterable, Hashable, Sendable {
        case nobody = 0
        case author = 1
        /// Who reads the list and reviews.
        case list = 2
        /// The delegate, or whoever maintains the project.
        case maintainer = 3

        /// As programs read it.
        package var word: String {
            switch self {
            case .nobody: "nobody"
            case .author: "author"
            case .list: "list"
            case .maintainer: "maintainer"
            }
        }
    }

    /// The number is the one in `series.turn_reason`.
    package enum Reason: Int64, CaseIterable, Hashable, Sendable {
        case empty = 0
        case closed = 1
        case replaced = 2
        case elsewhere = 3
        case changesRequested = 4
        case incomplete = 5
        case blocked = 6
        case asked = 7
        case taken = 8
        case approved = 9
        case answered = 10
        case checksFail = 11
        case quiet = 12
        case inReview = 13
    }

    package let side: Side
    package let reason: Reason
    /// Who asked last, where the author has answered and nobody is delegate.
    package let reviewer: Person.ID?

    package init(_ side: Side, _ reason: Reason, reviewer: Person.ID? = nil) {
        self.side = side
        self.reason = reason
        self.reviewer = reviewer
    }
}

extension Turn.Reason {
    /// For people; it goes on from `your turn: `.
    package var words: String {
        switch self {
        case .empty: "no patch has arrived"
        case .closed: "it is closed"
        case .replaced: "there is a newer version"
        case .elsewhere: "it waits for others"
        case .changesRequested: "changes were requested"
        case .incomplete: "patches are missing"
        case .blocked: "comments block it"
        case .asked: "somebody has asked, and got no answer yet"
        case .taken: "somebody says that it was applied"
        case .approved: "every patch is reviewed"
        case .answered: "the author has answered"
        case .checksFail: "checks fail"
        case .quiet: "nobody has replied yet"
        case .inReview: "not every patch is reviewed"
        }
    }

    /// For programs.
    package var word: String {
        switch self {
        case .empty: "empty"
        case .closed: "closed"
        case .replaced: "replaced"
        case .elsewhere: "elsewhere"
        case .changesRequested: "changes-requested"
        case .incomplete: "incomplete"
        case .blocked: "blocked"
        case .asked: "asked"
        case .taken: "taken"
        case .approved: "approved"
        case .answered: "answered"
        case .checksFail: "checks-fail"
        case .quiet: "quiet"
        case .inReview: "in-review"
        }
    }
}

/// What the turn of a series follows from.
package struct TurnFacts: Hashable, Sendable {
    package var patches: Int64 = 0
    /// Not archived, in a state that is not closed.
    package var openPatches: Int64 = 0
    /// Those of them that wait for the author, and those that wait for others.
    package var waitingPatches: Int64 = 0
    package var elsewherePatches: Int64 = 0
    /// Patches that somebody has acked or reviewed.
    package var approvedPatches: Int64 = 0
    package var isComplete = true
    package var hasNewerVersion = false
    package var hasDelegate = false
    /// The worst that checks say; `nil` without checks.
    package var checks: CheckState?
    package var talk = TalkFacts()

    package init() {}

    /// Whose turn it is. The first of these that applies decides; decision 46 says why in this order.
    package var turn: Turn {
        if patches == 0 { return Turn(.nobody, .empty) }
        if openPatches == 0 { return Turn(.nobody, .closed) }
        if hasNewerVersion { return Turn(.nobody, .replaced) }
        if waitingPatches + elsewherePatches >= openPatches {
            return waitingPatches > 0
                ? Turn(.author, .changesRequested) : Turn(.nobody, .elsewhere)
        }
        if !isComplete { return Turn(.author, .incomplete) }
        if talk.blocks > 0 {
            return talk.lastOfAuthor > talk.lastBlock ? answered : Turn(.author, .blocked)
        }
        if talk.lastAsked > talk.lastOfAuthor { return Turn(.author, .asked) }
        if talk.lastTaken > talk.lastOfAuthor { return Turn(.maintainer, .taken) }
        if approvedPatches >= patches, checks != .fail { return Turn(.maintainer, .approved) }
        if talk.lastAsked > 0 { return answered }
        if checks == .fail { return Turn(.author, .checksFail) }
        let reason: Turn.Reason = talk.lastOfOthers > 0 ? .inReview : .quiet
        return Turn(hasDelegate ? .maintainer : .list, reason)
    }

    private var answered: Turn {
        hasDelegate
            ? Turn(.maintainer, .answered) : Turn(.list, .answered, reviewer: talk.reviewer)
    }
}
