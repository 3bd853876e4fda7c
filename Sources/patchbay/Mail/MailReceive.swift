import ArgumentParser
import Foundation
import TrackerIntake
import TrackerModel
import TrackerServer
import TrackerStore

struct MailReceive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Take in one mail from standard input, as a mail server pipes it.",
        discussion: """
            Exit status 0: the mail is stored durably, whatever it is. 75: it could not be stored, \
            keep it and try again. 64: wrong arguments.

            Postfix, in /etc/aliases:
              patchbay: "|/usr/bin/patchbay mail receive --database sqlite:/var/lib/patchbay/patchbay.db"
            By hand:
              patchbay mail receive < mail.eml
            """
    )

    @OptionGroup var site: SiteOptions

    @Option(help: "The list that the mail came from; then its own headers do not count.")
    var listID: String?

    @Flag(help: "Say what became of the mail.")
    var verbose = false

    /// EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and tries again.
    private static let temporaryFailure = ExitCode(75)

    func run() async throws {
        let result: IntakeResult
        do {
            let mail = try Self.readMail(givenListID: listID)
            let store = try await site.databaseURL().open()
            result = try await MailReceiver(store: store).receive(mail)
            await store.close()
        } catch {
            Terminal.note("patchbay: the mail is not stored, try again later: \(error)")
            throw Self.temporaryFailure
        }
        if verbose {
            let reason = Terminal.harmless(result.reason)
            print("mail \(result.mailID): \(result.outcome.rawValue): \(reason)")
        }
    }

    /// Reads to the end, so that the mail server can write all of it, also what is not kept.
    private static func readMail(givenListID: String?) throws -> IncomingMail {
        let input = FileHandle.standardInput
        let kept = try input.read(upToCount: MailSizeLimit.bytes) ?? Data()
        var size = Int64(kept.count)
        while let more = try input.read(upToCount: 1 << 20), !more.isEmpty {
            size += Int64(more.count)
        }
        return IncomingMail(
            raw: [UInt8](kept),
            givenListID: givenListID,
            source: "pipe",
            cutFrom: size > Int64(kept.count) ? size : nil
        )
    }
}
