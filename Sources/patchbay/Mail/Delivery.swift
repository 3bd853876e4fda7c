import ArgumentParser
import Foundation
import TrackerIntake
import TrackerModel
import TrackerServer
import TrackerStore

/// The delivery of one mail from standard input: what `mail receive` does.
struct Delivery {
    var database: String?
    /// The list that the mail came from, if somebody says so.
    var listID: String?
    /// Whether to say what became of the mail.
    var isVerbose = false

    func run() async throws {
        let result: IntakeResult
        do {
            let mail = try readMail()
            let url = try SiteOptions.databaseURL(given: database)
            let store = try await url.open(for: .delivery)
            result = try await MailReceiver(store: store, origin: .arrival).receive(mail)
            await store.close()
        } catch {
            Terminal.note("patchbay: the mail is not stored, try again later: \(error)")
            throw ExitCode.temporaryFailure
        }
        if isVerbose {
            let reason = Terminal.harmless(result.reason)
            print("mail \(result.mailID): \(result.outcome.rawValue): \(reason)")
        }
    }

    /// Reads to the end, so that the mail server can write all of it, also what is not kept.
    private func readMail() throws -> IncomingMail {
        let input = FileHandle.standardInput
        let kept = try input.read(upToCount: MailSizeLimit.bytes) ?? Data()
        var size = Int64(kept.count)
        while let more = try input.read(upToCount: 1 << 20), !more.isEmpty {
            size += Int64(more.count)
        }
        return IncomingMail(
            raw: [UInt8](kept),
            givenListID: listID,
            source: "pipe",
            cutFrom: size > Int64(kept.count) ? size : nil
        )
    }
}

extension Delivery {
    /// Reads the arguments of `mail receive` if they are plain: full names, each with its value in
    /// the next word, as in `--database sqlite:/srv/patchbay.db --list-id widget.lists.example.org`.
    ///
    /// The program is run once for each mail, and ArgumentParser takes as long as storing the mail.
    /// So it is asked only where there is more to it: other spellings, help, and what is wrong.
    init?(plain words: ArraySlice<String>) {
        var words = words
        while let name = words.popFirst() {
            if name == "--verbose" {
                isVerbose = true
                continue
            }
            guard let value = words.popFirst(), !value.hasPrefix("-") else { return nil }
            switch name {
            case "--database" where DatabaseURL(value) != nil: database = value
            case "--list-id": listID = value
            default: return nil
            }
        }
    }
}
