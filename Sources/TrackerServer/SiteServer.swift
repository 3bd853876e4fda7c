import Hummingbird
package import Logging
package import ServiceLifecycle
import TrackerAPI
import TrackerHTTP
package import TrackerStore
import TrackerWeb

/// The HTTP server of a site.
package struct SiteServer: Sendable {
    package struct Settings: Sendable {
        package var host = "127.0.0.1"
        package var port = 8000
        package var trustsForwarded = false

        package init() {}
    }

    private let store: Store
    private let settings: Settings
    private let logger: Logger
    private let services: [any Service]

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

    /// Serves until the process is told to end (SIGTERM, SIGINT); then requests under way are
    /// finished.
    ///
    /// - Parameter ready: Called once with the port, when requests are accepted.
    /// - Throws: If the address cannot be listened on.
    package func run(ready: @escaping @Sendable (Int) -> Void) async throws {
        let signIn = SignIn(store: store)
        let logger = logger
        let report: @Sendable (any Error) -> Void = { error in
            logger.error("a request failed", metadata: ["error": "\(error)"])
        }
        let application = Application(
            responder: SiteResponder(
                api: RESTRoutes(store: store, signIn: signIn, report: report),
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
        try await application.runService()
        await store.close()
    }
}
