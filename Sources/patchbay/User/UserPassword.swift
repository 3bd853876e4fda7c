import ArgumentParser
import TrackerModel
import TrackerStore

struct UserPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set a user's password: one line of standard input. All browsers are signed out.",
        discussion: """
            Examples:
              patchbay user password ada
              echo "$PASSWORD" | patchbay user password ada
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The user's name.")
    var username: String

    func run() async throws {
        guard let password = Terminal.readPassword(), !password.isEmpty else {
            throw CommandFailure("a password is needed: one line on standard input")
        }
        guard let hash = PasswordHash(of: password) else {
            throw CommandFailure("the system gives no random numbers")
        }
        try await site.withStore { try await $0.changePassword(username: username, to: hash) }
        print("The password of \(username) is set.")
    }
}
