import Hummingbird
package import Logging
package import ServiceLifecycle
import TrackerAPI
import TrackerHTTP
import TrackerIntake
package import TrackerLMTP
package import TrackerStore
import TrackerWeb
import UnixSignals

/// The server of a site: HTTP, and LMTP if it is wanted.
package struct SiteServer: Sendable {
    package struct Settings: Sendable {
        package var host = "127.0.0.1"
        package var port = 8000
        package var trustsForwarded = false
        /// Where mail is taken in, if it is.
        package var lmtp: LMTPListener.Settings?

        package init() {}
    }

    private let store: Store
    private let settings: Settings
    private let logger: Logger
    private let services: [any Service]
    private let eventWait = EventWait()

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
            [application] + (lmtp.map { [$0] } ?? []) + [EventWaitEnd(eventWait: eventWait)]
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
                api: api,
                web: WebRoutes(store: store, signIn: signIn, report: report),
                trustsForwarded: settings.trustsForwarded
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                serverName: nil
            ),
            services: services,
            onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) },
            logger: logger
        )
    }
}
