import TrackerModel

/// An mbox that is read while a mail is being appended to it ends with a cut mail. When the whole
/// mail comes later, it takes the place of the cut one.
extension IntakeTransaction {
    /// Completes a stored mail that is the beginning of this one.
    ///
    /// - Returns: `nil` if there is none.
    func complete(_ mail: IncomingMail) throws -> IntakeResult? {
        guard mail.cutFrom == nil, let id = try beginning(of: mail) else { return nil }
        let stored = MailCodec.pack(raw: mail.raw)
        try db.execute(
            """
            UPDATE mail SET digest = \(mail.digest), size = \(mail.raw.count),
                codec = \(stored.codec), raw = \(stored.bytes)
            WHERE id = \(id)
            """
        )
        guard let whole = try StoredIncoming.read(id, in: db) else { return nil }
        _ = try MailReparsing(intake: self).reparse(whole)
        let now = try StoredIncoming.read(id, in: db) ?? whole
        return IntakeResult(
            mailID: id,
            outcome: now.outcome,
            reason: now.reason,
            isRepeated: false
        )
    }

    /// So many mails of one message-id are looked at.
    private static let completionLimit = 10

    private func beginning(of mail: IncomingMail) throws -> Int64? {
        let shorter = try db.all(
            """
            SELECT id, codec, raw FROM (
                SELECT id, codec, raw, size, given_list_id, outcome FROM mail
                WHERE identity = \(mail.identity) LIMIT \(Self.completionLimit)
            ) AS named
            WHERE size < \(mail.raw.count) AND COALESCE(given_list_id, '') = \(mail.givenListID ?? "")
                AND outcome <> \(MailOutcome.oversize.rawValue)
            ORDER BY id
            """
        ) { (id: $0.int(0), bytes: StoredBytes(codec: Int($0.int(1)), bytes: $0.blob(2))) }
        return shorter.first { found in
            (try? MailCodec.unpackRaw(found.bytes)).map { mail.raw.starts(with: $0) } ?? false
        }?.id
    }
}
