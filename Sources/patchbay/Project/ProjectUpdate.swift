import ArgumentParser
import TrackerModel
import TrackerStore

struct ProjectUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change what a project does with new versions of patches.",
        discussion: """
            Example:
              patchbay project update widget --supersede on
            """
    )

    /// A setting that is there or not.
    enum Switch: String, ExpressibleByArgument, CaseIterable {
        case on, off
    }

    @OptionGroup var site: SiteOptions

    @Argument(help: "The project's link name.")
    var linkName: String

    @Option(help: "A new version that arrives makes the open patches that it replaces superseded.")
    var supersede: Switch?

    @Option(help: "Patches are related to their other versions, for clients that ask.")
    var relate: Switch?

    func validate() throws {
        guard supersede != nil || relate != nil else {
            throw ValidationError("nothing to change: use --supersede or --relate")
        }
    }

    func run() async throws {
        try await site.withStore { store in
            let found = try await store.projects().first { $0.linkName == linkName }
            guard var project = found else {
                throw CommandFailure("there is no project '\(linkName)'; see patchbay project list")
            }
            project.supersedes = supersede.map { $0 == .on } ?? project.supersedes
            project.relates = relate.map { $0 == .on } ?? project.relates
            try await store.editProject(project, by: .operatorOfSite)
        }
        print("The settings of \(linkName) are saved.")
    }
}
