package import TrackerModel

/// A patch as lists show it.
package struct PatchRecord: Sendable {
    package let reference: MailReference
    package let commitRef: String?
    package let pullURL: String?
    package let stateSlug: String
    package let isArchived: Bool
    package let hash: String?
    package let checkState: CheckState
    package let submitter: Person
    package let delegate: Account?
    package let series: SeriesReference?
    /// The other patches of the relation by date; empty where nobody asked for them.
    package fileprivate(set) var related: [MailReference] = []
    fileprivate let relationID: Int64?

    package var id: Int64 { reference.id }
}

/// A patch with what its mail said.
package struct PatchDetail: Sendable {
    package let patch: PatchRecord
    package let body: MailBody
}

extension PatchRecord {
    private static let columns: SQLText = """
        \(sql: MailReference.columns(of: "patch")), patch.commit_ref, patch.pull_url, state.slug,
        patch.archived, patch.hash, patch.check_state, \(sql: Person.columns),
        \(sql: Account.columns(of: "delegate")), \(sql: SeriesReference.columns), patch.relation_id
        """

    private init(_ reader: inout RowReader, _ lookup: ReadingLookup) throws {
        reference = try MailReference(&reader, lookup)
        commitRef = reader.optionalText()
        pullURL = reader.optionalText()
        stateSlug = reader.text()
        isArchived = reader.bool()
        hash = reader.optionalText()
        checkState = CheckState(rawValue: reader.int()) ?? .pending
        submitter = Person(&reader)
        delegate = Account.optional(&reader)
        series = try SeriesReference.optional(&reader, lookup)
        relationID = reader.optionalInt()
    }

    /// The patches of a page in its order; `known`: what was read on the same view before.
    static func read(
        _ selection: ListQuery.Selection,
        related: Bool,
        in db: any SQLConnection,
        _ known: ReadingLookup? = nil
    ) throws -> [PatchRecord] {
        let lookup = known ?? ReadingLookup(db)
        var patches = try db.all(
            """
            SELECT \(sql: columns)
            FROM patch
            JOIN person ON person.id = patch.submitter_id
            JOIN state ON state.id = patch.state_id
            LEFT JOIN account AS delegate ON delegate.id = patch.delegate_id
            LEFT JOIN series ON series.id = patch.series_id
            WHERE patch.id IN (\(sql: selection.ids))
            ORDER BY \(sql: selection.order)
            """
        ) { row in
            var reader = RowReader(row)
            return try PatchRecord(&reader, lookup)
        }
        if related { try addRelated(to: &patches, in: db, lookup) }
        return patches
    }

    private static func addRelated(
        to patches: inout [PatchRecord],
        in db: any SQLConnection,
        _ lookup: ReadingLookup
    ) throws {
        let relations = Set(patches.compactMap(\.relationID))
        guard !relations.isEmpty else { return }
        var members: [Int64: [MailReference]] = [:]
        try db.query(
            """
            SELECT relation_id, \(sql: MailReference.columns(of: "patch")) FROM patch
            WHERE relation_id IN (\(ids: relations)) ORDER BY date, id
            """
        ) { row in
            var reader = RowReader(row)
            let relation = reader.int()
            members[relation, default: []].append(try MailReference(&reader, lookup))
        }
        for index in patches.indices {
            guard let relation = patches[index].relationID else { continue }
            let id = patches[index].id
            patches[index].related = (members[relation] ?? []).filter { $0.id != id }
        }
    }
}
