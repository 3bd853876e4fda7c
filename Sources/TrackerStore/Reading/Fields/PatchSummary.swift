/// A patch as XML-RPC shows it (rest-api, section 12).
package struct PatchSummary: Sendable {
    package let id: Int64
    /// With angle brackets.
    package let messageID: String
    /// Microseconds since 1970 in UTC.
    package let date: Int64
    package let name: String
    package let project: (id: Int64, name: String)
    package let state: (id: Int64, name: String)
    package let isArchived: Bool
    package let submitter: (id: Int64, name: String?, email: String)
    package let delegate: (id: Int64, username: String)?
    package let commitRef: String?
    package let hash: String?
}

/// What patches can be filtered by, in the words of XML-RPC.
package enum PatchField: String, FilterField {
    case id, name, archived, date, hash, msgid
    case projectID = "project_id"
    case submitterID = "submitter_id"
    case delegateID = "delegate_id"
    case stateID = "state_id"
    case commitRef = "commit_ref"

    package var kind: FieldKind {
        switch self {
        case .id: .number
        case .archived: .flag
        case .date: .date
        case .name, .hash, .msgid, .commitRef: .text
        case .projectID, .submitterID, .delegateID, .stateID: .reference
        }
    }

    package var column: SQLText {
        switch self {
        case .id: "patch.id"
        case .name: "patch.name"
        case .archived: "patch.archived"
        case .date: "patch.date"
        case .hash: "patch.hash"
        case .msgid: "patch.msgid"
        case .projectID: "patch.project_id"
        case .submitterID: "patch.submitter_id"
        case .delegateID: "patch.delegate_id"
        case .stateID: "patch.state_id"
        case .commitRef: "patch.commit_ref"
        }
    }
}

extension Store {
    /// The patches that fulfil all conditions, by date.
    ///
    /// - Parameters:
    ///   - conditions: What is asked of them.
    ///   - count: 0 for all, `n` for the first `n`, `-n` for the last `n`.
    /// - Returns: Their ids.
    /// - Throws: `StoreError`.
    package func patchIDs(
        _ conditions: [FieldCondition<PatchField>],
        count: Int64 = 0
    ) async throws -> [Int64] {
        try await database.read { db in
            let choice = RowChoice(
                table: "patch",
                conditions: conditions.map { $0.sql(db.dialect) },
                order: ["patch.date", "patch.id"]
            )
            return try choice.ids(count: count, in: db)
        }
    }

    /// The patches with a diff of this hash.
    ///
    /// - Parameters:
    ///   - hash: As the patches show it.
    ///   - linkName: Of the project they must be in, letter by letter; `nil` for any.
    /// - Returns: Their ids, at most two: nobody needs more to know that there are several.
    /// - Throws: `StoreError`.
    package func patchIDs(hash: String, project linkName: String?) async throws -> [Int64] {
        try await database.read { db in
            var choice = RowChoice(
                table: "patch",
                conditions: ["patch.hash = \(hash)"],
                order: ["patch.id"]
            )
            if let linkName {
                choice.conditions.append(
                    """
                    patch.project_id = (SELECT id FROM project WHERE link_name = \(linkName))
                    """
                )
            }
            return try choice.ids(count: 2, in: db)
        }
    }

    /// The patches with these ids, in that order; an id that is gone is left out.
    package func patchSummaries(_ ids: [Int64]) async throws -> [PatchSummary] {
        guard !ids.isEmpty else { return [] }
        return try await database.read { db in
            try db.all(
                """
                SELECT patch.id, patch.msgid, patch.date, patch.name, patch.archived,
                    patch.commit_ref, patch.hash, project.id, project.name, state.id, state.name,
                    person.id, person.name, person.email, account.id, account.username
                FROM patch
                JOIN project ON project.id = patch.project_id
                JOIN state ON state.id = patch.state_id
                JOIN person ON person.id = patch.submitter_id
                LEFT JOIN account ON account.id = patch.delegate_id
                WHERE patch.id IN (\(ids: ids))
                """
            ) { PatchSummary($0) }.ordered(by: ids, id: \.id)
        }
    }

    /// Headers, message and diff of a patch, or `nil` if there is no such patch.
    package func patchBody(_ id: Int64) async throws -> MailBody? {
        try await database.read { db in try StoredBody.one("patch", id: id, in: db) }
    }
}

extension PatchSummary {
    fileprivate init(_ row: any SQLRow) {
        var reader = RowReader(row)
        id = reader.int()
        messageID = reader.text()
        date = reader.int()
        name = reader.text()
        isArchived = reader.bool()
        commitRef = reader.optionalText()
        hash = reader.optionalText()
        project = (reader.int(), reader.text())
        state = (reader.int(), reader.text())
        submitter = (reader.int(), reader.optionalText(), reader.text())
        delegate = reader.optionalInt().map { ($0, reader.text()) }
    }
}
