import Foundation
import Testing

extension Site {
    /// Message-ids of all mails in the order of their arrival, without angle brackets.
    func mailIDs() async throws -> [String] {
        let text = try await succeed("mail", "list", "--json", "--limit", "100000")
        let mails = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        return try #require(mails).reversed().compactMap { $0["msgid"] as? String }
            .map { String($0.dropFirst().dropLast()) }
    }

    /// Waits until the condition holds, for as long as a busy machine may take.
    func eventually(
        _ what: String,
        _ condition: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while try await !condition() {
            try #require(ContinuousClock.now < deadline, "never: \(what)")
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Waits until so many mails are stored.
    func waitForMails(_ count: Int) async throws {
        try await eventually("\(count) mails") { try await mailIDs().count >= count }
    }

    /// Follows places while the body runs; then the program is told to end, and must end well.
    ///
    /// - Returns: What it wrote to standard error.
    @discardableResult
    func follow(
        _ arguments: String...,
        signal: Int32 = SIGTERM,
        body: (ChildProcess) async throws -> Void
    ) async throws -> String {
        let process = try start(["mail", "follow"] + arguments)
        do {
            try await body(process)
        } catch {
            process.send(SIGKILL)
            _ = try? await process.wait()
            throw error
        }
        process.send(signal)
        let ending = try await process.wait(atMost: .seconds(60))
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.text.isEmpty)
        return ending.errors
    }

    /// The summary of a command with `--json`: the numbers that are not 0, those of outcomes too.
    func summary(_ arguments: String...) async throws -> [String: Int] {
        let ending = try await run(arguments + ["--json"])
        try #require(ending.status == 0, "\(arguments): \(ending.errors)")
        var object = try #require(
            try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any]
        )
        let outcomes = try #require(object.removeValue(forKey: "outcomes") as? [String: Int])
        let numbers = try #require(object as? [String: Int])
        return numbers.merging(outcomes) { first, _ in first }.filter { $0.value != 0 }
    }
}
