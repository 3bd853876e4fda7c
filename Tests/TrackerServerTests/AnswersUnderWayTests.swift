import Testing
import TrackerStore
import TrackerTesting

@testable import TrackerServer

/// Many who ask for the same answer at once wait for the one who makes it.
@Suite("Answers under way")
struct AnswersUnderWayTests {
    private static func question(_ target: String, at version: Int64 = 1)
        -> AnswersUnderWay.Question
    {
        AnswersUnderWay.Question(
            key: KeptAnswers.Key(
                target: target,
                host: "patches.test",
                scheme: "http",
                accept: "",
                isPacked: false
            ),
            mark: .version(version)
        )
    }

    @Test("one makes it, the others wait for that one")
    func wait() async throws {
        let answers = AnswersUnderWay()
        let question = Self.question("/api/patches/")
        #expect(await answers.begin(question))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 { group.addTask { await answers.begin(question) } }
            try await poll { answers.waiting == 20 }
            // Another page, and the same one after a change, are other answers.
            #expect(await answers.begin(Self.question("/api/series/")))
            #expect(await answers.begin(Self.question("/api/patches/", at: 2)))
            answers.end(question, isKept: true)
            for try await isFirst in group { #expect(!isFirst) }
        }
        #expect(answers.waiting == 0)
        #expect(await answers.begin(question), "it was made, and may be gone again")
    }

    @Test("nobody waits for what cannot be kept")
    func lost() async throws {
        let answers = AnswersUnderWay()
        let question = Self.question("/api/nothing/")
        #expect(await answers.begin(question))
        let other = Task { await answers.begin(question) }
        try await poll { answers.waiting == 1 }
        answers.end(question, isKept: false)
        #expect(await other.value == false)
        #expect(await answers.begin(question))
        #expect(await answers.begin(question))
        // Until somebody could keep it.
        answers.end(question, isKept: true)
        #expect(await answers.begin(question))
        let last = Task { await answers.begin(question) }
        try await poll { answers.waiting == 1 }
        answers.end(question, isKept: true)
        #expect(await last.value == false)
    }

    @Test("what cannot be kept is forgotten when it is much")
    func bounded() async {
        let answers = AnswersUnderWay()
        let first = Self.question("/0")
        answers.end(first, isKept: false)
        for number in 1...AnswersUnderWay.mostLost {
            answers.end(Self.question("/\(number)"), isKept: false)
        }
        #expect(await answers.begin(first))
        let other = Task { await answers.begin(first) }
        while answers.waiting == 0 { await Task.yield() }
        answers.end(first, isKept: true)
        #expect(await other.value == false)
    }
}
