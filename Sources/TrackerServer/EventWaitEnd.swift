import ServiceLifecycle
import TrackerAPI

/// Lets those who wait for events go when the server is told to end.
struct EventWaitEnd: Service {
    let eventWait: EventWait

    func run() async throws {
        try? await gracefulShutdown()
        eventWait.end()
    }
}
