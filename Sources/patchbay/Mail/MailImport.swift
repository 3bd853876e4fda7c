import ArgumentParser
import TrackerIntake
import TrackerModel
import TrackerStore

struct MailImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in an archive: an mbox, a Maildir, or a folder of .eml files.",
        discussion: """
            Examples:
              patchbay mail import archive.mbox
              patchbay mail import ~/Maildir/lists/widget --list-id widget.lists.example.org

            Mails that are known are left alone, so an import that was broken off can be started again.
            Exit status 75: the database failed on the way; start again when it works.
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The archive.", completion: .file())
    var path: String

    @Option(help: "The list that the mails came from; then their own headers do not count.")
    var listID: String?

    @Flag(help: "Print the summary as JSON for scripts.")
    var json = false

    func run() async throws {
        let summary: ImportSummary
        do {
            summary = try await site.withStore(read)
        } catch let failure as CommandFailure where failure.isTemporary {
            Terminal.note(
                "Error: \(failure). The mails before that are stored: start the import again later."
            )
            throw ExitCode.temporaryFailure
        }
        if json {
            try Terminal.printJSON(SummaryJSON(summary))
        } else {
            Self.print(summary)
        }
    }

    private func read(into store: Store) async throws -> ImportSummary {
        do {
            let archive = try MailArchive(path: path)
            var line = ProgressLine()
            let summary = try await ArchiveImport(store: store, givenListID: listID)
                .run(archive) { summary, share in
                    line.draw(share: share, count: summary.mails, unit: "mails")
                }
            line.clear()
            return summary
        } catch let error as ArchiveError {
            throw CommandFailure(error.description)
        }
    }

    private struct SummaryJSON: Encodable {
        let mails: Int
        let repeated: Int
        let unreadable: Int
        let outcomes: [String: Int]

        init(_ summary: ImportSummary) {
            mails = summary.mails
            repeated = summary.repeated
            unreadable = summary.unreadable
            outcomes = Dictionary(
                uniqueKeysWithValues: MailOutcome.allCases.map {
                    ($0.rawValue, summary.outcomes[$0] ?? 0)
                }
            )
        }
    }

    private static let names: [MailOutcome: String] = [
        .patch: "patches", .cover: "cover letters", .comment: "comments",
        .discussion: "discussions without a patch", .orphan: "replies to what is not here",
        .duplicate: "known message-ids",
        .ignored: "asked to be ignored", .unassigned: "of no project",
        .empty: "without text", .malformed: "malformed",
        .oversize: "too long, only their beginning kept", .failed: "failed",
    ]

    private static func print(_ summary: ImportSummary) {
        let counts = MailOutcome.allCases.compactMap { outcome -> [String]? in
            guard let count = summary.outcomes[outcome], let name = names[outcome] else {
                return nil
            }
            return [padded(count), name]
        }
        let others = [
            (summary.repeated, "taken in before"),
            (summary.unreadable, "files that could not be read"),
        ]
        .filter { $0.0 > 0 }.map { [padded($0.0), $0.1] }
        Terminal.printTable([[padded(summary.mails), "mails read"]] + counts + others)
        if summary.outcomes[.unassigned] != nil {
            Swift.print("See which: patchbay mail list --outcome unassigned")
        }
    }

    private static func padded(_ number: Int) -> String {
        let text = Terminal.grouped(number)
        return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
}
