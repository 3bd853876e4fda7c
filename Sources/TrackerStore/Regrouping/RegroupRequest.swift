package import TrackerModel

/// What somebody wants of the mails of a series, where the automatic decision was wrong.
package enum RegroupRequest: Hashable, Sendable {
    /// A patch goes to another series; without a number it keeps its own if that is free there, and is
    /// the last one otherwise.
    case move(patch: Int64, to: Int64, number: Int?)
    /// All mails of a series go to another one, whose number leads there from then on.
    case merge(Int64, into: Int64)
    /// Some patches of a series become one of their own.
    case split(Int64, patches: [Int64])

    /// The word in the trail.
    var word: String {
        switch self {
        case .move: "move patch"
        case .merge: "merge series"
        case .split: "split series"
        }
    }
}

/// A regrouping that somebody made.
package struct RegroupRecord: Sendable {
    package let id: Int64
    /// `move patch`, `merge series`, `split series`.
    package let action: String
    /// Where mails went from and to.
    package let from: Int64
    package let to: Int64
    package let reason: String
    /// Microseconds since 1970.
    package let date: Int64
    /// Empty for the operator.
    package let username: String
    package let isUndone: Bool
}

/// A series with its mails, for those who put it right.
package struct RegroupView: Sendable {
    /// A patch, or with the number 0 the cover letter.
    package struct Mail: Sendable {
        package let patch: Int64?
        package let number: Int64
        package let name: String
        package let messageID: String
        package let author: String
        /// Microseconds since 1970.
        package let date: Int64
        /// Whether somebody has put it here.
        package let isByHand: Bool
    }

    package let project: Project
    package let series: Int64
    package let name: String?
    package let version: Int64
    package let received: Int64
    package let total: Int64
    /// The cover letter first, then by number.
    package let mails: [Mail]
    /// Other series of the same author, newest first: id, name, version, received, total.
    package let others: [SeriesChoice]
    /// Newest first.
    package let history: [RegroupRecord]
}

/// A series that a patch might belong to.
package struct SeriesChoice: Sendable {
    package let id: Int64
    package let name: String?
    package let version: Int64
    package let received: Int64
    package let total: Int64
}

extension Store {
    /// So many other series of the author are offered, and so many regroupings shown.
    private static let choiceLimit = 20
    private static let historyLimit = 50

    /// A series with its mails and what was done to it by hand.
    ///
    /// - Parameters:
    ///   - series: Its number.
    ///   - linkName: Its project.
    /// - Returns: `nil` if the project has no such series.
    /// - Throws: `StoreError`.
    package func regroupView(_ series: Int64, of linkName: String) async throws -> RegroupView? {
        try await database.read { db in
            let project = try db.first(
                "SELECT \(sql: Project.columns) FROM project WHERE link_name = \(linkName)"
            ) { Project(row: $0, from: 0) }
            let found = try db.first(
                """
                SELECT name, version, received_total, total, submitter_id, project_id
                FROM series WHERE id = \(series)
                """
            ) {
                (
                    choice: SeriesChoice(
                        id: series,
                        name: $0.optionalText(0),
                        version: $0.int(1),
                        received: $0.int(2),
                        total: $0.int(3)
                    ), author: $0.int(4), project: $0.int(5)
                )
            }
            guard let project, let found, found.project == project.id else { return nil }
            return RegroupView(
                project: project,
                series: series,
                name: found.choice.name,
                version: found.choice.version,
                received: found.choice.received,
                total: found.choice.total,
                mails: try Self.mails(of: series, in: db),
                others: try Self.others(of: found.author, project.id, besides: series, in: db),
                history: try Self.regroupings(of: series, in: db)
            )
        }
    }

    private static func mails(
        of series: Int64,
        in db: any SQLConnection
    ) throws -> [RegroupView.Mail] {
        try db.all(
            """
            SELECT NULL, 0, cover.name, cover.msgid, COALESCE(person.name, person.email), cover.date,
                (SELECT pinned FROM series_member WHERE cover_id = cover.id)
            FROM series JOIN cover ON cover.id = series.cover_id
            JOIN person ON person.id = cover.submitter_id WHERE series.id = \(series)
            UNION ALL
            SELECT patch.id, patch.number, patch.name, patch.msgid,
                COALESCE(person.name, person.email), patch.date,
                (SELECT pinned FROM series_member WHERE patch_id = patch.id)
            FROM patch JOIN person ON person.id = patch.submitter_id
            WHERE patch.series_id = \(series) ORDER BY 2, 1
            """
        ) {
            RegroupView.Mail(
                patch: $0.optionalInt(0),
                number: $0.int(1),
                name: $0.text(2),
                messageID: $0.text(3),
                author: $0.text(4),
                date: $0.int(5),
                isByHand: $0.int(6) != 0
            )
        }
    }

    private static func others(
        of author: Int64,
        _ project: Project.ID,
        besides series: Int64,
        in db: any SQLConnection
    ) throws -> [SeriesChoice] {
        try db.all(
            """
            SELECT id, name, version, received_total, total FROM series
            WHERE submitter_id = \(author) AND project_id = \(project) AND id <> \(series)
            ORDER BY id DESC LIMIT \(choiceLimit)
            """
        ) {
            SeriesChoice(
                id: $0.int(0),
                name: $0.optionalText(1),
                version: $0.int(2),
                received: $0.int(3),
                total: $0.int(4)
            )
        }
    }

    private static func regroupings(
        of series: Int64,
        in db: any SQLConnection
    ) throws -> [RegroupRecord] {
        try db.all(
            """
            SELECT id, action, from_id, to_id, reason, date, username, undone
            FROM series_regrouping WHERE from_id = \(series)
            UNION
            SELECT id, action, from_id, to_id, reason, date, username, undone
            FROM series_regrouping WHERE to_id = \(series)
            ORDER BY 1 DESC LIMIT \(historyLimit)
            """
        ) {
            RegroupRecord(
                id: $0.int(0),
                action: $0.text(1),
                from: $0.int(2),
                to: $0.int(3),
                reason: $0.text(4),
                date: $0.int(5),
                username: $0.text(6),
                isUndone: $0.optionalInt(7) != nil
            )
        }
    }
}
