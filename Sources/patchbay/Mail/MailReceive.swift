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
            let mail = IncomingMail(raw: try Self.readMail(), givenListID: listID, source: "pipe")
            let store = try await site.databaseURL().open()
            result = try await MailReceiver(store: store).receive(mail)
            await store.close()
        } catch {
            Terminal.note("patchbay: the mail is not stored, try again later: \(error)")
            throw Self.temporaryFailure
        }
        if verbose {
            print("mail \(result.mailID): \(result.outcome.rawValue): \(result.reason)")
        }
    }

    private static func readMail() throws -> [UInt8] {
        let data = try FileHandle.standardInput.read(upToCount: MailSizeLimit.bytes)
        return [UInt8](data ?? Data())
    }
}
