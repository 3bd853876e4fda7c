import TrackerHTTP
import TrackerModel
import TrackerStore

/// A request to a page that only some may use, and who makes it.
struct AdministrationCall: Sendable {
    let request: Request
    let session: WebSession
    let rights: AdministrationRights
    /// What was sent and refused, to be shown again.
    var sent: Query?
    var faults = FieldFaults()

    var author: ChangeAuthor { ChangeAuthor(account: session.account, way: .page) }

    /// What a field shows: what was sent by this form and refused, or else what is stored.
    func value(_ field: String, of form: String, or stored: String) -> String {
        guard let sent, sent.last("form") == form else { return stored }
        return sent.last(field) ?? ""
    }

    /// The same for a box that can be ticked.
    func isOn(_ field: String, of form: String, or stored: Bool) -> Bool {
        guard let sent, sent.last("form") == form else { return stored }
        return sent.last(field) != nil
    }

    /// What is wrong with a field of a form.
    func faults(_ field: String, of form: String) -> [String] {
        sent?.last("form") == form ? faults.messages(for: field) : []
    }

    /// One value of the query, without the white space around it.
    func asked(_ key: String) -> String { request.query.last(key)?.trimmed ?? "" }

    /// The words of the query by which a list is searched: enough for any name.
    var terms: [String] {
        asked("q").prefix(200).split(whereSeparator: \.isWhitespace).prefix(8).map(String.init)
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
