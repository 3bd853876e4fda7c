import Logging
import ServiceLifecycle
import TrackerStore

/// Compares new versions of series with the ones before them, soon after their mails were stored: by
/// this process or by another one.
struct RangeDiffService: Service {
    private let store: Store
    private let logger: Logger

    /// How long after the last look the next one is, where there was nothing to do.
    private static let pause = Duration.seconds(2)
    /// The same after the database could not be reached.
    private static let longPause = Duration.seconds(30)

    init(store: Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    func run() async throws {
        // The store is closed after this has ended.
        await cancelWhenGracefulShutdown {
            var seen: DatabaseMark?
            while !Task.isCancelled {
                var pause = Self.pause
                do {
                    // Taken before the work, so that nothing is missed that comes meanwhile.
                    let mark = await store.database.mark()
                    if mark == nil || mark != seen {
                        if try await step() { seen = mark } else { pause = .zero }
                    }
                } catch {
                    if Task.isCancelled { return }
                    logger.warning(
                        "versions could not be compared",
                        metadata: ["error": "\(error)"]
                    )
                    pause = Self.longPause
                }
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
    }

    /// Does a part of the work.
    ///
    /// - Returns: Whether nothing was left.
    private func step() async throws -> Bool {
        let progress = try await store.compareDueVersions()
        for (series, reason) in progress.failures.sorted(by: { $0.key < $1.key }) {
            logger.warning(
                "a version could not be compared with the one before it",
                metadata: ["series": "\(series)", "error": "\(reason)"]
            )
        }
        return progress.isOver
    }
}
