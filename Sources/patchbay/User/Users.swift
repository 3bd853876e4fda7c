import ArgumentParser
import TrackerModel
import TrackerStore

struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Make users and their tokens.",
        subcommands: [
            UserCreate.self, UserPassword.self, UserToken.self, UserTokens.self, UserRevoke.self,
            UserList.self,
        ]
    )
}

struct UserCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a user. The password is one line of standard input.",
        discussion: """
            Examples:
              patchbay user create ada --email ada@example.org --maintainer-of widget
              echo "$PASSWORD" | patchbay user create ci-robot --email ci@example.org
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The name to sign in with.")
    var username: String

    @Option(help: "The address; mails from it belong to the user.")
    var email: String

    @Option var firstName = ""
    @Option var lastName = ""

    @Flag(help: "May administer the site.")
    var superuser = false

    @Option(
        help: ArgumentHelp(
            "A project that the user maintains; may be repeated.",
            valueName: "link-name"
        )
    )
    var maintainerOf: [String] = []

    func validate() throws {
        guard !username.isEmpty, username.count <= 150, !username.contains(where: \.isWhitespace)
        else {
            throw ValidationError("a user name has 1 to 150 characters and no blanks")
        }
        guard email.contains("@") else { throw ValidationError("'\(email)' is no mail address") }
    }

    func run() async throws {
        guard let password = Terminal.readPassword(), !password.isEmpty else {
            throw CommandFailure("a password is needed: one line on standard input")
        }
        guard let hash = PasswordHash(of: password) else {
            throw CommandFailure("the system gives no random numbers")
        }
        var account = Store.NewAccount(username: username, email: email, password: hash)
        account.firstName = firstName
        account.lastName = lastName
        account.isSuperuser = superuser
        account.maintains = maintainerOf
        let wanted = account
        let created = try await site.withStore { try await $0.createAccount(wanted) }
        print("Made user \(created.id), \(created.username).")
    }
}
