import NIOCore
import Synchronization

/// The connections that are open.
final class LMTPConnections: Sendable {
    private struct Open {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isClosing = false
    }

    private let limit: Int
    private let open = Mutex(Open())

    init(limit: Int) { self.limit = limit }

    /// Lets a new connection in.
    ///
    /// - Returns: The reply that turns it away, if there is no place for it.
    func admit(_ channel: any Channel) -> LMTPReply? {
        let refusal: LMTPReply? = open.withLock { open in
            if open.isClosing { return .shutDown }
            guard open.channels.count < limit else { return .tooManyConnections }
            open.channels[ObjectIdentifier(channel)] = channel
            return nil
        }
        guard refusal == nil else { return refusal }
        channel.closeFuture.whenComplete { [self] _ in
            open.withLock { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
        }
        return nil
    }

    /// Tells all connections that the server ends, and lets no other in.
    func beginClosing() {
        for channel in closing() {
            channel.pipeline.fireUserInboundEventTriggered(LMTPHandler.ServerEnds())
        }
    }

    /// Waits until all are closed.
    func waitUntilClosed() async {
        for channel in closing() { try? await channel.closeFuture.get() }
    }

    private func closing() -> [any Channel] {
        open.withLock { open in
            open.isClosing = true
            return Array(open.channels.values)
        }
    }
}
