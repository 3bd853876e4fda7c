import ArgumentParser
import TrackerIntake
import TrackerServer
import TrackerStore

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the site over HTTP.",
        discussion: """
            Examples:
              patchbay serve
              patchbay serve --host 0.0.0.0 --port 8080
              patchbay serve --trust-forwarded       behind a proxy that does TLS
              patchbay serve --follow /var/mail/patchbay --follow /srv/public-inbox/widget

            The server is ready when GET /api/ answers 200. It ends on SIGTERM or Ctrl-C. What is \
            followed, and how: patchbay mail follow --help.
            """
    )

    @OptionGroup var site: SiteOptions
    @OptionGroup var address: AddressOptions

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
            let server = SiteServer(
                store: store,
                settings: address.settings,
                logger: logger,
                services: places.isEmpty ? [] : [FollowService(follower, logger: logger)]
            )
            let host = address.host
            try await server.run { port in
                Terminal.note("Patchbay serves http://\(host):\(port)/  (API: /api/)")
            }
        }
    }
}

/// Where the server listens.
struct AddressOptions: ParsableArguments {
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8000

    @Flag(help: "Believe X-Forwarded-Proto and X-Forwarded-Host; only behind a proxy of your own.")
    var trustForwarded = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535")
        }
    }

    var settings: SiteServer.Settings {
        var settings = SiteServer.Settings()
        settings.host = host
        settings.port = port
        settings.trustsForwarded = trustForwarded
        return settings
    }
}
