import ArgumentParser
import TrackerMail
import TrackerServer
import TrackerStore

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that what the database keeps twice is the same, and that mail leaves.",
        discussion: """
            The number of rows in each list is kept, so that lists need not count, and so is what \
            lists show of a series: states, trailers, checks, comments. This works both out anew and \
            compares; it takes about a minute for a million patches, and mail that comes in \
            meanwhile waits. The exit status is 1 if something is wrong.

            Examples:
              patchbay doctor --repair
              patchbay doctor --relay 127.0.0.1:25 --mail-from patchbay@example.org \\
                  --url https://patches.example.org --mail-to you@example.org
            """
    )

    @OptionGroup var site: SiteOptions

    @OptionGroup var mail: MailOptions

    @Flag(help: "Keep what was worked out.")
    var repair = false

    @Option(help: ArgumentHelp("Send a mail to this address, as a test.", valueName: "address"))
    var mailTo: String?

    func run() async throws {
        try await examineCounts()
        try await examineMail()
    }

    /// Says whether mail to people leaves.
    private func examineMail() async throws {
        guard let settings = try mail.settings() else {
            guard mailTo == nil else {
                throw CommandFailure("--mail-to needs --sendmail or --relay")
            }
            return print(
                """
                Mail: not set up. New accounts, forgotten passwords and further addresses need it: give \
                serve, and doctor, --sendmail or --relay, with --mail-from and --url (serve --help).
                """
            )
        }
        let sender = MailSender(settings: settings, clock: { Clock.system.now() })
        do {
            try await sender.check()
            if let mailTo {
                let mail = OutgoingMail(
                    to: mailTo,
                    subject: "A mail of Patchbay",
                    text: "Mail from \(settings.siteURL) reaches you.\n"
                )
                try await sender.send(mail)
                return print("Mail: a mail to \(mailTo) was handed over.")
            }
            print("Mail: can be handed over.")
        } catch let failure as MailFailure {
            throw CommandFailure("mail cannot be sent: \(failure.description)")
        }
    }

    private func examineCounts() async throws {
        let wrong = try await site.withStore { store in
            if repair {
                try await store.recountLists()
                try await store.gatherSeriesFacts()
                return (counts: 0, series: 0)
            }
            return (try await store.wrongTallies(), try await store.wrongSeriesFacts())
        }
        if repair {
            print("All lists were counted, all series looked through.")
            return
        }
        if wrong.counts > 0 { print("\(Terminal.grouped(wrong.counts)) counts are wrong.") }
        if wrong.series > 0 {
            print("\(Terminal.grouped(wrong.series)) series are shown otherwise than they are.")
        }
        guard wrong == (0, 0) else {
            print("patchbay doctor --repair puts them right.")
            throw ExitCode(1)
        }
        print("Nothing is wrong.")
    }
}
