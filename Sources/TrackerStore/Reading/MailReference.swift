package import TrackerModel

/// A patch or cover letter as other objects show it: enough for a line and its links.
package struct MailReference: Hashable, Sendable {
    package let id: Int64
    package let project: Project
    /// With angle brackets.
    package let messageID: String
    package let date: Int64
    package let name: String
}

/// A series as its patches and events show it.
package struct SeriesReference: Hashable, Sendable {
    package let id: Int64
    package let project: Project
    package let date: Int64
    /// `nil` as long as neither a cover letter nor the first patch is there.
    package let name: String?
    package let version: Int64
}

extension MailReference {
    /// The columns of ``init(_:_:)`` in their order.
    static func columns(of table: SQLText) -> SQLText {
        """
        \(sql: table).id, \(sql: table).project_id, \(sql: table).msgid, \(sql: table).date,
        \(sql: table).name
        """
    }
    static let columnCount = 5

    init(_ reader: inout RowReader, _ lookup: ReadingLookup) throws {
        id = reader.int()
        project = try lookup.project(reader.int())
        messageID = reader.text()
        date = reader.int()
        name = reader.text()
    }

    static func optional(_ reader: inout RowReader, _ lookup: ReadingLookup) throws -> Self? {
        guard !reader.isAtNull else {
            reader.skip(columnCount)
            return nil
        }
        return try Self(&reader, lookup)
    }
}

extension SeriesReference {
    /// The columns of ``init(_:_:)`` in their order.
    static let columns: SQLText = """
        series.id, series.project_id, series.date, series.name, series.version
        """
    static let columnCount = 5

    init(_ reader: inout RowReader, _ lookup: ReadingLookup) throws {
        id = reader.int()
        project = try lookup.project(reader.int())
        date = reader.int()
        name = reader.optionalText()
        version = reader.int()
    }

    static func optional(_ reader: inout RowReader, _ lookup: ReadingLookup) throws -> Self? {
        guard !reader.isAtNull else {
            reader.skip(columnCount)
            return nil
        }
        return try Self(&reader, lookup)
    }
}

/// A patch or cover letter as its row has it: with the id of its project.
struct MailDraft {
    let id: Int64
    let project: Project.ID
    let messageID: String
    let date: Int64
    let name: String

    /// From `MailReference.columns(of:)`.
    init(_ reader: inout RowReader) {
        id = reader.int()
        project = reader.int()
        messageID = reader.text()
        date = reader.int()
        name = reader.text()
    }

    func reference(_ lookup: ReadingLookup) throws -> MailReference {
        MailReference(
            id: id,
            project: try lookup.project(project),
            messageID: messageID,
            date: date,
            name: name
        )
    }
}
