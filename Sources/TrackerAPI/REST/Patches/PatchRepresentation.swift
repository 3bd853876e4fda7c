import PatchParsing
import TrackerModel
import TrackerStore

/// A patch within another object (rest-api, section 2.10).
struct EmbeddedPatch: Representation {
    let patch: MailReference

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let page = links.page(ofPatch: patch)
        fields.write("id", patch.id)
        fields.write("url", links.patch(patch.id))
        fields.write("web_url", page, since: .v1_1)
        fields.write("msgid", patch.messageID)
        fields.write("list_archive_url", patch.archiveURL, since: .v1_2)
        fields.write("date", APIDate(patch.date))
        fields.write("name", patch.name)
        fields.write("mbox", page + "mbox/")
    }
}

/// A patch as lists show it (rest-api, section 2.1, rows 1 to 22).
struct PatchRepresentation: Representation {
    let patch: PatchRecord

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        let mail = patch.reference
        let page = links.page(ofPatch: mail)
        fields.write("id", mail.id)
        fields.write("url", links.patch(mail.id))
        fields.write("web_url", page, since: .v1_1)
        fields.write("project", EmbeddedProject(project: mail.project))
        fields.write("msgid", mail.messageID)
        fields.write("list_archive_url", mail.archiveURL, since: .v1_2)
        fields.write("date", APIDate(mail.date))
        fields.write("name", mail.name)
        fields.write("commit_ref", patch.commitRef)
        fields.write("pull_url", patch.pullURL)
        fields.write("state", patch.stateSlug)
        fields.write("archived", patch.isArchived)
        fields.write("hash", patch.hash)
        fields.write("submitter", EmbeddedPerson(person: patch.submitter))
        fields.write("delegate", patch.delegate.map(EmbeddedUser.init))
        fields.write("mbox", page + "mbox/")
        // An array for historical reasons: a patch is in one series at most.
        fields.write("series", [patch.series].compactMap { $0 }.map(EmbeddedSeries.init))
        fields.write("comments", links.comments(on: .patch(mail.id)), since: .v1_1)
        fields.write("check", patch.checkState.word)
        fields.write("checks", links.checks(ofPatch: mail.id))
        // Always empty in all versions there are (Q6).
        fields.write("tags", EmptyObject())
        fields.write("related", patch.related.map(EmbeddedPatch.init), since: .v1_2)
    }
}

/// A patch in full (rest-api, section 2.1).
struct PatchDetailRepresentation: Representation {
    let detail: PatchDetail

    func writeFields(to fields: inout FieldWriter) {
        PatchRepresentation(patch: detail.patch).writeFields(to: &fields)
        fields.write("headers", HeaderObject(parsing: detail.body.headers))
        fields.write("content", detail.body.content)
        fields.write("diff", detail.body.diff)
        fields.write("prefixes", PatchSubject.prefixes(inName: detail.patch.reference.name))
    }
}

extension MailReference {
    /// Where the archive of the list has the mail, if the project says so.
    var archiveURL: String? { project.archiveURL(messageID: messageID) }
}
