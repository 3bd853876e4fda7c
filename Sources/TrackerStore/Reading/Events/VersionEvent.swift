package import TrackerModel

/// Something that happened to the versions of a series.
package struct VersionEvent: Sendable {
    package let id: Int64
    package let category: VersionEventCategory
    package let project: Project
    /// Microseconds since 1970.
    package let date: Int64
    /// `nil` where it follows from mails, or the operator did it.
    package let actor: Account?
    package let series: SeriesReference?
    /// The version before it since then; `nil` if there is none, or it is gone.
    package let earlier: SeriesReference?
    /// The version before it until then.
    package let previous: SeriesReference?
    /// How it replaces the earlier one; `nil` without one.
    package let link: Link?

    /// How a series is tied to the version before it.
    package struct Link: Sendable {
        package let kind: RevisionKind
        package let confidence: RevisionConfidence
        /// Such as `by the same change-id 20240304-quota-fix`.
        package let reason: String
        /// Whether somebody said which one it is.
        package let isByHand: Bool
        /// Whether somebody has found it right, or made it.
        package let isConfirmed: Bool
    }
}

/// The row of such an event.
struct VersionEventDraft {
    let id: Int64
    let category: VersionEventCategory
    let projectID: Int64
    let date: Int64
    let actorID: Int64?
    let seriesID: Int64
    let earlierID: Int64?
    let previousID: Int64?
    let link: VersionEvent.Link?

    /// Those that a statement selects from `version_event`, those of a newer program left out.
    ///
    /// A series that went into another one since is that other one.
    static func read(_ condition: SQLText, in db: any SQLConnection) throws -> [Self] {
        try db.all(
            """
            SELECT own.id, own.category, own.project_id, own.date, own.actor_id, own.series_id,
                COALESCE(earlier.series_id, own.earlier_id),
                COALESCE(previous.series_id, own.previous_id),
                own.kind, own.confidence, own.reason, own.hand
            FROM version_event AS own
            LEFT JOIN series_alias AS earlier ON earlier.id = own.earlier_id
            LEFT JOIN series_alias AS previous ON previous.id = own.previous_id
            WHERE \(sql: condition)
            """,
            Self.init(row:)
        ).compactMap(\.self)
    }

    private init?(row: any SQLRow) {
        guard let category = VersionEventCategory(rawValue: row.text(1)) else { return nil }
        self.category = category
        id = row.int(0)
        projectID = row.int(2)
        date = row.int(3)
        actorID = row.optionalInt(4)
        seriesID = row.int(5)
        earlierID = row.optionalInt(6)
        previousID = row.optionalInt(7)
        let hand = RevisionHand(rawValue: row.int(11)) ?? .mails
        link = row.optionalText(8).map { kind in
            VersionEvent.Link(
                kind: RevisionKind(rawValue: kind) ?? .revision,
                confidence: RevisionConfidence(rawValue: row.text(9)) ?? .likely,
                reason: row.optionalText(10) ?? "",
                isByHand: hand == .linked,
                isConfirmed: hand != .mails
            )
        }
    }

    /// The events with what they name.
    static func records(_ drafts: [Self], in db: any SQLConnection) throws -> [VersionEvent] {
        guard !drafts.isEmpty else { return [] }
        let named = NamedRows(db)
        named.want(projects: Set(drafts.map(\.projectID)))
        named.want(accounts: Set(drafts.compactMap(\.actorID)))
        named.want(
            series: Set(
                drafts.flatMap { [$0.seriesID, $0.earlierID, $0.previousID] }.compactMap(\.self)
            )
        )
        try named.read(isLast: false)
        return try drafts.map { draft in
            VersionEvent(
                id: draft.id,
                category: draft.category,
                project: try named.lookup.project(draft.projectID),
                date: draft.date,
                actor: try draft.actorID.flatMap(named.lookup.account),
                series: named.series[draft.seriesID],
                earlier: draft.earlierID.flatMap { named.series[$0] },
                previous: draft.previousID.flatMap { named.series[$0] },
                link: draft.link
            )
        }
    }
}
