import ArgumentParser
import TrackerModel
import TrackerStore

struct ProjectDelegate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate",
        abstract: "Delegate patches that touch certain files to a user.",
        discussion: """
            Example:
              patchbay project delegate widget --path 'drivers/net/*' --user ada --priority 10

            * also matches slashes. A patch is delegated if all its files go to the same user; the \
            rule with the highest priority decides for a file.
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The project's link name.")
    var linkName: String

    @Option(help: "A pattern for whole file names: *, ?, [set], [!set].")
    var path: String

    @Option(help: "The user who gets the patches.")
    var user: String

    @Option(help: "Higher goes first.")
    var priority = 0

    func run() async throws {
        try await site.withStore { store in
            _ = try await store.projectID(linkName: linkName)
            guard try await store.accountRecord(user) != nil else {
                throw CommandFailure("there is no user '\(user)'; see patchbay user list")
            }
            try await store.addDelegationRule(
                DelegationDraft(path: path, username: user, priority: Int64(priority)),
                to: linkName,
                by: .operatorOfSite
            )
        }
        print("Patches of \(linkName) that touch \(path) go to \(user).")
    }
}
