import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import TrackerStore
import TrackerTesting

@testable import TrackerServer

/// Many who ask for the same answer at once wait for the one who makes it.
@Suite("Answers under way")
struct AnswersUnderWayTests {
    private static func question(
        _ target: String,
        at version: Int64 = 1
    ) -> AnswersUnderWay.Question {
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

    private static func answer(_ text: String) -> AnswersUnderWay.Outcome {
        .kept(KeptAnswers.Kept(headers: [:], body: ByteBuffer(string: text), tag: "\"\(text)\""))
    }

    /// `make`, or what was made.
    private static func turn(
        _ answers: AnswersUnderWay,
        _ question: AnswersUnderWay.Question
    ) async -> String {
        switch await answers.begin(question) {
        case .make: "make"
        case .made(let kept): kept?.tag ?? "nothing"
        }
    }

    /// Asks while somebody makes the answer, and says how that ends.
    private static func ask(
        _ answers: AnswersUnderWay,
        _ question: AnswersUnderWay.Question,
        whichEnds outcome: AnswersUnderWay.Outcome
    ) async throws -> [String] {
        let asking = (0..<20).map { _ in Task { await turn(answers, question) } }
        // It ends whatever the test finds.
        defer { answers.end(question, outcome) }
        try await poll { answers.waiting == 20 }
        answers.end(question, outcome)
        var turns: [String] = []
        for task in asking { turns.append(await task.value) }
        return turns
    }

    @Test("one makes it, and the others get it")
    func wait() async throws {
        let answers = AnswersUnderWay()
        let question = Self.question("/api/patches/")
        #expect(await Self.turn(answers, question) == "make")
        // Another page, and the same one after a change, are other answers.
        #expect(await Self.turn(answers, Self.question("/api/series/")) == "make")
        #expect(await Self.turn(answers, Self.question("/api/patches/", at: 2)) == "make")
        let turns = try await Self.ask(answers, question, whichEnds: Self.answer("a"))
        #expect(turns == Array(repeating: "\"a\"", count: 20))
        #expect(answers.waiting == 0)
        #expect(await Self.turn(answers, question) == "make", "it may be gone again")
    }

    @Test("nobody waits for what cannot be kept, once that is known")
    func passing() async throws {
        let answers = AnswersUnderWay()
        let question = Self.question("/api/nothing/")
        #expect(await Self.turn(answers, question) == "make")
        let turns = try await Self.ask(answers, question, whichEnds: .passing)
        #expect(turns == Array(repeating: "nothing", count: 20))
        for _ in 0..<3 { #expect(await Self.turn(answers, question) == "make") }
        // Until somebody could keep it.
        answers.end(question, Self.answer("b"))
        #expect(await Self.turn(answers, question) == "make")
        let later = try await Self.ask(answers, question, whichEnds: Self.answer("c"))
        #expect(later == Array(repeating: "\"c\"", count: 20))
    }

    @Test("a failure says nothing of the next answer")
    func failed() async throws {
        let answers = AnswersUnderWay()
        let question = Self.question("/api/patches/")
        #expect(await Self.turn(answers, question) == "make")
        let turns = try await Self.ask(answers, question, whichEnds: .failed)
        #expect(turns == Array(repeating: "nothing", count: 20))
        #expect(await Self.turn(answers, question) == "make")
        let next = try await Self.ask(answers, question, whichEnds: Self.answer("a"))
        #expect(next == Array(repeating: "\"a\"", count: 20))
    }

    @Test("what cannot be kept is forgotten when it is much")
    func bounded() async throws {
        let answers = AnswersUnderWay()
        let first = Self.question("/0")
        for number in 0...AnswersUnderWay.mostPassing {
            answers.end(Self.question("/\(number)"), .passing)
        }
        #expect(await Self.turn(answers, first) == "make")
        let turns = try await Self.ask(answers, first, whichEnds: Self.answer("a"))
        #expect(turns == Array(repeating: "\"a\"", count: 20))
    }

    @Test("clients that wait for events share no answer, nor do those who say who they are")
    func isForAll() {
        func isForAll(_ path: String, _ headers: HTTPFields = [:]) -> Bool {
            let head = HTTPRequest(
                method: .get,
                scheme: "http",
                authority: "patches.test",
                path: path,
                headerFields: headers
            )
            return SiteResponder.isForAll(Request(head: head, body: .init(buffer: ByteBuffer())))
        }
        #expect(isForAll("/api/patches/?page=2"))
        #expect(isForAll("/project/widget/list/"))
        #expect(!isForAll("/api/patchbay/events/?since_id=1&wait=30"))
        #expect(!isForAll("/api/patches/", [.authorization: "Token a"]))
        #expect(!isForAll("/api/patches/", [.cookie: "theme=dark"]))
    }
}
