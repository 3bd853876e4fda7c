import ArgumentParser
import TrackerStore

struct MailReparse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reparse",
        abstract: "Read all stored mails again by the rules of this version.",
        discussion: """
            Patches, cover letters, comments and series keep their numbers and URLs, and what people \
            decided: state, delegate, archived, checks, bundles. What mails say is read anew, and mails \
            that became nothing are decided again. A second run changes nothing; one that was broken \
            off can be started again. The site may go on serving.

            Example:
              patchbay mail reparse
            """
    )

    @OptionGroup var site: SiteOptions

    @Flag(help: "Print the summary as JSON for scripts.")
    var json = false

    func run() async throws {
        let summary = try await site.withStore { store in
            let newest = try await store.mails(limit: 1).first?.id ?? 0
            var line = ProgressLine()
            var summary = Summary()
            var after: Int64? = 0
            while let start = after {
                let step = try await store.reparse(after: start)
                summary.mails += step.mails
                summary.changed += step.changed.count
                after = step.last
                let share = newest == 0 ? 1 : Double(after ?? newest) / Double(newest)
                line.draw(share: min(share, 1), count: summary.mails, unit: "mails")
            }
            line.clear()
            return summary
        }
        if json { return try Terminal.printJSON(summary) }
        print(
            "\(Terminal.grouped(summary.mails)) mails read again, "
                + "\(Terminal.grouped(summary.changed)) changed"
        )
    }

    private struct Summary: Encodable {
        var mails = 0
        var changed = 0
    }
}
