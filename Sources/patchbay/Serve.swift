import ArgumentParser
import TrackerIntake
import TrackerLMTP
import TrackerServer
import TrackerStore

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the site over HTTP, and take in mail by LMTP.",
        discussion: """
            Examples:
              patchbay serve
              patchbay serve --host 0.0.0.0 --port 8080
              patchbay serve --trust-forwarded       behind a proxy that does TLS
              patchbay serve --follow /var/mail/patchbay --follow /srv/public-inbox/widget
              patchbay serve --lmtp 127.0.0.1:2424   mail from a mail server on this machine
              patchbay serve --sendmail /usr/sbin/sendmail --mail-from patchbay@example.org \\
                  --url https://patches.example.org  new accounts and forgotten passwords

            With --lmtp, Postfix's main.cf says, for a domain of Patchbay's own:
              virtual_mailbox_domains = patches.example.org
              virtual_transport = lmtp:inet:127.0.0.1:2424

            The server is ready when GET /api/ answers 200. It ends on SIGTERM or Ctrl-C. What is \
            followed, and how: patchbay mail follow --help.
            """
    )

    @OptionGroup var site: SiteOptions
    @OptionGroup var address: AddressOptions
    @OptionGroup var lmtp: LMTPOptions
    @OptionGroup var mail: MailOptions

    @Option(
        help: ArgumentHelp(
            "Take in what arrives in a Maildir or public-inbox; may be repeated.",
            valueName: "path"
        )
    )
    var follow: [String] = []

    @OptionGroup var manner: FollowOptions

    func run() async throws {
        let places = try FollowOptions.places(follow)
        try await site.withStore { store in
            let logger = site.log.logger()
            let follower = MailFollower(store: store, places: places, settings: manner.settings)
            var settings = address.settings
            settings.lmtp = lmtp.settings
            settings.mail = try mail.settings()
            let server = SiteServer(
                store: store,
                settings: settings,
                logger: logger,
                services: places.isEmpty ? [] : [FollowService(follower, logger: logger)]
            )
            let host = address.host
            do {
                try await server.run { places in
                    if let place = places.lmtp {
                        Terminal.note("Patchbay takes in mail at lmtp:\(place)")
                    }
                    let port = places.httpPort
                    Terminal.note("Patchbay serves http://\(host):\(port)/  (API: /api/)")
                }
            } catch let error as LMTPAddressError {
                throw CommandFailure(error.description)
            }
        }
    }
}

/// Where mail is taken in.
struct LMTPOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take in mail by LMTP at this address or Unix socket.",
            discussion: "Who may connect may deliver any mail, so keep it to this machine.",
            valueName: "host:port|path"
        ),
        transform: Self.address
    )
    var lmtp: LMTPAddress?

    @Flag(help: "Let --lmtp listen where other machines can reach it.")
    var lmtpAllowRemote = false

    func validate() throws {
        guard !lmtpAllowRemote || lmtp != nil else {
            throw ValidationError("--lmtp-allow-remote needs --lmtp")
        }
    }

    private static func address(_ text: String) throws -> LMTPAddress {
        guard let address = LMTPAddress(text) else {
            throw ValidationError(
                "'\(text)' is no place for LMTP: say 127.0.0.1:2424, [::1]:2424, or an absolute path"
            )
        }
        return address
    }

    var settings: LMTPListener.Settings? {
        guard let lmtp else { return nil }
        var settings = LMTPListener.Settings(address: lmtp)
        settings.allowsRemote = lmtpAllowRemote
        return settings
    }
}

/// Where the server listens.
struct AddressOptions: ParsableArguments {
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8000

    @Option(
        help: ArgumentHelp(
            "Memory for answers that are kept until something changes, in MiB; 0 keeps none.",
            valueName: "MiB"
        )
    )
    var keptAnswers = 32

    @Option(help: "Close a connection that sends no whole request for so many seconds.")
    var idleTimeout = 60

    @Flag(help: "Believe X-Forwarded-Proto, -Host and -For; only behind a proxy of your own.")
    var trustForwarded = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535")
        }
        guard (0...65_536).contains(keptAnswers) else {
            throw ValidationError("--kept-answers is a number from 0 to 65536")
        }
        guard (1...86_400).contains(idleTimeout) else {
            throw ValidationError("--idle-timeout is a number from 1 to 86400")
        }
    }

    var settings: SiteServer.Settings {
        var settings = SiteServer.Settings()
        settings.host = host
        settings.port = port
        settings.trustsForwarded = trustForwarded
        settings.keptAnswers = keptAnswers << 20
        settings.idleTime = .seconds(idleTimeout)
        return settings
    }
}
