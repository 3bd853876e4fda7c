import Glibc
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
package import TrackerIntake
import TrackerModel
import TrackerStore

/// Takes in mail by LMTP, for a mail server on the same machine.
///
/// A mail is acknowledged when it is durable, not before.
package struct LMTPListener: Service {
    /// Where it listens, as Postfix writes it behind `lmtp:`: `inet:127.0.0.1:2424`, `unix:/run/lmtp`.
    package let place: String
    private let server: any Channel
    private let socketFile: SocketFile?
    private let connections: LMTPConnections

    package struct Settings: Sendable {
        package let address: LMTPAddress
        /// Whether other machines may be listened to; nobody is asked who he is.
        package var allowsRemote = false
        package var limits = LMTPLimits()

        package init(address: LMTPAddress) { self.address = address }
    }

    /// Listens; connections are served from now on.
    ///
    /// - Parameters:
    ///   - settings: Where to listen.
    ///   - queue: Where mails go.
    ///   - logger: Is told when a mail could not be stored.
    /// - Throws: ``LMTPAddressError`` if the address cannot be listened on.
    package init(settings: Settings, queue: IntakeQueue, logger: Logger) async throws {
        let address = try settings.socketAddress()
        let connections = LMTPConnections(limit: settings.limits.connections)
        let bootstrap = Self.bootstrap(
            connections,
            limits: settings.limits,
            intake: Self.intake(queue, logger)
        )
        if case .unix(let path) = settings.address {
            try SocketFile.removeStale(path)
            server = try await SocketFile.withMode(SocketFile.mode) {
                try await Self.listen(bootstrap, address)
            }
            socketFile = SocketFile(path)
        } else {
            server = try await Self.listen(bootstrap, address)
            socketFile = nil
        }
        self.connections = connections
        place = Self.place(of: settings.address, server.localAddress?.port)
    }

    /// Serves until the program is told to end; then waits for the mails that are under way.
    package func run() async throws {
        // Cancelled if the HTTP server fails.
        await withTaskCancellationOrGracefulShutdownHandler {
            try? await server.closeFuture.get()
        } onCancelOrGracefulShutdown: {
            server.close(promise: nil)
        }
        connections.beginClosing()
        await connections.waitUntilClosed()
        socketFile?.remove()
    }

    /// Stops listening if ``run()`` is never called.
    package func close() async {
        try? await server.close()
        socketFile?.remove()
    }

    private static func listen(
        _ bootstrap: ServerBootstrap,
        _ address: SocketAddress
    ) async throws -> any Channel {
        do {
            return try await bootstrap.bind(to: address).get()
        } catch {
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) }
            throw LMTPAddressError(
                "cannot listen on \(address.plainText): \(reason ?? "\(error)")"
            )
        }
    }

    private static func place(of address: LMTPAddress, _ port: Int?) -> String {
        switch address {
        case .inet(let host, let wanted):
            let host = host.contains(":") ? "[\(host)]" : host
            return "inet:\(host):\(port ?? wanted)"
        case .unix(let path): return "unix:\(path)"
        }
    }

    private static func bootstrap(
        _ connections: LMTPConnections,
        limits: LMTPLimits,
        intake: @escaping LMTPHandler.Intake
    ) -> ServerBootstrap {
        let memory = MailMemory(bytes: limits.heldBytes)
        let hostName = hostName()
        return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // The handler asks for each piece by itself.
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            // A client may close its side and still wait for the replies.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let session = LMTPSession(
                        hostName: hostName,
                        limits: limits,
                        refusal: connections.admit(channel)
                    )
                    let handler = LMTPHandler(session: session, memory: memory, intake: intake)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
    }

    private static func intake(_ queue: IntakeQueue, _ logger: Logger) -> LMTPHandler.Intake {
        { mail, loop in
            loop.makeFutureWithTask {
                do {
                    let result = try await queue.receive(
                        raw: mail.bytes,
                        cutFrom: mail.cutFrom,
                        source: "lmtp"
                    )
                    return .stored("mail \(result.mailID), \(result.outcome.rawValue)")
                } catch {
                    logger.error("a mail could not be stored", metadata: ["error": "\(error)"])
                    return .tryAgain
                }
            }
        }
    }
}
