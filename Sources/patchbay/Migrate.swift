import ArgumentParser
import TrackerServer
import TrackerStore

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the schema, or bring an older one up to date.",
        discussion: """
            Every command does so by itself; this one only says what it did. Make a backup first.
            """
    )

    @OptionGroup var site: SiteOptions

    func run() async throws {
        do {
            let database = try site.databaseURL().database()
            let report = try await Store.migrate(database)
            await database.close()
            if report.steps.isEmpty {
                print("The schema is up to date (version \(report.to)).")
            } else {
                print("Brought the schema from version \(report.from) to \(report.to):")
                for step in report.steps { print("  \(step)") }
            }
        } catch let error as StoreError {
            throw CommandFailure(error.message)
        }
    }
}
