import ArgumentParser
import PatchParsing
import TrackerModel
import TrackerStore

struct SeriesStackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stack",
        abstract: "Show what a series needs, and what needs it.",
        discussion: """
            Examples:
              patchbay series stack 90           the highest of the stack first
              patchbay series stack 90 --json    for scripts, in the order of applying

            All of it in one mbox: https://YOUR.SITE/series/90/stack/mbox/
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The number of the series.")
    var series: Int64

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func run() async throws {
        let stack = try await site.withStore { try await $0.stack(of: series) }
        guard let stack else { throw CommandFailure("there is no series \(series)") }
        if json {
            try Terminal.printJSON(StackJSON(stack))
        } else {
            StackText(stack).show()
        }
    }
}

/// A stack as people read it: the highest first.
struct StackText {
    private let stack: SeriesStack

    init(_ stack: SeriesStack) { self.stack = stack }

    func show() {
        Terminal.printTable([["SERIES", "VERSION", "NEWEST", "WHY", "NAME"]] + rows)
        if let commit = stack.baseCommit { print("Base named by the author: \(commit)") }
        if !stack.circle.isEmpty {
            let numbers = stack.circle.map(String.init).joined(separator: ", ")
            Terminal.note("Series \(numbers) need each other in a circle.")
        }
        if stack.isCut {
            Terminal.note("It needs more than \(Store.stackLimit) series; these are some of them.")
        }
    }

    private var rows: [[String]] {
        stack.dependents.map { row($0.series, "needs this one: \(words($0))") }
            + [row(stack.series, "this one")]
            + stack.needs.reversed().map {
                row($0.series, "needed by \($0.neededBy): \(words($0))")
            }
            + stack.open.map { need in
                let place = need.elsewhere.map { "in project \($0.project)" } ?? "not known here"
                return [
                    need.elsewhere.map { "\($0.id)" } ?? "-",
                    need.elsewhere.map { "v\($0.version)" } ?? "-", "-",
                    "needed by \(need.neededBy): \(need.word.rawValue), \(place)", need.named,
                ]
            }
    }

    private func row(_ series: StackSeries, _ why: String) -> [String] {
        [
            "\(series.id)", "v\(series.version)",
            series.newest.map { "v\($0.version) (\($0.id))" } ?? "-", why, series.name ?? "",
        ]
    }

    private func words(_ entry: StackEntry) -> String {
        entry.words.map(\.rawValue).joined(separator: ", ")
    }
}

/// A stack as scripts read it.
private struct StackJSON: Encodable {
    let series: Int64
    let baseCommit: String?
    let needs: [Entry]
    let unresolved: [Open]
    let dependents: [Entry]
    let circle: [Int64]
    let truncated: Bool

    struct Entry: Encodable {
        let series: Int64
        let version: Int64
        let name: String?
        let namedBy: Int64
        let namedAs: [String]
        let newest: Int64?

        enum CodingKeys: String, CodingKey {
            case series, version, name, newest
            case namedBy = "named_by"
            case namedAs = "named_as"
        }
    }

    struct Open: Encodable {
        let named: String
        let namedBy: Int64
        let namedAs: String
        let series: Int64?
        let project: String?

        enum CodingKeys: String, CodingKey {
            case named, series, project
            case namedBy = "named_by"
            case namedAs = "named_as"
        }
    }

    enum CodingKeys: String, CodingKey {
        case series, needs, unresolved, dependents, circle, truncated
        case baseCommit = "base_commit"
    }

    init(_ stack: SeriesStack) {
        series = stack.series.id
        baseCommit = stack.baseCommit
        needs = stack.needs.map(Entry.init)
        unresolved = stack.open.map { need in
            Open(
                named: need.named,
                namedBy: need.neededBy,
                namedAs: need.word.rawValue,
                series: need.elsewhere?.id,
                project: need.elsewhere?.project
            )
        }
        dependents = stack.dependents.map(Entry.init)
        circle = stack.circle
        truncated = stack.isCut
    }
}

extension StackJSON.Entry {
    fileprivate init(_ entry: StackEntry) {
        self.init(
            series: entry.series.id,
            version: entry.series.version,
            name: entry.series.name,
            namedBy: entry.neededBy,
            namedAs: entry.words.map(\.rawValue),
            newest: entry.series.newest?.id
        )
    }
}
