import Logging
import ServiceLifecycle
import TrackerStore

/// Removes once an hour what waited too long for its confirmation. No account is ever removed.
struct ConfirmationExpiry: Service {
    let store: Store
    let logger: Logger

    private static let pause = Duration.seconds(3_600)

    func run() async throws {
        // The store is closed after this has ended.
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await store.deleteOldConfirmations()
                } catch {
                    logger.warning(
                        "old confirmations could not be removed",
                        metadata: ["error": "\(error)"]
                    )
                }
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }
}
