import TrackerModel

/// Where a mail goes among the series that are there.
enum SeriesPlacement {
    /// It begins a series.
    case begins(because: String)
    /// It joins a series; `isFirst` if it was sent before all others of it.
    case joins(Int64, isFirst: Bool, because: String)
    /// It was sent before others that came first: they are put together anew.
    case regroups

    var reason: String {
        switch self {
        case .begins(let reason): "starts a series: \(reason)"
        case .joins(let series, _, let reason): "joins series \(series): \(reason)"
        case .regroups: "belongs to a thread that arrived in another order"
        }
    }
}

extension SeriesKin {
    /// Decides where a mail goes.
    ///
    /// ``SeriesGrouping`` says what is right. Where a mail is the last of its kin, or takes a place
    /// that nobody else could have, one step of it gives the same result.
    func placement(of member: SeriesMember) throws -> SeriesPlacement {
        let kin = try kin(of: member)
        let isLast = kin.allSatisfy { $0.member < member }
        if isLast {
            guard try isLatest(member, inSeriesOf: kin) else { return .regroups }
        } else {
            guard try hasObviousPlace(member, among: kin) else { return .regroups }
        }
        let placed = kin.compactMap { other in other.series.map { (other.member, $0) } }
        let closest = try SeriesGrouping.closest(
            to: member,
            among: placed,
            isFree: { try isFree($0, for: member) }
        )
        guard let closest else { return .begins(because: Self.reason(kin)) }
        let because = closest.kinship.reason(for: member, and: closest.other)
        return .joins(
            closest.series,
            isFirst: isLast ? false : kin.first.map { member < $0.member } ?? false,
            because: because
        )
    }

    /// Whether nobody was sent later, kin or not, who has a place that the mail could have had.
    private func isLatest(_ member: SeriesMember, inSeriesOf kin: [PlacedMember]) throws -> Bool {
        try Set(kin.compactMap(\.series)).allSatisfy { series in
            try last(of: series).map { $0.member < member } ?? true
        }
    }

    /// Whether a mail that came late changes nothing for others: all its kin are one series, that
    /// series lacks it, and would have begun as it did or with this mail.
    private func hasObviousPlace(_ member: SeriesMember, among kin: [PlacedMember]) throws -> Bool {
        guard let series = kin.first?.series, kin.allSatisfy({ $0.series == series }),
            try isFree(series, for: member), let first = kin.first
        else { return false }
        if first.member < member { return true }
        return try self.first(of: series)?.member.id == first.member.id
    }

    private func isFree(_ series: Int64, for member: SeriesMember) throws -> Bool {
        try db.int(
            """
            SELECT id FROM series_member
            WHERE series_id = \(series) AND number = \(member.number) AND id <> \(member.id) LIMIT 1
            """
        ) == nil
    }

    private func first(of series: Int64) throws -> PlacedMember? {
        try db.first(
            """
            SELECT \(sql: Self.columns) FROM series_member WHERE series_id = \(series)
            ORDER BY date, number, msgid LIMIT 1
            """,
            PlacedMember.init(row:)
        )
    }

    private func last(of series: Int64) throws -> PlacedMember? {
        try db.first(
            """
            SELECT \(sql: Self.columns) FROM series_member WHERE series_id = \(series)
            ORDER BY date DESC, number DESC, msgid DESC LIMIT 1
            """,
            PlacedMember.init(row:)
        )
    }

    private static func reason(_ kin: [PlacedMember]) -> String {
        let full = Set(kin.compactMap(\.series)).sorted().map(String.init)
        guard let last = full.last else {
            return "no series of its thread or its author waits for it"
        }
        return "series \(last), which it could belong to, has its number already"
    }
}

extension SeriesKinship {
    /// The tie in words, as the mail's record shows it.
    func reason(for member: SeriesMember, and other: SeriesMember) -> String {
        switch tie {
        case .answers where member.references.contains(other.messageID):
            "it answers \(other.messageID)"
        case .answers: "\(other.messageID) answers it"
        case .sharesThread: "it answers the same message as \(other.messageID)"
        case .sharesMark:
            "same author, version and total as \(other.messageID), within 20 minutes"
        }
    }
}
