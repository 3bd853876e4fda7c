import TrackerModel
import TrackerStore

/// A cover letter within another object (rest-api, section 2.10).
struct EmbeddedCover: Representation {
    let cover: MailReference

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let page = links.page(ofCover: cover)
        fields.write("id", cover.id)
        fields.write("url", links.cover(cover.id))
        fields.write("web_url", page, since: .v1_1)
        fields.write("msgid", cover.messageID)
        fields.write("list_archive_url", cover.archiveURL, since: .v1_2)
        fields.write("date", APIDate(cover.date))
        fields.write("name", cover.name)
        fields.write("mbox", page + "mbox/", since: .v1_1)
    }
}

/// A cover letter as lists show it (rest-api, section 2.2, rows 1 to 12).
struct CoverRepresentation: Representation {
    let cover: CoverRecord

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let mail = cover.reference
        let page = links.page(ofCover: mail)
        fields.write("id", mail.id)
        fields.write("url", links.cover(mail.id))
        fields.write("web_url", page, since: .v1_1)
        fields.write("project", EmbeddedProject(project: mail.project))
        fields.write("msgid", mail.messageID)
        fields.write("list_archive_url", mail.archiveURL, since: .v1_2)
        fields.write("date", APIDate(mail.date))
        fields.write("name", mail.name)
        fields.write("submitter", EmbeddedPerson(person: cover.submitter))
        fields.write("mbox", page + "mbox/", since: .v1_1)
        fields.write("series", [cover.series].compactMap { $0 }.map(EmbeddedSeries.init))
        fields.write("comments", links.comments(on: .cover(mail.id)), since: .v1_1)
    }
}

/// A cover letter in full (rest-api, section 2.2).
struct CoverDetailRepresentation: Representation {
    let detail: CoverDetail

    func writeFields(to fields: inout FieldWriter) {
        CoverRepresentation(cover: detail.cover).writeFields(to: &fields)
        fields.write("headers", HeaderObject(parsing: detail.body.headers))
        fields.write("content", detail.body.content)
    }
}
