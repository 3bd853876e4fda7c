/// How a query that joins the table `mail` outwards reads the body of a patch, cover or comment.
enum StoredBody {
    static let columnCount = 4

    static func columns(of table: SQLText) -> SQLText {
        "\(sql: table).codec, \(sql: table).body, mail.codec, mail.raw"
    }

    /// The body from ``columns(of:)``, the first of which is `start`.
    static func read(_ row: any SQLRow, from start: Int) throws -> MailBody {
        let body = StoredBytes(codec: Int(row.int(start)), bytes: row.blob(start + 1))
        guard !row.isNull(start + 2) else { return try MailCodec.unpackBody(body, raw: []) }
        let raw = StoredBytes(codec: Int(row.int(start + 2)), bytes: row.blob(start + 3))
        return try MailCodec.unpackBody(body, raw: MailCodec.unpackRaw(raw))
    }
}
