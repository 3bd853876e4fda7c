import TrackerModel

/// The row of a mail that was delivered before.
struct KnownMail {
    let id: Int64
    let outcome: MailOutcome
    let reason: String
}

extension IntakeTransaction {
    /// So many mails of one message-id are looked at.
    private static let namesakeLimit = 10

    /// What is there of a mail: the very same, and mails of its message-id that are shorter, which may be
    /// its beginning.
    func deliveries(of mail: IncomingMail) throws -> (same: KnownMail?, shorter: [Int64]) {
        var same: KnownMail?
        var shorter: [Int64] = []
        let list = mail.givenListID ?? ""
        try db.query(
            """
            SELECT 1, id, outcome, reason FROM mail
            WHERE identity = \(mail.identity) AND digest = \(mail.digest)
                AND COALESCE(given_list_id, '') = \(list)
            UNION ALL
            SELECT 0, id, outcome, '' FROM (
                SELECT id, size, given_list_id, outcome FROM mail
                WHERE identity = \(mail.identity) LIMIT \(Self.namesakeLimit)
            ) AS named
            WHERE size < \(mail.raw.count) AND COALESCE(given_list_id, '') = \(list)
                AND outcome <> \(MailOutcome.oversize.rawValue)
            """
        ) { row in
            if row.int(0) == 0 {
                shorter.append(row.int(1))
            } else if same == nil {
                let outcome = MailOutcome(rawValue: row.text(2)) ?? .unassigned
                same = KnownMail(id: row.int(1), outcome: outcome, reason: row.text(3))
            }
        }
        return (same, shorter)
    }
}
