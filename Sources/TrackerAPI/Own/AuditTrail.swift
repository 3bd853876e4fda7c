import TrackerHTTP
import TrackerModel
import TrackerStore

/// Who changed what: `/api/patchbay/audit/`.
extension RESTRoutes {
    private static let auditLimit: ClosedRange<Int> = 1...250
    private static let standardAuditLimit = 100

    /// `GET`: the trail, oldest first, from `since_id` on.
    ///
    /// Superusers see all, others the projects that they maintain and what they did themselves.
    func auditTrail(_ call: OwnCall) async throws -> Reply {
        let view = try await auditView(call)
        let filter = try Self.auditFilter(call.query)
        var limit = Self.standardAuditLimit
        if let text = call.query.last("limit") {
            guard let number = Int(text), number > 0 else {
                throw APIFailure.field("limit", "A valid integer is required.")
            }
            limit = min(number, Self.auditLimit.upperBound)
        }
        let lines = try await store.audit(filter, for: view, limit: limit)
        var reply = Reply(lines.map { AuditRepresentation(line: $0) })
        if lines.count == limit, let last = lines.last {
            reply.link = Self.nextLink(call.request, after: last.id)
        }
        return reply
    }

    private func auditView(_ call: OwnCall) async throws -> AuditView {
        let account = try call.account()
        let grant = call.caller.grant
        guard grant?.managesTokens ?? true else { throw APIFailure.notPermitted }
        let hasPower = grant.map { $0.scopes.contains(.admin) && $0.projectID == nil } ?? true
        if hasPower, try await store.isSuperuser(account.id) { return .all }
        return .account(account.id, grant?.projectID)
    }

    private static func auditFilter(_ query: Query) throws -> AuditFilter {
        var filter = AuditFilter()
        filter.project = text(query, "project")
        filter.username = text(query, "user")
        filter.target = text(query, "target")
        filter.targetID = try number(query, "target_id")
        filter.sinceID = try number(query, "since_id") ?? 0
        return filter
    }

    private static func text(_ query: Query, _ key: String) -> String? {
        // No name has a NUL in it, and PostgreSQL takes none.
        query.last(key).flatMap { $0.isEmpty ? nil : $0.replacing("\0", with: "\u{FFFD}") }
    }

    private static func number(_ query: Query, _ key: String) throws -> Int64? {
        guard let text = query.last(key), !text.isEmpty else { return nil }
        guard let number = Int64(text) else {
            throw APIFailure.field(key, "A valid integer is required.")
        }
        return number
    }

    private static func nextLink(_ request: Request, after id: Int64) -> String {
        let items = request.query.items.filter { $0.key != "since_id" } + [("since_id", "\(id)")]
        return "<\(request.origin)\(request.path)?\(Paging.form(items))>; rel=\"next\""
    }
}

/// One line of the trail.
struct AuditRepresentation: Representation {
    let line: AuditRecord

    func writeFields(to fields: inout FieldWriter) {
        fields.write("id", line.id)
        fields.write("date", APIDate(line.date))
        fields.write("user", line.username.isEmpty ? nil : line.username)
        fields.write("user_id", line.accountID)
        fields.write("token", line.tokenName.isEmpty ? nil : line.tokenName)
        fields.write("token_id", line.tokenID)
        fields.write("way", line.way)
        fields.write("action", line.action)
        fields.write("target", line.target)
        fields.write("target_id", line.targetID)
        fields.write("project", line.project)
        fields.write("before", StoredJSON(text: line.before))
        fields.write("after", StoredJSON(text: line.after))
    }

    /// What was written as JSON when the change was made.
    private struct StoredJSON: FieldValue {
        let text: String

        func write(to writer: inout FieldWriter) { writer.json.write(json: text) }
    }
}
