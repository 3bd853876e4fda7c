import TrackerModel
import TrackerStore

/// A comment, the same in lists and alone (rest-api, section 2.6).
struct CommentRepresentation: Representation {
    let comment: CommentRecord

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let headers = HeaderObject(parsing: comment.body.headers)
        let archive = comment.project.archiveURL(messageID: comment.messageID)
        fields.write("id", comment.id)
        fields.write("url", links.comment(comment.id, on: comment.parent), since: .v1_3)
        fields.write("web_url", links.page(ofComment: comment.id), since: .v1_1)
        fields.write("msgid", comment.messageID)
        fields.write("list_archive_url", archive, since: .v1_2)
        fields.write("date", APIDate(comment.date))
        fields.write("subject", headers.first("subject") ?? "")
        fields.write("submitter", EmbeddedPerson(person: comment.submitter))
        fields.write("content", comment.body.content)
        fields.write("headers", headers)
        fields.write("addressed", comment.isAddressed, since: .v1_3)
    }
}

/// A comment within an event (rest-api, section 2.10).
struct EmbeddedComment: Representation {
    let comment: CommentReference
    let project: Project

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", comment.id)
        fields.write("url", links.comment(comment.id, on: comment.parent))
        fields.write("web_url", links.page(ofComment: comment.id))
        fields.write("msgid", comment.messageID)
        fields.write("list_archive_url", project.archiveURL(messageID: comment.messageID))
        fields.write("date", APIDate(comment.date))
    }
}
