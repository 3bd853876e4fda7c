import TrackerModel

/// A patch as its row has it: with the ids of what it names.
struct PatchDraft {
    let mail: MailDraft
    let commitRef: String?
    let pullURL: String?
    let state: PatchState.ID
    let isArchived: Bool
    let hash: String?
    let check: CheckState
    let submitter: Person.ID
    let delegate: Account.ID?
    let series: Int64?
    let relation: Int64?

    private static let columns: SQLText = """
        \(sql: MailReference.columns(of: "patch")), patch.commit_ref, patch.pull_url,
        patch.state_id, patch.archived, patch.hash, patch.check_state, patch.submitter_id,
        patch.delegate_id, patch.series_id, patch.relation_id
        """

    private init(_ row: any SQLRow) {
        var reader = RowReader(row)
        mail = MailDraft(&reader)
        commitRef = reader.optionalText()
        pullURL = reader.optionalText()
        state = reader.int()
        isArchived = reader.bool()
        hash = reader.optionalText()
        check = CheckState(rawValue: reader.int()) ?? .pending
        submitter = reader.int()
        delegate = reader.optionalInt()
        series = reader.optionalInt()
        relation = reader.optionalInt()
    }

    /// How a page of patches is read.
    ///
    /// - Parameters:
    ///   - related: Whether the other patches of each relation are wanted.
    ///   - db: The database.
    /// - Returns: What ``SQLConnection/listing(_:_:_:)`` takes.
    static func reading(
        related: Bool,
        in db: any SQLConnection
    ) -> PageReading<PatchDraft, PatchRecord> {
        PageReading(columns: columns, draft: { PatchDraft($0) }) { drafts, isLast in
            try complete(drafts, related: related, isLast: isLast, in: db)
        }
    }

    private static func complete(
        _ drafts: [PatchDraft],
        related: Bool,
        isLast: Bool,
        in db: any SQLConnection
    ) throws -> [PatchRecord] {
        guard !drafts.isEmpty else { return [] }
        let named = NamedRows(db)
        named.want(projects: Set(drafts.map(\.mail.project)))
        named.want(accounts: Set(drafts.compactMap(\.delegate)))
        named.want(people: Set(drafts.map(\.submitter)))
        named.want(series: Set(drafts.compactMap(\.series)))
        named.wantStates()
        let members = RelatedPatches()
        if related { members.want(Set(drafts.compactMap(\.relation)), with: named) }
        try named.read(isLast: isLast)
        return try drafts.map { try PatchRecord($0, named, members) }
    }
}

/// The patches of relations.
final class RelatedPatches {
    private var members: [Int64: [MailReference]] = [:]

    /// Has them read with their projects.
    func want(_ relations: Set<Int64>, with named: NamedRows) {
        guard !relations.isEmpty else { return }
        named.add(
            """
            SELECT relation_id, \(sql: Project.columns), \(sql: MailReference.columns(of: "patch"))
            FROM patch JOIN project ON project.id = patch.project_id
            WHERE relation_id IN (\(ids: relations)) ORDER BY patch.date, patch.id
            """
        ) { [unowned self, lookup = named.lookup] reader in
            let relation = reader.int()
            _ = lookup.project(&reader)
            members[relation, default: []].append(try MailReference(&reader, lookup))
        }
    }

    /// The others of a patch's relation, by date.
    func others(of patch: Int64, in relation: Int64?) -> [MailReference] {
        guard let relation, let all = members[relation] else { return [] }
        return all.filter { $0.id != patch }
    }
}

extension PatchRecord {
    fileprivate init(_ draft: PatchDraft, _ named: NamedRows, _ members: RelatedPatches) throws {
        self.init(
            reference: try draft.mail.reference(named.lookup),
            commitRef: draft.commitRef,
            pullURL: draft.pullURL,
            stateSlug: try named.state(draft.state),
            isArchived: draft.isArchived,
            hash: draft.hash,
            checkState: draft.check,
            submitter: try named.person(draft.submitter),
            delegate: try draft.delegate.flatMap(named.lookup.account),
            series: draft.series.flatMap { named.series[$0] },
            related: members.others(of: draft.mail.id, in: draft.relation)
        )
    }
}
