import ArgumentParser
import TrackerModel
import TrackerStore

struct MailList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List mails and what became of them, newest first.",
        discussion: """
            Examples:
              patchbay mail list --outcome unassigned
              patchbay mail list --limit 1000 --json
            """
    )

    @OptionGroup var site: SiteOptions

    @Option(
        help: ArgumentHelp(
            "Only mails with this outcome: "
                + MailOutcome.allCases.map(\.rawValue).joined(separator: ", ") + "."
        )
    )
    var outcome: MailOutcome?

    @Option(help: "At most so many.")
    var limit = 50

    @Option(help: "Only mails with a smaller number: the next page.")
    var before: Int64?

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1") }
    }

    func run() async throws {
        let mails = try await site.withStore {
            try await $0.mails(outcome: outcome, before: before, limit: limit)
        }
        if json { return try Terminal.printJSON(mails.map(MailJSON.init)) }
        guard !mails.isEmpty else {
            print(outcome == nil ? "No mail has arrived yet." : "No mail has this outcome.")
            return
        }
        Terminal.printTable(
            [["ID", "RECEIVED", "OUTCOME", "MESSAGE-ID", "WHY"]]
                + mails.map { mail in
                    [
                        "\(mail.id)", Timestamp.iso(mail.received / 1_000_000 * 1_000_000),
                        mail.outcome.rawValue, mail.identity, mail.reason,
                    ]
                }
        )
    }
}

extension MailOutcome: ExpressibleByArgument {}

/// A mail as scripts read it.
struct MailJSON: Encodable {
    let id: Int64
    let messageID: String
    let received: String
    let source: String
    let size: Int64
    let outcome: String
    let reason: String
    let project: String?

    enum CodingKeys: String, CodingKey {
        case id, received, source, size, outcome, reason, project
        case messageID = "msgid"
    }

    init(_ mail: Store.MailRecord) {
        id = mail.id
        messageID = mail.identity
        received = Timestamp.iso(mail.received)
        source = mail.source
        size = mail.size
        outcome = mail.outcome.rawValue
        reason = mail.reason
        project = mail.projectLinkName
    }
}
