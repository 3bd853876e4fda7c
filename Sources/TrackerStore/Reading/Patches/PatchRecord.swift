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

    package var id: Int64 { reference.id }
}

/// A patch with what its mail said.
package struct PatchDetail: Sendable {
    package let patch: PatchRecord
    package let body: MailBody
}

extension PatchRecord {
    fileprivate static let columns: SQLText = """
        \(sql: MailReference.columns(of: "patch")), patch.commit_ref, patch.pull_url, state.slug,
        patch.archived, patch.hash, patch.check_state, \(sql: Person.columns),
        \(sql: Account.columns(of: "delegate")), \(sql: SeriesReference.columns)
        """

    fileprivate static let tables: SQLText = """
        patch
        JOIN person ON person.id = patch.submitter_id
        JOIN state ON state.id = patch.state_id
        LEFT JOIN account AS delegate ON delegate.id = patch.delegate_id
        LEFT JOIN series ON series.id = patch.series_id
        """

    fileprivate init(_ reader: inout RowReader, _ lookup: ReadingLookup) throws {
        self.init(
            reference: try MailReference(&reader, lookup),
            commitRef: reader.optionalText(),
            pullURL: reader.optionalText(),
            stateSlug: reader.text(),
            isArchived: reader.bool(),
            hash: reader.optionalText(),
            checkState: CheckState(rawValue: reader.int()) ?? .pending,
            submitter: Person(&reader),
            delegate: Account.optional(&reader),
            series: try SeriesReference.optional(&reader, lookup)
        )
    }

    /// One patch.
    static func one(_ id: Int64, in db: any SQLConnection) throws -> PatchRecord? {
        let answers = try db.answers(
            to: [
                """
                SELECT \(sql: Project.columns), \(sql: columns)
                FROM \(sql: tables) JOIN project ON project.id = patch.project_id
                WHERE patch.id = \(id)
                """,
                related(to: id),
            ],
            isLast: false
        )
        let lookup = ReadingLookup(db)
        var patch = try answers.first(0) { row in
            var reader = RowReader(row)
            _ = lookup.project(&reader)
            return try PatchRecord(&reader, lookup)
        }
        patch?.related = try related(answers, 1, lookup)
        return patch
    }

    /// The other patches of a patch's relation, with their projects.
    fileprivate static func related(to id: Int64) -> SQLText {
        """
        SELECT \(sql: Project.columns), \(sql: MailReference.columns(of: "patch"))
        FROM patch JOIN project ON project.id = patch.project_id
        WHERE patch.relation_id = (SELECT own.relation_id FROM patch AS own WHERE own.id = \(id))
            AND patch.id <> \(id)
        ORDER BY patch.date, patch.id
        """
    }

    fileprivate static func related(
        _ answers: any SQLAnswers,
        _ number: Int,
        _ lookup: ReadingLookup
    ) throws -> [MailReference] {
        try answers.all(number) { row in
            var reader = RowReader(row)
            _ = lookup.project(&reader)
            return try MailReference(&reader, lookup)
        }
    }
}

extension PatchDetail {
    /// What has to be asked for a patch with what its mail said.
    static func statements(_ id: Int64) -> [SQLText] {
        [
            """
            SELECT \(sql: Project.columns), \(sql: PatchRecord.columns),
                \(sql: StoredBody.columns(of: "patch"))
            FROM \(sql: PatchRecord.tables)
            JOIN project ON project.id = patch.project_id
            LEFT JOIN mail ON mail.id = patch.mail_id
            WHERE patch.id = \(id)
            """,
            PatchRecord.related(to: id),
        ]
    }

    /// From the answers to ``statements(_:)``; `nil` if there is no such patch.
    static func read(_ answers: any SQLAnswers) throws -> PatchDetail? {
        let lookup = ReadingLookup(nil)
        let found = try answers.first(0) { row in
            var reader = RowReader(row)
            _ = lookup.project(&reader)
            return (
                patch: try PatchRecord(&reader, lookup), body: try StoredBody.read(&reader)
            )
        }
        guard let found else { return nil }
        var patch = found.patch
        patch.related = try PatchRecord.related(answers, 1, lookup)
        return PatchDetail(patch: patch, body: found.body)
    }
}
