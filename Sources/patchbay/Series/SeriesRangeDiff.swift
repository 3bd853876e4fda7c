import ArgumentParser
import RangeDiff
import TrackerStore

struct SeriesRangeDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "range-diff",
        abstract: "Show what became of the patches of the earlier version of a series.",
        discussion: """
            Examples:
              patchbay series range-diff 90                 against the version it is linked to
              patchbay series range-diff 90 --against 77    against another one
              patchbay series range-diff 90 --summary       3 unchanged, 2 changed
              patchbay series range-diff 90 --json          pairs and verdicts for scripts

            The text is that of git range-diff, in colour on a terminal (unless NO_COLOR is set).
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The number of the later version.")
    var series: Int64

    @Option(help: "The number of the earlier one; without it the version that it is linked to.")
    var against: Int64?

    @Flag(help: "Print how many patches are unchanged, changed, new and dropped.")
    var summary = false

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func run() async throws {
        let comparison = try await comparison()
        let diff = comparison.diff
        if json {
            try Terminal.printJSON(RangeDiffJSON(diff))
        } else if summary {
            print(diff.summary.text)
        } else {
            RangeDiffText(diff).show()
        }
        if diff.isEstimate { RangeDiffText.noteEstimate() }
        if !comparison.left.isEmpty {
            Terminal.note("The texts of \(comparison.left.count) patches are too long to be shown.")
        }
    }

    private func comparison() async throws -> SeriesComparison {
        let found = try await site.withStore {
            try await $0.rangeDiff(of: series, against: against)
        }
        switch found {
        case .found(let comparison): return comparison
        case .missing: throw CommandFailure("there is no series \(series)")
        case .nothingEarlier:
            throw CommandFailure(
                "series \(series) is linked to no earlier version: name one with --against"
            )
        case .elsewhere:
            throw CommandFailure("series \(against ?? 0) is no other series of the same project")
        case .tooLarge:
            throw CommandFailure(
                "the mails of both have more than \(Store.comparedBytes >> 20) MiB"
            )
        }
    }
}
