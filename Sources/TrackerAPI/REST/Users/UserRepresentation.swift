import TrackerModel
import TrackerStore

/// A user, in lists and within other objects (rest-api, sections 2.8 and 2.10).
struct EmbeddedUser: Representation {
    let account: Account

    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("id", account.id)
        fields.write("url", links.user(account.id))
        fields.write("username", account.username)
        fields.write("first_name", account.firstName)
        fields.write("last_name", account.lastName)
        fields.write("email", account.email)
    }
}

/// A user in full. Only the user itself sees the settings (rest-api, section 2.8).
struct UserRepresentation: Representation {
    let detail: AccountDetail
    let isViewer: Bool

    func writeFields(to fields: inout FieldWriter) {
        EmbeddedUser(account: detail.account).writeFields(to: &fields)
        guard isViewer else { return }
        fields.write("settings", Settings(settings: detail.settings), since: .v1_2)
    }

    private struct Settings: Representation {
        let settings: AccountSettings

        func writeFields(to fields: inout FieldWriter) {
            fields.write("send_email", settings.sendsEmail)
            fields.write("items_per_page", Int64(settings.itemsPerPage))
            fields.write("show_ids", settings.showsIDs)
        }
    }
}
