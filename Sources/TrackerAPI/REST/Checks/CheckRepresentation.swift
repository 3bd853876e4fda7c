import TrackerModel
import TrackerStore

/// A check, the same in lists and alone (rest-api, section 2.5).
struct CheckRepresentation: Representation {
    let check: CheckRecord

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", check.id)
        fields.write("url", links.check(check.id, patch: check.patchID))
        fields.write("user", EmbeddedUser(account: check.account))
        fields.write("date", APIDate(check.date))
        fields.write("state", check.state.word)
        fields.write("target_url", check.targetURL)
        fields.write("context", check.context)
        fields.write("description", check.description)
    }
}

/// A check within an event (rest-api, section 2.10).
struct EmbeddedCheck: Representation {
    let check: CheckReference

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", check.id)
        fields.write("url", links.check(check.id, patch: check.patchID))
        fields.write("date", APIDate(check.date))
        fields.write("state", check.state.word)
        fields.write("target_url", check.targetURL)
        fields.write("context", check.context)
    }
}
