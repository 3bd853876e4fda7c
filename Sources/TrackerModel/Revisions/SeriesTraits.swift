/// What tells a series from others, for finding the versions of one piece of work.
package struct SeriesTraits: Sendable {
    package let id: Int64
    /// The person that sent it, by its first mail.
    package let author: Person.ID
    /// When its first mail was sent: microseconds since 1970, UTC.
    package let date: Int64
    /// 1 if the subjects name none.
    package let version: Int
    /// How many patches it says that it has.
    package let total: Int
    /// Its cover letter, if there is one, and its patches in the order of their numbers.
    package var mails: [MailTraits]

    package init(
        id: Int64,
        author: Person.ID,
        date: Int64,
        version: Int,
        total: Int,
        mails: [MailTraits]
    ) {
        self.id = id
        self.author = author
        self.date = date
        self.version = version
        self.total = total
        self.mails = mails
    }
}

/// What one mail of a series says that other versions of it may say, too.
package struct MailTraits: Sendable {
    /// 0 for the cover letter.
    package let number: Int
    /// Without angle brackets.
    package let messageID: String
    /// The person that sent it; `nil` where nobody asks for its keys.
    package var author: Person.ID?
    /// The messages that it answers, without angle brackets, the nearest first.
    package var answers: [String]
    /// The subject as it came, with its prefix.
    package var subject: String
    /// See `SeriesNotes`.
    package var changeID: String?
    package var earlier: [String]
    /// The hash of the diff that `patch.hash` holds, the same for a patch that was only moved; `nil` without
    /// diff.
    package var hash: String?
    /// Names of the files that it changes, at most ``fileLimit`` of them.
    package var files: [String]

    package static let fileLimit = 64

    package init(
        number: Int,
        messageID: String,
        author: Person.ID? = nil,
        answers: [String] = [],
        subject: String,
        changeID: String? = nil,
        earlier: [String] = [],
        hash: String? = nil,
        files: [String] = []
    ) {
        self.number = number
        self.messageID = messageID
        self.author = author
        self.answers = answers
        self.subject = subject
        self.changeID = changeID
        self.earlier = earlier
        self.hash = hash
        self.files = files
    }
}
