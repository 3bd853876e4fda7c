import NIOCore

/// Carries out what an ``LMTPSession`` says, on the event loop of its connection.
///
/// It reads from the socket only when the session can go on. So the system's buffers press back on a
/// client that sends faster than its mails are stored, or does not read the replies.
final class LMTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Sent through the pipeline when the server ends.
    struct ServerEnds: Sendable {}

    /// Stores a mail.
    typealias Intake = @Sendable (LMTPMail, any EventLoop) -> EventLoopFuture<LMTPVerdict>

    private var session: LMTPSession
    private let intake: Intake
    private var share: MailMemoryShare
    private let alarm = LMTPAlarm()
    private var timedStep = -1
    private var isReading = false
    private var isInputClosed = false
    /// The time that the end of the server leaves for a mail is over.
    private var isOverdue = false

    init(session: LMTPSession, memory: MailMemory, intake: @escaping Intake) {
        self.session = session
        self.intake = intake
        share = MailMemoryShare(of: memory, free: session.limits.freeBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { proceed(context) }
    }

    func channelActive(context: ChannelHandlerContext) { proceed(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        session.receive(unwrapInboundIn(data).readableBytesView)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        proceed(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { proceed(context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ServerEnds: end(context)
        case ChannelEvent.inputClosed:
            isInputClosed = true
            proceed(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm.stop()
        // A mail that is being stored stays in memory until it is.
        if !session.isStoring { share.giveBack() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The client is gone, or as good as gone.
        context.close(promise: nil)
    }

    /// Does what can be done, and reads on if more is needed for the next step.
    private func proceed(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        while context.channel.isWritable, let action = session.next() {
            switch action {
            case .reply(let reply):
                context.write(wrapOutboundOut(ByteBuffer(string: reply.text)), promise: nil)
            case .takeIn(let mail): store(mail, context)
            case .close: return close(context)
            }
        }
        // A mail that is complete already had its place up to the last piece.
        if !share.resize(to: session.heldBytes), session.isReceivingMail {
            session.dropMail()
            share.giveBack()
        }
        setAlarm(context)
        context.flush()
        readOn(context)
    }

    private func readOn(_ context: ChannelHandlerContext) {
        guard context.channel.isWritable, !session.isStoring, !session.isClosed else { return }
        if isInputClosed {
            close(context)
        } else if !isReading {
            isReading = true
            context.read()
        }
    }

    private func close(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        context.flush()
        context.close(promise: nil)
    }

    private func store(_ mail: LMTPMail, _ context: ChannelHandlerContext) {
        intake(mail, context.eventLoop).assumeIsolated().whenComplete { [self] result in
            session.finishMail((try? result.get()) ?? .tryAgain)
            share.giveBack()
            proceed(context)
            if isOverdue { close(context) }
        }
    }

    /// Each step of the client has its time. Storing has none: the client waits for us.
    private func setAlarm(_ context: ChannelHandlerContext) {
        guard session.steps != timedStep else { return }
        timedStep = session.steps
        let limits = session.limits
        let time = session.isReceivingMail ? limits.mailTimeout : limits.commandTimeout
        let deadline = session.isStoring ? nil : context.eventLoop.now + time
        alarm.set(deadline, on: context.eventLoop) { [self] in
            session.timeOut()
            proceed(context)
            // Also if it does not take the last words.
            close(context)
        }
    }

    private func end(_ context: ChannelHandlerContext) {
        session.shutDown()
        let time = session.limits.closingTimeout
        context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
            isOverdue = true
            session.shutDownNow()
            proceed(context)
            if !session.isStoring { close(context) }
        }
        proceed(context)
    }
}
