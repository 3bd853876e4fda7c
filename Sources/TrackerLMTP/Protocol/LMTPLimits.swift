package import NIOCore
import TrackerIntake

/// How much one client, and all together, may ask for.
package struct LMTPLimits: Sendable {
    /// The largest mail that is kept whole, announced as `SIZE`.
    package var mailBytes = MailSizeLimit.bytes
    /// The longest command, with its CR LF.
    package var lineBytes = 2_048
    /// Recipients of one mail (RFC 5321, 4.5.3.1.8 asks for no fewer).
    package var recipients = 100
    /// Commands of one connection that are wrong.
    package var errors = 20
    /// Connections at the same time.
    package var connections = 200
    /// Bytes of mails that are in memory at the same time and not stored yet: four of the largest.
    package var heldBytes = 4 * MailSizeLimit.bytes
    /// Bytes of each mail that do not count, so that large mails do not keep ordinary ones out.
    package var freeBytes = 64 << 10
    /// From one command to the next.
    package var commandTimeout = TimeAmount.minutes(5)
    /// From `DATA` to the end of the mail.
    package var mailTimeout = TimeAmount.minutes(10)
    /// How long a client that is sending a mail may go on when the server is told to end.
    package var closingTimeout = TimeAmount.seconds(30)

    package init() {}
}
