package import TrackerModel

/// A cover letter as lists show it.
package struct CoverRecord: Sendable {
    package let reference: MailReference
    package let submitter: Person
    package let series: SeriesReference?

    package var id: Int64 { reference.id }
}

/// A cover letter with what its mail said.
package struct CoverDetail: Sendable {
    package let cover: CoverRecord
    package let body: MailBody
}

/// Which cover letters a list has. What is `nil` does not filter.
package struct CoverFilter: Sendable {
    package var projects: [Reference]?
    package var submitters: [Reference]?
    package var series: [Reference]?
    /// Without angle brackets.
    package var messageID: String?
    package var since: Int64?
    package var before: Int64?
    /// Each must occur in the name.
    package var terms: [String] = []

    package init() {}
}

/// What cover letters can be ordered by.
package enum CoverOrderKey: String, OrderKey {
    case id, name, date, submitter

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "cover.id"
        case .name: "cover.name"
        case .date: "cover.date"
        case .submitter: "cover.submitter_id"
        }
    }
}

extension CoverFilter {
    /// The list of these cover letters, or `nil` if a value of the filter is invalid.
    func query(
        _ order: ListOrder<CoverOrderKey>,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var list = ListQuery(table: "cover", conditions: [], order: order.sql)
        guard try list.require("cover.project_id", among: projects, of: .projects, in: db),
            try list.require("cover.submitter_id", among: submitters, of: .people, in: db)
        else { return nil }
        if let series {
            guard let ids = try db.resolve(series, in: .series) else { return nil }
            list.conditions.append(
                "cover.id IN (SELECT cover_id FROM series WHERE id IN (\(ids: ids)))"
            )
        }
        if let messageID { list.conditions.append("cover.msgid = \("<\(messageID)>")") }
        let hasOther = series != nil || messageID != nil || !terms.isEmpty
        if !hasOther, let term = order.onlyTerm, term.key == .id || term.key == .date {
            list.walk = list.mailWalk(
                .covers,
                byDate: term.key == .date,
                isDescending: term.isDescending,
                since: since,
                before: before
            )
        }
        list.require("cover.date", since: since, before: before)
        list.require(terms, in: ["cover.name"])
        return list
    }
}

extension CoverRecord {
    fileprivate static let columns: SQLText = """
        \(sql: MailReference.columns(of: "cover")), \(sql: Person.columns),
        \(sql: SeriesReference.columns)
        """

    fileprivate static let tables: SQLText = """
        cover
        JOIN person ON person.id = cover.submitter_id
        LEFT JOIN series
            ON series.cover_id = cover.id
            AND series.id = (SELECT MIN(own.id) FROM series AS own WHERE own.cover_id = cover.id)
        """

    fileprivate init(_ reader: inout RowReader, _ lookup: ReadingLookup) throws {
        self.init(
            reference: try MailReference(&reader, lookup),
            submitter: Person(&reader),
            series: try SeriesReference.optional(&reader, lookup)
        )
    }

    /// The cover letters of a page in its order.
    static func read(
        _ selection: ListQuery.Selection,
        in db: any SQLConnection
    ) throws -> [CoverRecord] {
        let lookup = ReadingLookup(db)
        return try db.all(
            """
            SELECT \(sql: columns) FROM \(sql: tables)
            WHERE cover.id IN (\(sql: selection.ids))
            ORDER BY \(sql: selection.order)
            """
        ) { row in
            var reader = RowReader(row)
            return try CoverRecord(&reader, lookup)
        }
    }
}

extension Store {
    /// One page of the cover letters that the filter lets through, or `nil` if there is no such
    /// page.
    package func coverList(
        _ filter: CoverFilter,
        _ order: ListOrder<CoverOrderKey>,
        _ page: PageRequest
    ) async throws -> Listing<CoverRecord>? {
        let isBrief = filter.terms.isEmpty && order.isBrief(between: filter.since, filter.before)
        return try await readList(isBrief: isBrief) { db in
            guard let list = try filter.query(order, in: db) else { return .nothing(page) }
            return try db.listing(list, page) { try CoverRecord.read($0, in: db) }
        }
    }

    /// One cover letter with headers and message.
    package func coverDetail(_ id: Int64) async throws -> CoverDetail? {
        let statement: SQLText = """
            SELECT \(sql: Project.columns), \(sql: CoverRecord.columns),
                \(sql: StoredBody.columns(of: "cover"))
            FROM \(sql: CoverRecord.tables)
            JOIN project ON project.id = cover.project_id
            LEFT JOIN mail ON mail.id = cover.mail_id
            WHERE cover.id = \(id)
            """
        return try await database.ask([statement]) { answers in
            let lookup = ReadingLookup(nil)
            return try answers.first(0) { row in
                var reader = RowReader(row)
                _ = lookup.project(&reader)
                let cover = try CoverRecord(&reader, lookup)
                return CoverDetail(cover: cover, body: try StoredBody.read(&reader))
            }
        }
    }
}
