import ArgumentParser
import TrackerModel
import TrackerStore

/// A version of a series as scripts read it.
struct SeriesVersionJSON: Encodable {
    let series: Int64
    let version: Int64
    let date: String
    let name: String?
    let earlier: Int64?
    let kind: String?
    let confidence: String?
    let reason: String?
    let byHand: Bool
    let confirmed: Bool
    let confirmedBy: String?

    enum CodingKeys: String, CodingKey {
        case series, version, date, name, earlier, kind, confidence, reason, confirmed
        case byHand = "by_hand"
        case confirmedBy = "confirmed_by"
    }

    init(_ version: SeriesVersion) {
        series = version.id
        self.version = version.version
        date = Timestamp.iso(version.date)
        name = version.name
        earlier = version.link?.earlier
        kind = version.link?.kind.rawValue
        confidence = version.link?.confidence.rawValue
        reason = version.link?.reason
        byHand = version.link?.isByHand ?? false
        confirmed = version.link?.isConfirmed ?? false
        confirmedBy = version.link?.confirmedBy?.username
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(version, forKey: .version)
        try container.encode(date, forKey: .date)
        try container.encode(name, forKey: .name)
        try container.encode(earlier, forKey: .earlier)
        try container.encode(kind, forKey: .kind)
        try container.encode(confidence, forKey: .confidence)
        try container.encode(reason, forKey: .reason)
        try container.encode(byHand, forKey: .byHand)
        try container.encode(confirmed, forKey: .confirmed)
        try container.encode(confirmedBy, forKey: .confirmedBy)
    }
}

/// What all commands have that show versions.
struct VersionOptions: ParsableArguments {
    @OptionGroup var site: SiteOptions

    @Argument(help: "The number of the series.")
    var series: Int64

    @Flag(help: "Print JSON for scripts.")
    var json = false

    /// Makes a change and shows what came of it.
    func carryOut(_ request: RevisionRequest) async throws {
        try show(
            try await site.withStore {
                try await $0.changeRevision(of: series, request, by: .operatorOfSite).value
            }
        )
    }

    func show(_ versions: [SeriesVersion]) throws {
        if json { return try Terminal.printJSON(versions.map(SeriesVersionJSON.init)) }
        Terminal.printTable(
            [["SERIES", "VERSION", "DATE", "AFTER", "HOW", "NAME"]]
                + versions.map { version in
                    [
                        "\(version.id)", "v\(version.version)",
                        String(Timestamp.iso(version.date).prefix(16)),
                        version.link.map { "\($0.earlier)" } ?? "-",
                        version.link.map(Self.words) ?? "-", version.name ?? "",
                    ]
                }
        )
    }

    /// `revision, likely: by subject and author`
    private static func words(_ link: VersionLink) -> String {
        let sureness =
            link.isByHand
            ? "said by somebody" : link.isConfirmed ? "confirmed" : link.confidence.rawValue
        return "\(link.kind.rawValue), \(sureness): \(link.reason)"
    }
}

struct SeriesShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all versions of a series, and what it needs.",
        discussion: """
            Examples:
              patchbay series show 90            versions, and what it stands on if that is known
              patchbay series show 90 --json     the versions for scripts
              patchbay series stack 90 --json    what it stands on for scripts
            """
    )

    @OptionGroup var options: VersionOptions

    func run() async throws {
        let series = options.series
        let (versions, stack) = try await options.site.withStore {
            (try await $0.versions(of: series), try await $0.stack(of: series))
        }
        guard let versions else { throw CommandFailure("there is no series \(series)") }
        try options.show(versions)
        guard let stack, !options.json, !stack.isAlone || stack.baseCommit != nil else { return }
        print("")
        StackText(stack).show()
    }
}

struct SeriesLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say which version came before a series.",
        discussion: """
            Example:
              patchbay series link 90 --to 77 --reason "sent from another address"

            It stays so, also when mails are read again or come late.
            """
    )

    @OptionGroup var options: VersionOptions

    @Option(help: "The number of the earlier version.")
    var to: Int64

    @Option(help: "Why: it is shown with the link.")
    var reason = ""

    func run() async throws { try await options.carryOut(.link(earlier: to, reason: reason)) }
}

struct SeriesUnlink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Say that no version came before a series."
    )

    @OptionGroup var options: VersionOptions

    @Flag(help: "Give patches the state back that they had before this version superseded them.")
    var restore = false

    func run() async throws { try await options.carryOut(.unlink(restores: restore)) }
}

struct SeriesConfirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Say that the earlier version which the mails tell of is right."
    )

    @OptionGroup var options: VersionOptions

    func run() async throws { try await options.carryOut(.confirm) }
}
