import ArgumentParser
import TrackerModel
import TrackerStore

struct ProjectList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the projects."
    )

    @OptionGroup var site: SiteOptions

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func run() async throws {
        let projects = try await site.withStore { try await $0.projectSummaries() }
        if json { return try Terminal.printJSON(projects.map(ProjectJSON.init)) }
        guard !projects.isEmpty else {
            print("There is no project yet. Make one: patchbay project create --help")
            return
        }
        Terminal.printTable(
            [["ID", "LINK NAME", "PATCHES", "SERIES", "LIST ID", "NAME"]]
                + projects.map { summary in
                    [
                        "\(summary.project.id)", summary.project.linkName,
                        Terminal.grouped(Int(summary.patches)),
                        Terminal.grouped(Int(summary.series)),
                        summary.project.listID, summary.project.name,
                    ]
                }
        )
    }
}

struct ProjectShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one project, with its maintainers and delegation rules."
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The project's link name.")
    var linkName: String

    @Flag(help: "Print JSON for scripts.")
    var json = false

    func run() async throws {
        let found = try await site.withStore { try await $0.projectSummaries() }
            .first { $0.project.linkName == linkName }
        guard let found else {
            throw CommandFailure("there is no project '\(linkName)'; see patchbay project list")
        }
        if json { return try Terminal.printJSON(ProjectJSON(found)) }
        let project = found.project
        let rows: [(String, String)] = [
            ("ID", "\(project.id)"), ("Link name", project.linkName), ("Name", project.name),
            ("List id", project.listID), ("List address", project.listEmail),
            ("Subject filter", project.subjectMatch), ("Web site", project.webURL ?? ""),
            ("Source", project.scmURL ?? ""), ("Archive", project.listArchiveURL ?? ""),
            ("Archive of a message", project.listArchiveURLFormat ?? ""),
            ("Maintainers", found.maintainers.joined(separator: ", ")),
            ("Patches", Terminal.grouped(Int(found.patches))),
            ("Series", Terminal.grouped(Int(found.series))),
        ]
        Terminal.printTable(rows.filter { !$0.1.isEmpty }.map { [$0.0, $0.1] })
        for rule in found.rules {
            print("Delegates \(rule.path) to \(rule.username) (priority \(rule.priority))")
        }
    }
}
