import ArgumentParser
import TrackerServer
import TrackerStore

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that what the database keeps twice is the same.",
        discussion: """
            The number of rows in each list is kept, so that lists need not count. This counts anew \
            and compares; it takes about half a minute for a million patches, and mail that comes in \
            meanwhile waits. The exit status is 1 if something is wrong.

            Example:
              patchbay doctor --repair
            """
    )

    @OptionGroup var site: SiteOptions

    @Flag(help: "Keep what was counted.")
    var repair = false

    func run() async throws {
        let wrong = try await site.withStore { store in
            if repair {
                try await store.recountLists()
                return 0
            }
            return try await store.wrongTallies()
        }
        if repair {
            print("All lists were counted.")
        } else if wrong == 0 {
            print("Nothing is wrong.")
        } else {
            print(
                "\(Terminal.grouped(wrong)) counts are wrong; patchbay doctor --repair puts them right."
            )
            throw ExitCode(1)
        }
    }
}
