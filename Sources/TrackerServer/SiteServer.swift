import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
package import ServiceLifecycle
import TrackerAPI
import TrackerHTTP
import TrackerIntake
package import TrackerLMTP
package import TrackerMail
package import TrackerStore
import TrackerWeb
import TrackerXMLRPC
import UnixSignals

/// The server of a site: HTTP, and LMTP if it is wanted.
package struct SiteServer: Sendable {
    package struct Settings: Sendable {
        package var host = "127.0.0.1"
        package var port = 8000
        package var trustsForwarded = false
        /// How much memory answers may take that are kept for the next who asks, in bytes.
        package var keptAnswers = 32 << 20
        /// How long a connection may be without a whole request, or a piece of its body.
        package var idleTime: Duration = .seconds(60)
        /// How long the body of a request may take.
        package var bodyTime: Duration = .seconds(120)
        /// Where mail is taken in, if it is.
        package var lmtp: LMTPListener.Settings?
        /// How mail to people leaves, if it does.
        package var mail: MailSender.Settings?

        /// Bytes of the header fields of a request together, and how many there may be.
        fileprivate static let headerBytes = 32 << 10
        fileprivate static let headerFields = 200

        package init() {}
    }

    private let store: Store
    private let settings: Settings
    private let logger: Logger
    private let services: [any Service]
    private let eventWait = EventWait()
    private let errands = MailErrands()

    /// Sets a server up; ``run(ready:)`` starts it.
    ///
    /// - Parameters:
    ///   - store: The site.
    ///   - settings: Where it listens.
    ///   - logger: Gets what is worth knowing.
    ///   - services: What runs beside the server, and ends with it.
    package init(
        store: Store,
        settings: Settings,
        logger: Logger,
        services: [any Service] = []
    ) {
        self.store = store
        self.settings = settings
        self.logger = logger
        self.services = services
    }

    /// What is said when the server is ready.
    package struct Places: Sendable {
        package let httpPort: Int
        /// As Postfix writes it behind `lmtp:`, such as `inet:127.0.0.1:2424`.
        package let lmtp: String?
    }

    /// Serves until the process is told to end (SIGTERM, SIGINT); then requests and mails under way
    /// are finished.
    ///
    /// - Parameter ready: Called once, when requests and mails are accepted.
    /// - Throws: If an address cannot be listened on.
    package func run(ready: @escaping @Sendable (Places) -> Void) async throws {
        // First, so that what is wrong with its address is said before anything runs.
        let lmtp = try await listener()
        let application = application { ready(Places(httpPort: $0, lmtp: lmtp?.place)) }
        // What is started last is told first to end: who waits for events holds the server up.
        let services: [any Service] =
            [
                application, ConfirmationExpiry(store: store, logger: logger),
                RangeDiffService(store: store, logger: logger),
            ]
            + (lmtp.map { [$0] } ?? []) + [EventWaitEnd(eventWait: eventWait)]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        do {
            try await group.run()
        } catch {
            await lmtp?.close()
            throw error
        }
        await errands.finish()
        await store.close()
    }

    private func listener() async throws -> LMTPListener? {
        guard let settings = settings.lmtp else { return nil }
        return try await LMTPListener(
            settings: settings,
            queue: IntakeQueue(store: store),
            logger: logger
        )
    }

    private static func channel(_ settings: Settings) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: TimeAmount(settings.idleTime),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Settings.headerBytes,
                maxHeaderListSize: Settings.headerBytes,
                maxHeaderFieldCount: Settings.headerFields
            )
        )
    }

    private func web(
        _ signIn: SignIn,
        _ report: @escaping @Sendable (any Error) -> Void
    ) -> WebRoutes {
        let sender = settings.mail.map { [store] settings in
            MailSender(settings: settings, clock: { store.now() })
        }
        var web = WebRoutes(store: store, signIn: signIn, mailSender: sender, report: report)
        web.errands = errands
        return web
    }

    /// They only move bytes; what there is to do is done by the threads of Swift's own pool. With as many
    /// loops as cores the two wake each other up more often than they need. They end with the process.
    private static let loops = MultiThreadedEventLoopGroup(
        numberOfThreads: max(1, System.coreCount / 2)
    )

    private func application(
        ready: @escaping @Sendable (Int) -> Void
    ) -> Application<SiteResponder> {
        let signIn = SignIn(store: store)
        let logger = logger
        let report: @Sendable (any Error) -> Void = { error in
            logger.error("a request failed", metadata: ["error": "\(error)"])
        }
        var api = RESTRoutes(
            store: store,
            signIn: signIn,
            style: WebRoutes.stylePath,
            report: report
        )
        api.eventWait = eventWait
        return Application(
            responder: SiteResponder(
                store: store,
                api: api,
                xmlrpc: XMLRPCRoutes(store: store, signIn: signIn, report: report),
                web: web(signIn, report),
                trustsForwarded: settings.trustsForwarded,
                kept: KeptAnswers(bytes: settings.keptAnswers),
                bodyTime: settings.bodyTime
            ),
            server: .http1(configuration: Self.channel(settings)),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                serverName: nil
            ),
            services: services,
            onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) },
            eventLoopGroupProvider: .shared(Self.loops),
            logger: Logger(label: logger.label) { _ in LateMetadataLog(logger) }
        )
    }
}
