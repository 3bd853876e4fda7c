import ArgumentParser
import Foundation
import TrackerModel
import TrackerStore

struct MailShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what became of a mail, and why.",
        discussion: """
            Examples:
              patchbay mail show 1234
              patchbay mail show '<20240101.1@example.org>'
              patchbay mail show 1234 --raw > mail.eml
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The mail's number or message-id.")
    var mail: String

    @Flag(help: "Print the mail itself, byte for byte as it came.")
    var raw = false

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func run() async throws {
        let mails = try await site.withStore { try await $0.mails(named: mail) }
        guard let first = mails.first else {
            throw CommandFailure("there is no mail \(mail); see patchbay mail list")
        }
        if raw {
            let bytes = try await site.withStore { try await $0.rawMail(first.id) }
            FileHandle.standardOutput.write(Data(bytes))
            return
        }
        if json { return try Terminal.printJSON(mails.map(MailJSON.init)) }
        let fates = try await site.withStore { try await $0.fates(of: first.identity) }
        for mail in mails {
            show(mail)
            for fate in fates
            where fate.mailID == mail.id && fate.project != mail.projectLinkName {
                Terminal.printTable([
                    ["  also for", fate.project ?? "none"], ["  outcome", fate.outcome.rawValue],
                    ["  why", fate.reason],
                ])
            }
        }
    }

    private func show(_ mail: Store.MailRecord) {
        Terminal.printTable([
            ["Mail", "\(mail.id)"], ["Message-Id", mail.identity],
            ["Received", "\(Timestamp.iso(mail.received)) UTC, by \(mail.source)"],
            ["Size", "\(Terminal.grouped(Int(mail.size))) bytes"],
            ["Project", mail.projectLinkName ?? "none"],
            ["Outcome", mail.outcome.rawValue], ["Why", mail.reason],
        ])
    }
}
