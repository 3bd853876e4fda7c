import Testing
import TrackerStore
import TrackerTesting

@Suite("Questions that are known beforehand")
struct QuestionTests {
    /// Callers share a batch: none may get what belongs to another one.
    @Test("each caller gets the answers to its own", arguments: DatabaseKind.allCases)
    func side(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in Int64(1)...200 {
                    group.addTask {
                        let statements = Self.numbers(number, -number, number * 1_000_000_000)
                        let found = try await store.database.ask(statements) { answers in
                            try (0...3).map { try answers.all($0) { $0.int(0) } }
                        }
                        // There is no fourth statement.
                        return found == [[number], [-number], [number * 1_000_000_000], []]
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    /// What several ask at the same time is asked once; each reads the answer with its own eyes.
    @Test("callers with the same questions get the same answers", arguments: DatabaseKind.allCases)
    func shared(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in Int64(1)...300 {
                    group.addTask {
                        // Some of them are longer than others, and one part of them fails.
                        let kind = number % 7
                        let statements = Self.numbers(kind) + Self.numbers(kind * 10, kind * 100)
                        guard kind != 0 else {
                            do {
                                _ = try await store.database.ask(["SELECT id FROM no_such_table"]) {
                                    try $0.all(0) { $0.int(0) }
                                }
                                return false
                            } catch is StoreError {
                                return true
                            }
                        }
                        let asked = Array(statements.prefix(1 + Int(kind) % 3))
                        let found = try await store.database.ask(asked) { answers in
                            try asked.indices.map { try answers.first($0) { $0.int(0) } }
                        }
                        return found
                            == [kind, kind * 10, kind * 100].prefix(asked.count).map { $0 }
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("a failure is told to its caller, and to nobody else", arguments: DatabaseKind.allCases)
    func failing(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in Int64(1)...120 {
                    group.addTask {
                        guard number.isMultiple(of: 5) else {
                            return try await store.database.ask(Self.numbers(number)) {
                                try $0.first(0) { $0.int(0) } == number
                            }
                        }
                        do {
                            _ = try await store.database.ask(
                                Self.numbers(number) + ["SELECT id FROM no_such_table"]
                            ) { answers in try answers.all(1) { $0.int(0) } }
                            return false
                        } catch is StoreError {
                            return true
                        }
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            // The connections go on.
            let last = try await store.database.ask(Self.numbers(7)) { answers in
                try answers.first(0) { $0.int(0) }
            }
            #expect(last == 7)
        }
    }

    @Test("what is asked after the last question is answered", arguments: DatabaseKind.allCases)
    func afterLast(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            for _ in 0..<2 {
                let found = try await store.database.read { db in
                    let answers = try db.answers(to: Self.numbers(1, 2), isLast: true)
                    let early = try (0...1).map { try answers.first($0) { $0.int(0) } }
                    return try early + [db.int("SELECT CAST(\(Int64(3)) AS BIGINT)")]
                }
                #expect(found == [1, 2, 3])
            }
        }
    }

    /// A session keeps some hundred prepared statements, and then lets all of them go at once.
    @Test("new statements without end get their answers", arguments: DatabaseKind.allCases)
    func ever(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let wrong = try await store.database.read { db in
                try (1...1_500).filter { number in
                    let texts = ["", " + 1"].map { more in
                        SQLText(trusted: "SELECT CAST(\(number)\(more) AS BIGINT)")
                    }
                    let answers = try db.answers(to: texts, isLast: false)
                    let found = try (0...1).map { try answers.first($0) { $0.int(0) } }
                    return found != [Int64(number), Int64(number + 1)]
                }
            }
            #expect(wrong == [])
        }
    }

    @Test("a closed database refuses questions", arguments: DatabaseKind.allCases)
    func closed(kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            await store.close()
            await #expect(throws: StoreError.self) {
                try await store.database.ask(Self.numbers(1)) { try $0.first(0) { $0.int(0) } }
            }
        }
    }

    private static func numbers(_ numbers: Int64...) -> [SQLText] {
        numbers.map { "SELECT CAST(\($0) AS BIGINT)" }
    }
}
