/// What a numbered patch or a cover letter says about its place in a series.
///
/// Which mails make a series together is a function of these values alone, see ``SeriesGrouping``:
/// the order in which they arrived is not among them.
package struct SeriesMember: Hashable, Sendable, Identifiable {
    package let id: Int64
    package let messageID: String
    /// The messages it answers, nearest first.
    package let references: [String]
    /// The person who sent it.
    package let author: Int64
    /// Microseconds since 1970.
    package let date: Int64
    /// `nil` if the subject names no version.
    package let version: Int?
    /// 0 for a cover letter.
    package let number: Int
    package let total: Int
    /// The series that somebody has put the mail into, and with it those that belong to it.
    package let pinned: Int64?

    package init(
        id: Int64,
        messageID: String,
        references: [String],
        author: Int64,
        date: Int64,
        version: Int?,
        number: Int,
        total: Int,
        pinned: Int64? = nil
    ) {
        self.id = id
        self.messageID = messageID
        self.references = references
        self.author = author
        self.date = date
        self.version = version
        self.number = number
        self.total = total
        self.pinned = pinned
    }

    /// The same mail, of a person that has a number now.
    package func by(_ author: Int64) -> SeriesMember {
        SeriesMember(
            id: id,
            messageID: messageID,
            references: references,
            author: author,
            date: date,
            version: version,
            number: number,
            total: total,
            pinned: pinned
        )
    }
}

/// The order in which mails were sent, as far as they tell; the number decides within one second.
extension SeriesMember: Comparable {
    package static func < (left: SeriesMember, right: SeriesMember) -> Bool {
        if left.date != right.date { return left.date < right.date }
        if left.number != right.number { return left.number < right.number }
        return left.messageID < right.messageID
    }
}
