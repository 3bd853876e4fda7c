import ArgumentParser
import TrackerModel
import TrackerStore

struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the users."
    )

    @OptionGroup var site: SiteOptions

    @Flag(help: "Print JSON for scripts.")
    var json = false

    private struct UserJSON: Encodable {
        let id: Int64
        let username: String
        let email: String
        let name: String
        let active: Bool
        let superuser: Bool
        let maintains: [String]
    }

    func run() async throws {
        let users = try await site.withStore { try await $0.accountSummaries() }
        if json {
            return try Terminal.printJSON(
                users.map { user in
                    UserJSON(
                        id: user.account.id,
                        username: user.account.username,
                        email: user.account.email,
                        name: user.account.displayName,
                        active: user.isActive,
                        superuser: user.isSuperuser,
                        maintains: user.maintains
                    )
                }
            )
        }
        guard !users.isEmpty else {
            print("There is no user yet. Make one: patchbay user create --help")
            return
        }
        Terminal.printTable(
            [["ID", "USER", "EMAIL", "NAME", "MAINTAINS"]]
                + users.map { user in
                    [
                        "\(user.account.id)", user.account.username, user.account.email,
                        user.account.displayName, user.maintains.joined(separator: ", "),
                    ]
                }
        )
    }
}
