/// How the bodies of patches, cover letters and comments are read.
enum StoredBodies {
    /// The columns of ``read(_:)``, for a query that joins `mail` outwards.
    static func columns(of table: SQLText) -> SQLText {
        "\(sql: table).codec, \(sql: table).body, mail.codec, mail.raw"
    }

    static func read(_ reader: inout RowReader) throws -> MailBody {
        let body = StoredBytes(codec: Int(reader.int()), bytes: reader.blob())
        guard !reader.isAtNull else {
            reader.skip(2)
            return try MailCodec.unpackBody(body, raw: [])
        }
        let raw = StoredBytes(codec: Int(reader.int()), bytes: reader.blob())
        return try MailCodec.unpackBody(body, raw: MailCodec.unpackRaw(raw))
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
        ) { row in
            var reader = RowReader(row)
            return try read(&reader)
        }
    }
}
