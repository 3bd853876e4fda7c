import TrackerStore

/// Mails that will share one transaction.
struct MailBatch {
    private(set) var mails: [IncomingMail] = []
    private var bytes = 0

    /// So many mails, or bytes, share one transaction.
    static let mailLimit = 500
    private static let byteLimit = 8 << 20

    var isFull: Bool { mails.count >= Self.mailLimit || bytes >= Self.byteLimit }

    mutating func append(_ mail: ArchivedMail, listID: String?, source: String) {
        bytes += mail.bytes.count
        mails.append(
            IncomingMail(
                raw: mail.bytes,
                givenListID: listID,
                source: source,
                cutFrom: mail.cutFrom
            )
        )
    }
}
