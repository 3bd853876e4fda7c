import ArgumentParser
import Synchronization
import TrackerIntake
import TrackerServer
import TrackerStore

struct MailFollow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Keep taking in what arrives in Maildirs and public-inboxes.",
        discussion: """
            Examples:
              patchbay mail follow /var/mail/patchbay
              patchbay mail follow /srv/public-inbox/widget --fetch --interval 300
              patchbay mail follow --once --json /var/mail/patchbay       from cron

            Maildir: a mail in 'new' is stored durably, and then moved to 'cur', marked as seen. \
            What is in 'cur' already is not looked at (patchbay mail import does), nor are the \
            folders inside unless they are named.

            public-inbox: an inbox with git/0.git, git/1.git, …, or one such repository. At the \
            first time all mails are taken in, then those of new commits. --fetch runs 'git fetch' \
            in the repositories of a mirror; new epochs are found when public-inbox-fetch or \
            grokmirror makes them.

            Only these two can be followed. It ends on SIGTERM or Ctrl-C after the transaction \
            under way; what is not stored then is found again at the next start.
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "A Maildir or a public-inbox.", completion: .directory)
    var path: [String]

    @OptionGroup var manner: FollowOptions

    @Option(help: "The list that the mails came from; then their own headers do not count.")
    var listID: String?

    @Flag(help: "Take in what is there, and end.")
    var once = false

    @Flag(help: "With --once: print the summary as JSON for scripts.")
    var json = false

    func validate() throws {
        guard once || !json else { throw ValidationError("--json needs --once") }
    }

    func run() async throws {
        let logger = site.log.logger()
        let places = try FollowOptions.places(path)
        var settings = manner.settings
        settings.listID = listID
        let summary = Mutex(ImportSummary())
        try await site.withStore { store in
            let follower = MailFollower(store: store, places: places, settings: settings)
            guard once else {
                let names = places.map { "\($0.path) (\($0.kind))" }
                Terminal.note("Patchbay follows \(names.joined(separator: ", "))")
                return try await FollowService(follower, logger: logger).runAlone()
            }
            do {
                try await FollowOnceService(follower) { place, report in
                    summary.withLock { $0.add(report) }
                    FollowService.log(report, place, logger)
                }
                .runAlone(logger: logger)
            } catch let error as ArchiveError {
                throw CommandFailure(error.description)
            }
        }
        if once { try ImportReport(summary: summary.withLock { $0 }).print(asJSON: json) }
    }
}

extension ImportSummary {
    fileprivate mutating func add(_ report: FollowReport) {
        switch report {
        case .tookIn(let mails): add(mails)
        case .unreadable: unreadable += 1
        case .notice, .trouble: break
        }
    }
}

/// How places are followed.
struct FollowOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Look at all that is followed each so many seconds.",
            discussion: "Between that, changes on this machine are noticed at once.",
            valueName: "seconds"
        )
    )
    var interval = 60

    @Flag(help: "Run 'git fetch' in the repositories of a public-inbox.")
    var fetch = false

    func validate() throws {
        guard (1...86_400).contains(interval) else {
            throw ValidationError("--interval is a number of seconds from 1 to 86400")
        }
    }

    var settings: MailFollower.Settings {
        var settings = MailFollower.Settings()
        settings.interval = interval
        settings.fetches = fetch
        return settings
    }

    /// The places at some paths.
    static func places(_ paths: [String]) throws -> [FollowedPlace] {
        do {
            return try paths.map { try FollowedPlace(path: $0) }
        } catch let error as ArchiveError {
            throw CommandFailure(error.description)
        }
    }
}
