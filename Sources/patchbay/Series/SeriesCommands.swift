import ArgumentParser
import TrackerModel
import TrackerStore

struct SeriesCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "Show versions of series, and put right what was decided wrongly.",
        subcommands: [
            SeriesShow.self, SeriesLink.self, SeriesUnlink.self, SeriesConfirm.self,
            SeriesRangeDiff.self, SeriesStackCommand.self,
            SeriesMove.self, SeriesMerge.self, SeriesSplit.self, SeriesUndo.self,
        ]
    )
}

/// What all commands have that change where mails are.
struct RegroupOptions: ParsableArguments {
    @OptionGroup var site: SiteOptions

    @Option(help: "Why, for the trail of changes and the record of each mail.")
    var reason: String

    @Flag(help: "Print JSON for scripts.")
    var json = false

    /// Makes the change and says what came of it.
    func carryOut(_ request: RegroupRequest) async throws {
        let done = try await site.withStore {
            try await $0.regroup(request, reason: reason, by: .operatorOfSite)
        }
        if json {
            try Terminal.printJSON(
                RegroupingJSON(regrouping: done.regrouping, series: done.series)
            )
        } else {
            print("Done: see series \(done.series).")
            print("To take it back: patchbay series undo \(done.regrouping)")
        }
    }
}

/// A regrouping as scripts read it.
struct RegroupingJSON: Encodable {
    let regrouping: Int64
    let series: Int64
}

struct SeriesMove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a patch to another series.",
        discussion: """
            Example:
              patchbay series move 1234 --to 77 --number 3 --reason "sent again on its own"

            It stays there, also when mails are read again or come late.
            """
    )

    @OptionGroup var options: RegroupOptions

    @Argument(help: "The number of the patch.")
    var patch: Int64

    @Option(help: "The number of the series.")
    var to: Int64

    @Option(help: "Its number there; without it its own if that is free, else the last one.")
    var number: Int?

    func run() async throws {
        try await options.carryOut(.move(patch: patch, to: to, number: number))
    }
}

struct SeriesMerge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make two series one.",
        discussion: """
            Example:
              patchbay series merge 78 --into 77 --reason "two halves of one series"

            The first number leads to the second one from then on. Late mails of either join it.
            """
    )

    @OptionGroup var options: RegroupOptions

    @Argument(help: "The series that is no more.")
    var series: Int64

    @Option(help: "The series that stays.")
    var into: Int64

    func run() async throws { try await options.carryOut(.merge(series, into: into)) }
}

struct SeriesSplit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Make a series of its own of some patches of a series.",
        discussion: """
            Example:
              patchbay series split 77 --patches 1235,1236 --reason "another series in the same thread"
            """
    )

    @OptionGroup var options: RegroupOptions

    @Argument(help: "The series.")
    var series: Int64

    @Option(help: "The numbers of the patches, with commas between them.")
    var patches: String

    func run() async throws {
        let words = patches.split(separator: ",").map { $0.filter { $0 != " " } }
        let numbers = words.compactMap { Int64($0) }
        guard numbers.count == words.count else {
            throw ValidationError("'\(patches)' is no list of patches: use 1235,1236")
        }
        try await options.carryOut(.split(series, patches: numbers))
    }
}

struct SeriesUndo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take a move, merge or split back."
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The number that the command printed.")
    var regrouping: Int64

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func run() async throws {
        let series = try await site.withStore {
            try await $0.undoRegrouping(regrouping, by: .operatorOfSite)
        }
        if json {
            try Terminal.printJSON(RegroupingJSON(regrouping: regrouping, series: series))
        } else {
            print("Undone: see series \(series).")
        }
    }
}
