import TrackerModel

/// An mbox that is read while a mail is being appended to it ends with a cut mail. When the whole
/// mail comes later, it takes the place of the cut one.
extension IntakeTransaction {
    /// Completes a stored mail that is the beginning of this one; `shorter` are those to look at.
    ///
    /// - Returns: `nil` if there is none.
    func complete(_ mail: IncomingMail, among shorter: [Int64]) throws -> IntakeResult? {
        guard mail.cutFrom == nil, let id = try beginning(of: mail, among: shorter) else {
            return nil
        }
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

    private func beginning(of mail: IncomingMail, among shorter: [Int64]) throws -> Int64? {
        guard !shorter.isEmpty else { return nil }
        let stored = try db.all(
            "SELECT id, codec, raw FROM mail WHERE id IN (\(ids: shorter)) ORDER BY id"
        ) { (id: $0.int(0), bytes: StoredBytes(codec: Int($0.int(1)), bytes: $0.blob(2))) }
        return stored.first { found in
            (try? MailCodec.unpackRaw(found.bytes)).map { mail.raw.starts(with: $0) } ?? false
        }?.id
    }
}
