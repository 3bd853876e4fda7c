import TrackerModel

/// A mail of a series as the database has it.
struct PlacedMember {
    let member: SeriesMember
    let patch: Int64?
    let cover: Int64?
    /// `nil` while it is being placed.
    let series: Int64?
    var pin = SeriesPin.none
}

/// Whether somebody has said where a mail belongs; the number is the one in `series_member.pinned`.
enum SeriesPin: Int64 {
    case none = 0
    /// It stays where it is, and takes no part in what is decided about others.
    case alone = 1
    /// It stays where it is; mails that have a tie with it join it there.
    case withKin = 2
}

/// The mails that may belong to one series with another one: whoever ``SeriesKinship`` might tie.
struct SeriesKin {
    let db: any SQLConnection
    let project: Project.ID

    /// Of the mails that answer one message, and of those of one author, so many are compared.
    private static let limit = 200

    /// All kin of a mail, itself excepted.
    func kin(of member: SeriesMember) throws -> [PlacedMember] {
        var found: [Int64: PlacedMember] = [:]
        func add(_ placed: PlacedMember) {
            if placed.member.id != member.id, SeriesKinship(member, placed.member) != nil {
                found[placed.member.id] = placed
            }
        }
        for parent in member.references { try parents(named: parent).forEach(add) }
        for message in [member.messageID] + member.references {
            try replies(to: message, besides: member).forEach(add)
        }
        try alike(member).forEach(add)
        return found.values.sorted { $0.member < $1.member }
    }

    /// The members of a series, in the order of sending.
    func members(of series: Int64) throws -> [PlacedMember] {
        try read("series_member.series_id = \(series)")
    }

    func member(_ id: Int64) throws -> PlacedMember? {
        try read("series_member.id = \(id)").first
    }

    private func parents(named messageID: String) throws -> [PlacedMember] {
        try read(
            """
            series_member.msgid = \(messageID) AND series_member.project_id = \(project)
                AND series_member.pinned <> 1
            """
        )
    }

    private func replies(
        to messageID: String,
        besides member: SeriesMember
    ) throws -> [PlacedMember] {
        try db.all(
            """
            SELECT \(sql: Self.columns) FROM series_reference AS reference
            JOIN series_member ON series_member.id = reference.member_id
            WHERE reference.message = \(ThreadKey.of(messageID))
                AND reference.project_id = \(project) AND reference.member_id <> \(member.id)
                AND series_member.pinned <> 1
            ORDER BY reference.date DESC, reference.member_id DESC LIMIT \(Self.limit)
            """,
            PlacedMember.init(row:)
        )
    }

    /// Mails of the same author, total and time that have no common thread with the mail.
    private func alike(_ member: SeriesMember) throws -> [PlacedMember] {
        let earliest = member.date.subtractingReportingOverflow(SeriesKinship.window)
        let latest = member.date.addingReportingOverflow(SeriesKinship.window)
        let threadless: SQLText = member.references.isEmpty ? "" : "AND series_member.answers = ''"
        return try read(
            """
            series_member.submitter_id = \(member.author)
                AND series_member.date >= \(earliest.overflow ? .min : earliest.partialValue)
                AND series_member.date <= \(latest.overflow ? .max : latest.partialValue)
                AND +series_member.project_id = \(project)
                AND series_member.total = \(member.total) AND series_member.pinned <> 1
                \(sql: threadless)
            """
        )
    }

    private func read(_ condition: SQLText) throws -> [PlacedMember] {
        try db.all(
            """
            SELECT \(sql: Self.columns) FROM series_member
            WHERE \(sql: condition) ORDER BY series_member.date DESC LIMIT \(Self.limit)
            """,
            PlacedMember.init(row:)
        )
    }

    static let columns: SQLText = """
        series_member.id, series_member.msgid, series_member.answers, series_member.submitter_id,
            series_member.date, series_member.version, series_member.number, series_member.total,
            series_member.patch_id, series_member.cover_id, series_member.series_id,
            series_member.pinned
        """
}

extension PlacedMember {
    init(row: any SQLRow) {
        pin = SeriesPin(rawValue: row.int(11)) ?? .none
        let series = row.optionalInt(10)
        member = SeriesMember(
            id: row.int(0),
            messageID: row.text(1),
            references: row.text(2).textLines,
            author: row.int(3),
            date: row.int(4),
            version: row.optionalInt(5).map { Int($0) },
            number: Int(row.int(6)),
            total: Int(row.int(7)),
            pinned: pin == .withKin ? series : nil
        )
        patch = row.optionalInt(8)
        cover = row.optionalInt(9)
        self.series = series
    }
}
