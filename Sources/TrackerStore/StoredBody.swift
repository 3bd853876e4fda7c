/// How the body of a patch, cover letter or comment is read, by a query that joins `mail` outwards.
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

    static func read(_ reader: inout RowReader) throws -> MailBody {
        try read(reader.row, from: reader.take(columnCount))
    }

    /// The body of one row, or `nil` if there is no such row.
    static func one(
        _ table: SQLText,
        id: Int64,
        in db: any SQLConnection
    ) throws -> MailBody? {
        try db.first(
            """
            SELECT \(sql: columns(of: table))
            FROM \(sql: table) LEFT JOIN mail ON mail.id = \(sql: table).mail_id
            WHERE \(sql: table).id = \(id)
            """
        ) { try read($0, from: 0) }
    }
}
