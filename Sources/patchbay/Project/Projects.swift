import ArgumentParser
import TrackerModel
import TrackerStore

struct Projects: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Make and look at projects.",
        subcommands: [
            ProjectCreate.self, ProjectList.self, ProjectShow.self, ProjectUpdate.self,
            ProjectDelegate.self,
        ]
    )
}

/// A project as scripts read it.
struct ProjectJSON: Encodable {
    let id: Int64
    let linkName: String
    let name: String
    let listID: String
    let listEmail: String
    let subjectMatch: String
    let patches: Int64
    let series: Int64

    enum CodingKeys: String, CodingKey {
        case id, name, patches, series
        case linkName = "link_name"
        case listID = "list_id"
        case listEmail = "list_email"
        case subjectMatch = "subject_match"
    }

    init(_ summary: Store.ProjectSummary) {
        id = summary.project.id
        linkName = summary.project.linkName
        name = summary.project.name
        listID = summary.project.listID
        listEmail = summary.project.listEmail
        subjectMatch = summary.project.subjectMatch
        patches = summary.patches
        series = summary.series
    }
}
