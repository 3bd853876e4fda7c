import ArgumentParser
import RangeDiff
import TrackerIntake

struct RangeDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "range-diff",
        abstract: "Compare two versions of a series by their mails, as git range-diff does.",
        discussion: """
            Examples:
              patchbay range-diff v1.mbox v2.mbox
              patchbay range-diff v1.mbox v2.mbox --summary      3 unchanged, 2 changed
              patchbay range-diff v1.mbox v2.mbox --json         pairs and verdicts for scripts
              git format-patch --stdout main | patchbay range-diff v1.mbox -

            Each archive has the patches of one version: an mbox such as a series is downloaded \
            as, a Maildir or a folder of .eml files. Cover letters and replies are left out. No \
            database is needed.

            The signs are those of git: = for a patch that is the same but for its line numbers, \
            ! for one that is not, < for one that was dropped, > for a new one.
            """
    )

    @Argument(
        help: "The mails of the earlier version; - is an mbox on standard input.",
        completion: .file()
    )
    var old: String

    @Argument(help: "The mails of the later version.", completion: .file())
    var new: String

    @Flag(help: "Print how many patches are unchanged, changed, new and dropped.")
    var summary = false

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func validate() throws {
        guard old != "-" || new != "-" else {
            throw ValidationError("Only one of both can be standard input.")
        }
    }

    func run() throws {
        let versions: [SeriesMails]
        do {
            versions = try [old, new].map { try SeriesMails(MailArchive(path: $0)) }
        } catch let error as ArchiveError {
            throw CommandFailure(error.description)
        }
        for (path, mails) in zip([old, new], versions) where mails.patches.isEmpty {
            Terminal.note("There is no patch in \(path).")
        }
        let diff = RangeDiff(old: versions[0].patches, new: versions[1].patches)
        if json {
            try Terminal.printJSON(RangeDiffJSON(diff))
        } else if summary {
            print(diff.summary.text)
        } else {
            RangeDiffText(diff).show()
        }
        if diff.isEstimate { RangeDiffText.noteEstimate() }
    }
}

/// A range-diff as scripts read it.
struct RangeDiffJSON: Encodable {
    let entries: [Entry]
    let summary: [String: Int]
    let isEstimate: Bool

    struct Entry: Encodable {
        /// The number of the patch in each version, from 1.
        let old: Int?
        let new: Int?
        let oldTitle: String?
        let newTitle: String?
        let verdict: String
        let sign: String
        let hunks: [Hunk]
    }

    struct Hunk: Encodable {
        let heading: String
        /// Each with its sign before it.
        let lines: [String]
    }

    init(_ diff: RangeDiff) {
        isEstimate = diff.isEstimate
        summary = Dictionary(
            uniqueKeysWithValues: RangeDiff.Verdict.allCases.map {
                ($0.rawValue, diff.summary.count($0))
            }
        )
        entries = diff.entries.map { entry in
            Entry(
                old: entry.old.map { $0 + 1 },
                new: entry.new.map { $0 + 1 },
                oldTitle: entry.old.map { diff.old[$0].title },
                newTitle: entry.new.map { diff.new[$0].title },
                verdict: entry.verdict.rawValue,
                sign: String(entry.verdict.sign),
                hunks: diff.inner(of: entry).hunks.map { hunk in
                    Hunk(
                        heading: hunk.heading,
                        lines: hunk.lines.map { "\($0.sign.rawValue)\($0.text)" }
                    )
                }
            )
        }
    }
}
