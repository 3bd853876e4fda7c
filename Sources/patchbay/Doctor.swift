import ArgumentParser
import TrackerServer
import TrackerStore

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that what the database keeps twice is the same.",
        discussion: """
            The number of rows in each list is kept, so that lists need not count, and so is what \
            lists show of a series: states, trailers, checks, comments. This works both out anew and \
            compares; it takes about a minute for a million patches, and mail that comes in \
            meanwhile waits. The exit status is 1 if something is wrong.

            Example:
              patchbay doctor --repair
            """
    )

    @OptionGroup var site: SiteOptions

    @Flag(help: "Keep what was worked out.")
    var repair = false

    func run() async throws {
        let wrong = try await site.withStore { store in
            if repair {
                try await store.recountLists()
                try await store.gatherSeriesFacts()
                return (counts: 0, series: 0)
            }
            return (try await store.wrongTallies(), try await store.wrongSeriesFacts())
        }
        if repair {
            print("All lists were counted, all series looked through.")
            return
        }
        if wrong.counts > 0 { print("\(Terminal.grouped(wrong.counts)) counts are wrong.") }
        if wrong.series > 0 {
            print("\(Terminal.grouped(wrong.series)) series are shown otherwise than they are.")
        }
        guard wrong == (0, 0) else {
            print("patchbay doctor --repair puts them right.")
            throw ExitCode(1)
        }
        print("Nothing is wrong.")
    }
}
