import PatchParsing
import Testing
import TrackerModel

@Suite("Whose turn it is")
struct TurnTests {
    /// Three patches that are open, of a series that is complete, and nobody has said anything.
    private static func facts(_ change: (inout TurnFacts) -> Void = { _ in }) -> TurnFacts {
        var facts = TurnFacts()
        (facts.patches, facts.openPatches) = (3, 3)
        change(&facts)
        return facts
    }

    private static func talk(_ change: (inout TalkFacts) -> Void) -> TurnFacts {
        facts { change(&$0.talk) }
    }

    private static let cases: [(String, TurnFacts, Turn)] = [
        ("nothing has arrived", TurnFacts(), Turn(.nobody, .empty)),
        (
            "only the cover letter",
            facts { ($0.patches, $0.openPatches, $0.isComplete) = (0, 0, false) },
            Turn(.nobody, .empty)
        ),
        ("closed", facts { $0.openPatches = 0 }, Turn(.nobody, .closed)),
        ("replaced", facts { $0.hasNewerVersion = true }, Turn(.nobody, .replaced)),
        ("changes requested", facts { $0.waitingPatches = 3 }, Turn(.author, .changesRequested)),
        ("elsewhere", facts { $0.elsewherePatches = 3 }, Turn(.nobody, .elsewhere)),
        (
            "some wait for the author, the others elsewhere",
            facts { ($0.waitingPatches, $0.elsewherePatches) = (1, 2) },
            Turn(.author, .changesRequested)
        ),
        ("some wait", facts { $0.waitingPatches = 2 }, Turn(.list, .quiet)),
        ("incomplete", facts { $0.isComplete = false }, Turn(.author, .incomplete)),
        ("quiet", facts(), Turn(.list, .quiet)),
        ("quiet, delegated", facts { $0.hasDelegate = true }, Turn(.maintainer, .quiet)),
        ("asked", talk { ($0.lastOfOthers, $0.lastAsked) = (5, 5) }, Turn(.author, .asked)),
        (
            "answered",
            talk {
                ($0.lastOfOthers, $0.lastAsked, $0.lastOfAuthor, $0.reviewer) = (5, 5, 6, 77)
            },
            Turn(.list, .answered, reviewer: 77)
        ),
        (
            "asked again", talk { ($0.lastOfOthers, $0.lastAsked, $0.lastOfAuthor) = (7, 7, 6) },
            Turn(.author, .asked)
        ),
        ("approved in part", talk { $0.lastOfOthers = 5 }, Turn(.list, .inReview)),
        ("taken", talk { ($0.lastOfOthers, $0.lastTaken) = (5, 5) }, Turn(.maintainer, .taken)),
        (
            "blocked", talk { ($0.blocks, $0.lastBlock) = (2, 5) }, Turn(.author, .blocked)
        ),
        (
            "blocked and answered",
            talk { ($0.blocks, $0.lastBlock, $0.lastOfAuthor) = (2, 5, 6) },
            Turn(.list, .answered)
        ),
        ("approved", facts { $0.approvedPatches = 3 }, Turn(.maintainer, .approved)),
        (
            "approved, and checks pass",
            facts { ($0.approvedPatches, $0.checks) = (3, .success) },
            Turn(.maintainer, .approved)
        ),
        (
            "approved, and checks fail",
            facts { ($0.approvedPatches, $0.checks) = (3, .fail) },
            Turn(.author, .checksFail)
        ),
        ("checks fail", facts { $0.checks = .fail }, Turn(.author, .checksFail)),
        ("checks warn", facts { $0.checks = .warning }, Turn(.list, .quiet)),
    ]

    @Test("follows from what happened", arguments: cases)
    func turn(item: (name: String, facts: TurnFacts, turn: Turn)) {
        #expect(item.facts.turn == item.turn, "\(item.name)")
    }

    @Test("each reason has words, and numbers and words of its own")
    func reasons() {
        let reasons = Turn.Reason.allCases
        #expect(Set(reasons.map(\.word)).count == reasons.count)
        #expect(Set(reasons.map(\.words)).count == reasons.count)
    }

    // MARK: Talk

    private static func line(
        _ id: Int64,
        _ person: Int64,
        _ meaning: ReplyMeaning,
        patch: Int64? = 1,
        account: Int64? = nil,
        addressed: Bool? = nil
    ) -> TalkLine {
        TalkLine(
            id: id,
            patch: patch,
            person: person,
            account: account,
            date: id,
            meaning: meaning,
            isAddressed: addressed
        )
    }

    @Test("an answer of the author counts from each of their addresses")
    func addresses() {
        let lines = [Self.line(1, 20, .asks), Self.line(2, 11, [], account: 5)]
        let talk = TalkFacts(lines, author: 10, account: 5)
        #expect(talk.lastOfAuthor == 2 && talk.lastAsked == 1 && talk.reviewer == 20)
        #expect(TalkFacts(lines, author: 10, account: nil).lastOfAuthor == 0)
    }

    @Test("robots neither ask nor answer")
    func robots() {
        let lines = [Self.line(1, 20, [.asks, .byRobot]), Self.line(2, 10, [.byRobot])]
        #expect(TalkFacts(lines, author: 10, account: nil) == TalkFacts())
    }

    @Test("who has dealt with a comment has answered it")
    func dealtWith() {
        let lines = [Self.line(1, 20, .asks, addressed: true)]
        let talk = TalkFacts(lines, author: 10, account: nil)
        #expect(talk.lastAsked == 0 && talk.lastOfOthers == 1 && talk.blocks == 0)
    }

    private static let blocks: [([TalkLine], [Int64])] = [
        ([line(1, 20, .objects)], [1]),
        ([line(1, 20, .objects, addressed: true)], []),
        ([line(1, 20, .objects, addressed: false)], [1]),
        ([line(1, 20, [], addressed: false)], [1]),
        ([line(1, 20, [.objects, .byRobot])], []),
        // Taken back on the same patch or the cover letter, by the same person, later.
        ([line(1, 20, .objects), line(2, 20, .approves)], []),
        ([line(1, 20, .objects), line(2, 20, .approves, patch: nil)], []),
        ([line(1, 20, .objects), line(2, 20, .approves, patch: 2)], [1]),
        ([line(1, 20, .objects), line(2, 21, .approves)], [1]),
        ([line(2, 20, .objects), line(1, 20, .approves)], [2]),
        ([line(1, 20, .objects, account: 5), line(2, 21, .approves, account: 5)], []),
        // Whoever asks for something by a mark has to be told by a mark.
        ([line(1, 20, .objects, addressed: false), line(2, 20, .approves)], [1]),
        ([line(3, 20, .objects), line(1, 21, .objects, patch: nil)], [1, 3]),
    ]

    @Test("what blocks is open, or an objection that stands", arguments: blocks)
    func blocking(item: (lines: [TalkLine], blocks: [Int64])) {
        #expect(TalkBlock.all(in: item.lines).map(\.line.id) == item.blocks)
        let shuffled = Array(item.lines.reversed())
        #expect(TalkBlock.all(in: shuffled).map(\.line.id) == item.blocks)
    }
}
