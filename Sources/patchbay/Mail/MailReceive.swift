import ArgumentParser

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

    func run() async throws {
        try await Delivery(database: site.database, listID: listID, isVerbose: verbose).run()
    }
}
