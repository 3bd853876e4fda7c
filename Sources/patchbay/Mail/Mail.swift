import ArgumentParser

struct Mail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take mail in, and see what became of it.",
        subcommands: [
            MailReceive.self, MailImport.self, MailFollow.self, MailList.self, MailShow.self,
            MailRetry.self, MailReparse.self,
        ]
    )
}
