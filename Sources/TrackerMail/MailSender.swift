import Dispatch
package import MailParsing
import Synchronization

/// Why a mail could not be sent; nothing of it was.
package struct MailFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence for the log of the operator.
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Hands mails of the site over to a mail server of this machine, which queues them, signs them and
/// brings them to where they go.
package final class MailSender: Sendable {
    /// By which door mails leave.
    package enum Way: Hashable, Sendable {
        /// A program that takes a mail on standard input, as `/usr/sbin/sendmail -i -t` does.
        case sendmail(path: String)
        /// A mail server that speaks SMTP without asking who one is.
        case relay(host: String, port: Int)
    }

    package struct Settings: Sendable {
        package var way: Way
        /// Whom mails are from.
        package var author: MailAddress
        /// Where people reach the site, without a slash at the end: `https://patches.example.org`.
        ///
        /// It is not taken from the request: whoever asks for a mail to somebody else could put an
        /// address of his own there.
        package var siteURL: String

        package init(way: Way, author: MailAddress, siteURL: String) {
            self.way = way
            self.author = author
            self.siteURL = siteURL
        }
    }

    /// Mails that are handed over at a time, and mails that wait for that.
    package static let lanes = 4
    package static let queueLimit = 64
    /// How long handing one over may take, in seconds.
    package static let patience = 30

    package let settings: Settings
    private let clock: @Sendable () -> Int64
    private let underWay = Mutex(0)
    private let threads = DispatchQueue(label: "patchbay.mail", attributes: .concurrent)
    private let free = DispatchSemaphore(value: MailSender.lanes)

    /// - Parameters:
    ///   - settings: How mails leave, and whom they are from.
    ///   - clock: Gives the time in microseconds since 1970.
    package init(settings: Settings, clock: @escaping @Sendable () -> Int64) {
        self.settings = settings
        self.clock = clock
    }

    /// Hands a mail over. When this returns, the mail server has it.
    ///
    /// - Parameter mail: What is sent.
    /// - Throws: ``MailFailure``, after at most ``patience`` seconds and the wait for a free lane.
    package func send(_ mail: OutgoingMail) async throws {
        guard OutgoingMail.canReach(mail.recipient) else {
            throw MailFailure("no mail can be sent to such an address")
        }
        let composer = MailComposer(author: settings.author)
        guard let messageID = composer.newMessageID() else {
            throw MailFailure("the system gives no random numbers")
        }
        let lines = composer.lines(of: mail, messageID: messageID, date: clock())
        let (way, sender) = (settings.way, settings.author.address)
        try await onThread {
            switch way {
            case .sendmail(let path):
                try SendmailProcess.send(lines, by: path, within: Self.patience)
            case .relay(let host, let port):
                try SMTPConnection.send(
                    lines,
                    from: sender,
                    to: mail.recipient,
                    by: (host, port),
                    within: Self.patience
                )
            }
        }
    }

    /// Makes sure that a mail could be handed over now: the program is there, or the mail server says
    /// that it is ready.
    ///
    /// - Throws: ``MailFailure``.
    package func check() async throws {
        let (way, sender) = (settings.way, settings.author.address)
        try await onThread {
            switch way {
            case .sendmail(let path): try SendmailProcess.check(path)
            case .relay(let host, let port):
                try SMTPConnection.check(from: sender, by: (host, port), within: Self.patience)
            }
        }
    }

    /// Runs what blocks on a thread of its own.
    private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
        let isFull = underWay.withLock { count in
            guard count < Self.lanes + Self.queueLimit else { return true }
            count += 1
            return false
        }
        guard !isFull else { throw MailFailure("too many mails are being sent") }
        defer { underWay.withLock { $0 -= 1 } }
        let free = free
        try await withCheckedThrowingContinuation { continuation in
            threads.async {
                free.wait()
                defer { free.signal() }
                continuation.resume(with: Result(catching: body))
            }
        }
    }
}
