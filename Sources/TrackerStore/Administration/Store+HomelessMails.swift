package import TrackerModel

extension MailOutcome {
    /// The outcomes of mails that nothing was made of.
    package static let homeless = allCases.filter { !$0.isPlaced }
}

/// Which mails that nothing was made of are wanted.
package struct HomelessFilter: Sendable {
    /// `nil` for all.
    package var outcome: MailOutcome?
    /// `nil` for all projects, and none.
    package var project: Project.ID?
    /// Only mails with a smaller number.
    package var before: Int64?

    package init(outcome: MailOutcome? = nil, project: Project.ID? = nil, before: Int64? = nil) {
        self.outcome = outcome
        self.project = project
        self.before = before
    }
}

extension Store {
    /// Mails that nothing was made of, the newest first.
    ///
    /// Each outcome is read from its own end of an index, so that neither the number of mails nor a rare
    /// outcome makes it slow.
    package func homelessMails(_ filter: HomelessFilter, limit: Int) async throws -> [MailRecord] {
        let outcomes = filter.outcome.map { [$0] } ?? MailOutcome.homeless
        return try await database.read { db in
            var found: [MailRecord] = []
            for outcome in outcomes where !outcome.isPlaced {
                var conditions: [SQLText] = [
                    "mail.id < \(filter.before ?? Int64.max)",
                    "mail.outcome = \(outcome.rawValue)",
                ]
                if let project = filter.project {
                    // In the words of the index.
                    conditions += [
                        "mail.project_id = \(project)", "mail.outcome <> 'patch'",
                        "mail.outcome <> 'cover'", "mail.outcome <> 'comment'",
                    ]
                }
                found += try db.all(
                    """
                    \(sql: MailRecord.selection)
                    WHERE \(sql: conditions.joined(separator: "AND"))
                    ORDER BY mail.id DESC LIMIT \(limit)
                    """,
                    MailRecord.init(row:)
                )
            }
            return Array(found.sorted { $0.id > $1.id }.prefix(limit))
        }
    }

    /// One mail, by its number.
    package func mailRecord(_ id: Int64) async throws -> MailRecord? {
        try await database.read { db in
            try db.first(
                "\(sql: MailRecord.selection) WHERE mail.id = \(id)",
                MailRecord.init(row:)
            )
        }
    }
}
