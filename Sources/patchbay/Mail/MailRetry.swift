import ArgumentParser
import TrackerModel
import TrackerStore

struct MailRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Decide again about mails that became nothing.",
        discussion: """
            Examples:
              patchbay mail retry 1234 1235
              patchbay mail retry --outcome unassigned      after the project was made

            Mails that became a patch, cover letter or comment are left alone.
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The mails' numbers, as in patchbay mail list.")
    var mails: [Int64] = []

    @Option(help: "All mails with this outcome, such as unassigned, orphan or failed.")
    var outcome: MailOutcome?

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func validate() throws {
        guard !mails.isEmpty || outcome != nil else {
            throw ValidationError("say which mails: their numbers, or --outcome unassigned")
        }
    }

    private static let batch = 200

    func run() async throws {
        var results: [IntakeResult] = []
        try await site.withStore { store in
            for start in stride(from: 0, to: mails.count, by: Self.batch) {
                let end = min(start + Self.batch, mails.count)
                results += try await store.retry(Array(mails[start..<end]))
            }
            if let outcome { results += try await Self.retryAll(outcome, in: store) }
        }
        let missing = mails.filter { id in !results.contains { $0.mailID == id } }
        if !missing.isEmpty {
            Terminal.note("there is no mail \(missing.map(String.init).joined(separator: ", "))")
        }
        if json { return try Terminal.printJSON(results.map(ResultJSON.init)) }
        let changed = results.filter { !$0.isRepeated }
        for result in changed {
            print("mail \(result.mailID) is now \(result.outcome.rawValue): \(result.reason)")
        }
        print("\(results.count) mails decided again, \(changed.count) changed")
        if !missing.isEmpty { throw ExitCode.failure }
    }

    private static func retryAll(
        _ outcome: MailOutcome,
        in store: Store
    ) async throws -> [IntakeResult] {
        var results: [IntakeResult] = []
        var before: Int64?
        while true {
            // From the newest down: those that are decided on the way do not shift the page.
            let page = try await store.mails(outcome: outcome, before: before, limit: batch)
            guard let last = page.last else { return results }
            results += try await store.retry(page.map(\.id))
            before = last.id
        }
    }

    private struct ResultJSON: Encodable {
        let id: Int64
        let outcome: String
        let reason: String
        let changed: Bool

        init(_ result: IntakeResult) {
            id = result.mailID
            outcome = result.outcome.rawValue
            reason = result.reason
            changed = !result.isRepeated
        }
    }
}
