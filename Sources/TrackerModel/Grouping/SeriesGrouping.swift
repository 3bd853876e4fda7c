/// Puts mails together to series: a pure function of the mails, whatever their order of arrival.
///
/// The mails are looked at in the order in which they were sent. Each joins the series that it has
/// the closest tie with (``SeriesKinship``) among those that lack its number, or begins one. Those
/// that somebody has put into a series come first, and stay there.
package enum SeriesGrouping {
    /// - Parameter members: Mails of one project, in any order; each once.
    /// - Returns: The series by their first mail; each in the order of sending.
    package static func series(of members: [SeriesMember]) -> [[SeriesMember]] {
        var groups = Groups()
        let sorted = members.sorted()
        for member in sorted where member.pinned != nil { groups.place(member) }
        for member in sorted where member.pinned == nil { groups.place(member) }
        return groups.groups.map { $0.sorted() }
    }

    /// The series that is closest to a mail.
    ///
    /// - Parameters:
    ///   - member: The mail.
    ///   - kin: Mails that may have a tie with it, each with its series.
    ///   - isFree: Whether a series lacks the number of the mail.
    /// - Returns: The series, the closest tie with it and the mail at the other end; `nil` if it begins
    ///   a series.
    package static func closest<Series: Hashable & Comparable>(
        to member: SeriesMember,
        among kin: [(SeriesMember, Series)],
        isFree: (Series) throws -> Bool
    ) rethrows -> (series: Series, kinship: SeriesKinship, other: SeriesMember)? {
        var ties: [Series: SeriesTie] = [:]
        for (other, series) in kin {
            guard let kinship = SeriesKinship(member, other) else { continue }
            let tie = SeriesTie(kinship: kinship, between: member, and: other)
            ties[series] = min(ties[series] ?? tie, tie)
        }
        for (series, tie) in ties.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) })
        where try isFree(series) {
            return (series, tie.kinship, tie.other)
        }
        return nil
    }
}

/// A kinship, with what decides between equal ones: the time between the two mails.
private struct SeriesTie: Comparable {
    let kinship: SeriesKinship
    let time: UInt64
    let other: SeriesMember

    init(kinship: SeriesKinship, between member: SeriesMember, and other: SeriesMember) {
        self.kinship = kinship
        self.other = other
        let (time, overflow) = member.date.subtractingReportingOverflow(other.date)
        self.time = overflow ? .max : time.magnitude
    }

    static func < (left: SeriesTie, right: SeriesTie) -> Bool {
        if left.kinship != right.kinship { return left.kinship < right.kinship }
        if left.time != right.time { return left.time < right.time }
        return left.other < right.other
    }
}

/// The series so far, and who may be related to the next mail.
private struct Groups {
    private(set) var groups: [[SeriesMember]] = []
    private var numbers: [Set<Int>] = []
    private var groupOfMessage: [String: Int] = [:]
    private var memberOfMessage: [String: SeriesMember] = [:]
    private var repliesToMessage: [String: [SeriesMember]] = [:]
    private var byAuthor: [Int64: [SeriesMember]] = [:]
    private var groupOfPin: [Int64: Int] = [:]

    /// Of the mails that answer the same message, and of those of one author, so many of the latest
    /// are compared: what bounds the work.
    private static let compared = 100

    mutating func place(_ member: SeriesMember) {
        if let pin = member.pinned {
            let group = groupOfPin[pin] ?? groups.count
            groupOfPin[pin] = group
            return add(member, to: group)
        }
        let found = SeriesGrouping.closest(
            to: member,
            among: related(to: member),
            isFree: { !numbers[$0].contains(member.number) }
        )
        add(member, to: found?.series ?? groups.count)
    }

    private mutating func add(_ member: SeriesMember, to group: Int) {
        if group == groups.count {
            groups.append([])
            numbers.append([])
        }
        groups[group].append(member)
        numbers[group].insert(member.number)
        remember(member, in: group)
    }

    private mutating func remember(_ member: SeriesMember, in group: Int) {
        groupOfMessage[member.messageID] = group
        memberOfMessage[member.messageID] = member
        for reference in member.references {
            repliesToMessage[reference, default: []].append(member)
        }
        byAuthor[member.author, default: []].append(member)
    }

    private func related(to member: SeriesMember) -> [(SeriesMember, Int)] {
        var found: [SeriesMember] = []
        for reference in [member.messageID] + member.references {
            if let parent = memberOfMessage[reference] { found.append(parent) }
            found += repliesToMessage[reference, default: []].suffix(Self.compared)
        }
        found += byAuthor[member.author, default: []].suffix(Self.compared)
        var seen: Set<Int64> = []
        return found.compactMap { other in
            guard seen.insert(other.id).inserted, let group = groupOfMessage[other.messageID] else {
                return nil
            }
            return (other, group)
        }
    }
}
