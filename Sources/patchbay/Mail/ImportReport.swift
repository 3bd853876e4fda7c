import TrackerIntake
import TrackerModel

/// What an import did, for people and for scripts.
struct ImportReport {
    let summary: ImportSummary

    func print(asJSON: Bool) throws {
        if asJSON {
            try Terminal.printJSON(SummaryJSON(summary))
        } else {
            printTable()
        }
    }

    private struct SummaryJSON: Encodable {
        let mails: Int
        let repeated: Int
        let unreadable: Int
        let deleted: Int
        let outcomes: [String: Int]

        init(_ summary: ImportSummary) {
            mails = summary.mails
            repeated = summary.repeated
            unreadable = summary.unreadable
            deleted = summary.deleted
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

    private func printTable() {
        let counts = MailOutcome.allCases.compactMap { outcome -> [String]? in
            guard let count = summary.outcomes[outcome], let name = Self.names[outcome] else {
                return nil
            }
            return [Self.padded(count), name]
        }
        let others = [
            (summary.repeated, "taken in before"),
            (summary.unreadable, "files that could not be read"),
            (summary.deleted, "deleted in the archive, and not touched here"),
        ]
        .filter { $0.0 > 0 }.map { [Self.padded($0.0), $0.1] }
        Terminal.printTable([[Self.padded(summary.mails), "mails read"]] + counts + others)
        if summary.outcomes[.unassigned] != nil {
            Swift.print("See which: patchbay mail list --outcome unassigned")
        }
    }

    private static func padded(_ number: Int) -> String {
        let text = Terminal.grouped(number)
        return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
}
