package import Logging
import ServiceLifecycle
package import TrackerIntake
import UnixSignals

/// Follows Maildirs and public-inboxes until the process is told to end.
package struct FollowService: Service {
    private let follower: MailFollower
    private let logger: Logger

    package init(_ follower: MailFollower, logger: Logger) {
        self.follower = follower
        self.logger = logger
    }

    package func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskExecutorPreference(ReadingThread()) {
                await follower.run { place, report in Self.log(report, place, logger) }
            }
        } onGracefulShutdown: {
            follower.stop()
        }
    }

    /// Runs it alone: until SIGTERM or SIGINT, and then to the end of the transaction under way.
    package func runAlone() async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [self],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }

    package static func log(_ report: FollowReport, _ place: FollowedPlace, _ logger: Logger) {
        switch report {
        case .tookIn(let summary):
            let outcomes = summary.outcomes.map { "\($0.key) \($0.value)" }.sorted()
            logger.info(
                "took in \(summary.mails) mails",
                metadata: [
                    "place": "\(place.path)", "known": "\(summary.repeated)",
                    "deleted": "\(summary.deleted)",
                    "outcomes": "\(outcomes.joined(separator: ", "))",
                ]
            )
        case .notice(let text): logger.notice("\(text)", metadata: ["place": "\(place.path)"])
        case .unreadable(let file):
            logger.warning("cannot read \(file); it stays there")
        case .trouble(let text): logger.warning("\(text)", metadata: ["place": "\(place.path)"])
        }
    }
}

/// Follows once, and may be told to end before it is done.
package struct FollowOnceService: Service {
    private let follower: MailFollower
    private let report: @Sendable (FollowedPlace, FollowReport) -> Void

    package init(
        _ follower: MailFollower,
        report: @escaping @Sendable (FollowedPlace, FollowReport) -> Void
    ) {
        self.follower = follower
        self.report = report
    }

    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await withTaskExecutorPreference(ReadingThread()) {
                try await follower.runOnce(report)
            }
        } onGracefulShutdown: {
            follower.stop()
        }
    }

    /// Runs it until it is done, or until SIGTERM or SIGINT.
    package func runAlone(logger: Logger) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    ServiceGroupConfiguration.ServiceConfiguration(
                        service: self,
                        successTerminationBehavior: .gracefullyShutdownGroup
                    )
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }
}
