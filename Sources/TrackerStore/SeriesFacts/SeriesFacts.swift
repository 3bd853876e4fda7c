package import TrackerModel

/// What a list shows of a series, which follows from its patches, checks and comments. It is kept in
/// the row of the series.
struct SeriesFacts: Equatable {
    var patches: Int64 = 0
    /// Patches that are not archived, in a state that is not closed; those of them that wait for the
    /// author, and those that wait for others.
    var openPatches: Int64 = 0
    var waitingPatches: Int64 = 0
    var elsewherePatches: Int64 = 0
    var archivedPatches: Int64 = 0
    /// The state of all patches; `nil` if they have several, or there is none.
    var state: PatchState.ID?
    /// The delegate of some patch, the first by number; how many different ones there are.
    var delegate: Account.ID?
    var delegates: Int64 = 0
    var hasPull = false
    /// Comments on patches and the cover letter, the number of the last of them, and how many of them
    /// ask for something that nobody has done.
    var comments: Int64 = 0
    var lastComment: Int64 = 0
    var openComments: Int64 = 0
    /// The worst that checks say, and how many say what.
    var checks = CheckCounts()
    /// How many patches have a tag, by the tag.
    var tags = TagCounts()
    /// How many patches somebody has acked or reviewed.
    var approvedPatches: Int64 = 0
    var hasNewerVersion = false
    /// Who spoke when, and what blocks.
    var talk = TalkFacts()
    /// Whose turn it is, which follows from all of this; and the number of a person (the author, a
    /// reviewer) or an account (the delegate) whose turn that is, 0 for no particular one.
    var turn = Turn(.nobody, .empty)
    var turnID: Int64 = 0
    /// When its last patch was closed, in microseconds since 1970; `nil` where one is open, or where
    /// nobody knows.
    var closed: Int64?

    /// The columns of ``init(_:)`` in their order.
    static let columns: SQLText = """
        patches, open_patches, archived_patches, state_id, delegate_id, delegates, has_pull,
        comments, last_comment, open_comments, check_counts, tag_counts, waiting_patches,
        elsewhere_patches, approved_patches, has_newer, talk, blocks, turn, turn_reason, turn_id, closed
        """

    init() {}

    init(_ reader: inout RowReader) {
        patches = reader.int()
        openPatches = reader.int()
        archivedPatches = reader.int()
        state = reader.optionalInt()
        delegate = reader.optionalInt()
        delegates = reader.int()
        hasPull = reader.bool()
        comments = reader.int()
        lastComment = reader.int()
        openComments = reader.int()
        checks = CheckCounts(text: reader.text())
        tags = TagCounts(text: reader.text())
        waitingPatches = reader.int()
        elsewherePatches = reader.int()
        approvedPatches = reader.int()
        hasNewerVersion = reader.bool()
        talk = TalkFacts(text: reader.text())
        talk.blocks = reader.int()
        turn = Turn(row: reader.row, from: reader.take(2))
        turnID = reader.int()
        closed = reader.optionalInt()
    }

    /// Works out what follows from the rest: whose turn it is, and whether the series is closed now.
    mutating func settle(_ kept: KeptSeriesFacts, now: Int64) {
        var facts = TurnFacts()
        (facts.patches, facts.openPatches) = (patches, openPatches)
        (facts.waitingPatches, facts.elsewherePatches) = (waitingPatches, elsewherePatches)
        facts.approvedPatches = approvedPatches
        facts.isComplete = kept.isComplete
        facts.hasNewerVersion = hasNewerVersion
        facts.hasDelegate = delegate != nil
        facts.checks = checks.worst
        facts.talk = talk
        let due = facts.turn
        // The reviewer is in the number.
        turn = Turn(due.side, due.reason)
        turnID =
            switch due.side {
            case .nobody: 0
            case .author: kept.submitter
            case .list: due.reviewer ?? 0
            case .maintainer: delegate ?? 0
            }
        if patches == 0 || openPatches > 0 {
            closed = nil
        } else if kept.facts.openPatches > 0 || kept.facts.patches == 0 {
            closed = now
        }
    }

    /// No patches.
    mutating func resetPatches() {
        (patches, openPatches, archivedPatches) = (0, 0, 0)
        (waitingPatches, elsewherePatches) = (0, 0)
        (state, delegate, delegates, hasPull) = (nil, nil, 0, false)
    }

