import TrackerHTTP
import TrackerModel
import TrackerStore

/// A project within another object (rest-api, section 2.10).
struct EmbeddedProject: Representation {
    let project: Project

    func write(to writer: inout FieldWriter) {
        if let known = writer.projects[project.id] { return writer.json.write(json: known) }
        let start = writer.json.bytes.count
        writer.json.beginObject()
        writeFields(to: &writer)
        writer.json.endObject()
        guard writer.json.isCompact else { return }
        writer.projects[project.id] = Array(writer.json.bytes[start...])
    }

    func writeFields(to fields: inout FieldWriter) {
        ProjectFields.writeHead(of: project, to: &fields)
        ProjectFields.writeTail(of: project, to: &fields)
    }
}

/// A project in full (rest-api, section 2.9).
struct ProjectRepresentation: Representation {
    let record: ProjectRecord

    func writeFields(to fields: inout FieldWriter) {
        let project = record.project
        ProjectFields.writeHead(of: project, to: &fields)
        fields.write("maintainers", record.maintainers.map(EmbeddedUser.init))
        fields.write("subject_match", project.subjectMatch, since: .v1_1)
        ProjectFields.writeTail(of: project, to: &fields)
        fields.write("show_dependencies", project.showsDependencies, since: .v1_4)
    }
}

/// The fields that both forms of a project share.
private enum ProjectFields {
    static func writeHead(of project: Project, to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", project.id)
        fields.write("url", links.project(project.id))
        fields.write("name", project.name)
        fields.write("link_name", project.linkName)
        fields.write("list_id", project.listID)
        fields.write("list_email", project.listEmail)
        fields.write("web_url", project.webURL)
        fields.write("scm_url", project.scmURL)
        fields.write("webscm_url", project.webSCMURL)
    }

    static func writeTail(of project: Project, to fields: inout FieldWriter) {
        fields.write("list_archive_url", project.listArchiveURL, since: .v1_2)
        fields.write("list_archive_url_format", project.listArchiveURLFormat, since: .v1_2)
        fields.write("commit_url_format", project.commitURLFormat, since: .v1_2)
    }
}
