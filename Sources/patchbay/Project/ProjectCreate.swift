import ArgumentParser
import TrackerModel
import TrackerStore

struct ProjectCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract:
            "Make a project: one mailing list, or the part of one that a subject filter picks.",
        discussion: """
            Example:
              patchbay project create widget --name "Widget tools" \\
                  --list-id widget.lists.example.org --list-email widget@lists.example.org \\
                  --list-archive-url-format 'https://lore.example.org/widget/{}/'

            {} in a format stands for the message-id or the commit.
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The name in URLs: letters, digits, '-' and '_'.")
    var linkName: String

    @Option(help: "The name that people read.")
    var name: String

    @Option(help: "As in the list's header List-Id: widget.lists.example.org.")
    var listID: String

    @Option(help: "The address that people write to.")
    var listEmail: String

    @Option(
        help: "A regular expression; only mails whose subject it matches belong to the project."
    )
    var subjectMatch = ""

    @Option(help: "The project's web site.")
    var webURL = ""

    @Option(help: "Where to clone the source from.")
    var scmURL = ""

    @Option(name: .customLong("webscm-url"), help: "Where to browse the source.")
    var webSCMURL = ""

    @Option(help: "The list's archive.")
    var listArchiveURL = ""

    @Option(help: "Where the archive has a message: https://lore.example.org/widget/{}/")
    var listArchiveURLFormat = ""

    @Option(help: "Where to see a commit: https://git.example.org/widget/commit/{}")
    var commitURLFormat = ""

    @Flag(help: "Mail submitters when the state of their patch changes.")
    var sendNotifications = false

    @Flag(help: "Show which series depends on which.")
    var showDependencies = false

    func validate() throws {
        let isName = linkName.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
        }
        guard isName, !linkName.isEmpty else {
            throw ValidationError(
                "'\(linkName)' cannot be in a URL: use letters, digits, '-' and '_'"
            )
        }
        guard subjectMatch.isEmpty || SubjectFilter(subjectMatch) != nil else {
            throw ValidationError("--subject-match '\(subjectMatch)' is no regular expression")
        }
    }

    func run() async throws {
        var project = Project(linkName: linkName, name: name, listID: listID, listEmail: listEmail)
        project.subjectMatch = subjectMatch
        project.webURL = webURL
        project.scmURL = scmURL
        project.webSCMURL = webSCMURL
        project.listArchiveURL = listArchiveURL
        project.listArchiveURLFormat = listArchiveURLFormat
        project.commitURLFormat = commitURLFormat
        project.sendsNotifications = sendNotifications
        project.showsDependencies = showDependencies
        let wanted = project
        let created = try await site.withStore { try await $0.createProject(wanted) }
        print(
            "Made project \(created.id), \(created.linkName). Its mail comes with List-Id \(listID)."
        )
    }
}