    /// Stores what differs from what was kept before. Few sets of columns differ as a rule, so that
    /// there are few texts of the statement.
    func store(of series: Int64, before: SeriesFacts, in db: any SQLConnection) throws {
        var changes: [SQLText] = []
        if openPatches != before.openPatches { changes.append("open_patches = \(openPatches)") }
        if (patches, archivedPatches, state, hasPull)
            != (before.patches, before.archivedPatches, before.state, before.hasPull)
        {
            changes.append(
                """
                patches = \(patches), archived_patches = \(archivedPatches), state_id = \(state),
                has_pull = \(hasPull)
                """
            )
        }
        if (delegate, delegates) != (before.delegate, before.delegates) {
            changes.append("delegate_id = \(delegate), delegates = \(delegates)")
        }
        if tags != before.tags { changes.append("tag_counts = \(tags.text)") }
        if checks != before.checks {
            changes.append(
                "check_state = \(checks.worst?.rawValue), check_counts = \(checks.text)"
            )
        }
        if (comments, lastComment, openComments)
            != (before.comments, before.lastComment, before.openComments)
        {
            changes.append(
                """
                comments = \(comments), last_comment = \(lastComment),
                open_comments = \(openComments)
                """
            )
        }
        changes += turnChanges(before)
        guard !changes.isEmpty else { return }
        try db.send(
            "UPDATE series SET \(sql: changes.joined(separator: ",")) WHERE id = \(series)"
        )
    }
}

extension SeriesFacts {
    fileprivate func turnChanges(_ before: SeriesFacts) -> [SQLText] {
        var changes: [SQLText] = []
        if (waitingPatches, elsewherePatches) != (before.waitingPatches, before.elsewherePatches) {
            changes.append(
                """
                waiting_patches = \(waitingPatches), elsewhere_patches = \(elsewherePatches)
                """
            )
        }
        if approvedPatches != before.approvedPatches {
            changes.append("approved_patches = \(approvedPatches)")
        }
        if hasNewerVersion != before.hasNewerVersion {
            changes.append("has_newer = \(hasNewerVersion)")
        }
        if talk != before.talk {
            changes.append("talk = \(talk.text), blocks = \(talk.blocks)")
        }
        if (turn, turnID) != (before.turn, before.turnID) {
            changes.append(
                """
                turn = \(turn.side.rawValue), turn_reason = \(turn.reason.rawValue),
                turn_id = \(turnID)
                """
            )
        }
        if closed != before.closed { changes.append("closed = \(closed)") }
        return changes
    }
}

extension Turn {
    /// Reads side and reason.
    init(row: any SQLRow, from column: Int) {
        self.init(
            Side(rawValue: row.int(column)) ?? .nobody,
            Reason(rawValue: row.int(column + 1)) ?? .empty
        )
    }
}

extension TalkFacts {
    /// Six numbers, the reviewer at the end; empty where nobody has said anything. How many comments
    /// block has a column of its own.
    var text: String {
        let numbers = [
            lastOfAuthor, lastOfOthers, lastAsked, lastTaken, lastBlock, reviewer ?? 0,
        ]
        return numbers.allSatisfy { $0 == 0 }
            ? "" : numbers.map { "\($0)" }.joined(separator: " ")
    }

    init(text: String) {
        self.init()
        let numbers = text.numbers
        guard numbers.count == 6 else { return }
        (lastOfAuthor, lastOfOthers, lastAsked) = (numbers[0], numbers[1], numbers[2])
        (lastTaken, lastBlock) = (numbers[3], numbers[4])
        reviewer = numbers[5] == 0 ? nil : numbers[5]
    }
}

/// How many checks say what.
package struct CheckCounts: Hashable, Sendable {
    package var failed: Int64 = 0
    package var warned: Int64 = 0
    package var passed: Int64 = 0
    package var pending: Int64 = 0

    package init() {}

    package var isEmpty: Bool { failed + warned + passed + pending == 0 }

    /// The worst of them; `nil` without checks.
    package var worst: CheckState? {
        if failed > 0 { return .fail }
        if warned > 0 { return .warning }
        if pending > 0 { return .pending }
        return passed > 0 ? .success : nil
    }

    package mutating func add(_ count: Int64, _ state: CheckState) {
        switch state {
        case .fail: failed += count
        case .warning: warned += count
        case .success: passed += count
        case .pending: pending += count
        }
    }

    /// `2 0 11 0`; empty without checks.
    var text: String { isEmpty ? "" : "\(failed) \(warned) \(passed) \(pending)" }

    init(text: String) {
        let numbers = text.numbers
        guard numbers.count == 4 else { return }
        (failed, warned, passed, pending) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }
}

/// Numbers by tag.
package struct TagCounts: Hashable, Sendable {
    package internal(set) var counts: [Int64: Int64] = [:]

    init() {}

    /// 0 for a tag that nobody has given.
    package subscript(tag: Int64) -> Int64 { counts[tag] ?? 0 }

    /// `1:13 2:10`
    var text: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " ")
    }

    init(text: String) {
        for pair in text.utf8.split(separator: UInt8(ascii: " ")) {
            let halves = pair.split(separator: UInt8(ascii: ":")).compactMap {
                Int64(Substring($0))
            }
            if halves.count == 2 { counts[halves[0]] = halves[1] }
        }
    }
}
