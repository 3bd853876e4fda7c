import NIOCore
import NIOEmbedded
import Synchronization

@testable import TrackerLMTP

/// A client's connection to a handler.
final class TestConnection {
    let channel = EmbeddedChannel()
    private let intake = HeldIntake()
    private let reads = ReadCounter()

    init(limits: LMTPLimits = LMTPLimits(), memory: MailMemory = MailMemory(bytes: 1_000)) throws {
        let handler = LMTPHandler(
            session: LMTPSession(hostName: "patches.test", limits: limits),
            memory: memory,
            intake: { [intake] mail, loop in intake.take(mail, on: loop) }
        )
        try channel.pipeline.syncOperations.addHandlers(reads, handler)
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/test")).wait()
    }

    var isOpen: Bool { channel.isActive }

    /// Whether the handler waits for bytes.
    var isReading: Bool { reads.isReading }

    /// The mails that the handler handed over.
    var mails: [LMTPMail] { intake.mails }

    func send(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

    /// The lines that the server has said since the last call.
    func replies() -> [String] {
        var text = ""
        while let piece = try? channel.readOutbound(as: ByteBuffer.self) {
            text += String(buffer: piece)
        }
        return text.split(separator: "\r\n").map(String.init)
    }

    func advance(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    func endServer() {
        channel.pipeline.fireUserInboundEventTriggered(LMTPHandler.ServerEnds())
    }

    /// Says what became of the last mail.
    func finish(_ result: Result<LMTPVerdict, any Error>) {
        intake.finish(result)
        channel.embeddedEventLoop.run()
    }
}

/// Keeps mails until the test says what became of them.
private final class HeldIntake: Sendable {
    private let taken = Mutex<(mails: [LMTPMail], last: EventLoopPromise<LMTPVerdict>?)>(([], nil))

    var mails: [LMTPMail] { taken.withLock(\.mails) }

    func take(_ mail: LMTPMail, on loop: any EventLoop) -> EventLoopFuture<LMTPVerdict> {
        let promise = loop.makePromise(of: LMTPVerdict.self)
        taken.withLock { taken in
            taken.mails.append(mail)
            taken.last = promise
        }
        return promise.futureResult
    }

    func finish(_ result: Result<LMTPVerdict, any Error>) {
        let promise = taken.withLock { taken in
            defer { taken.last = nil }
            return taken.last
        }
        promise?.completeWith(result)
    }
}

/// Notes whether bytes are asked for.
private final class ReadCounter: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private(set) var isReading = false

    func read(context: ChannelHandlerContext) {
        isReading = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = false
        context.fireChannelRead(data)
    }
}
