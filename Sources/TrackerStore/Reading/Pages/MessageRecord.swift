package import TrackerModel

/// What the page of a patch or cover letter shows.
package struct MessageRecord: Sendable {
    package let kind: MboxKind
    package let id: Int64
    /// As stored, with angle brackets.
    package let messageID: String
    package let name: String
    /// Microseconds since 1970 in UTC.
    package let date: Int64
    package let submitter: Person
    package let project: Project
    package let body: MailBody
    package let choices: ProjectChoices
    /// By date.
    package fileprivate(set) var comments: [CommentLine] = []
    /// The series, the one with the smallest number where a cover letter has several.
    package fileprivate(set) var series: SeriesOutline?
    /// `nil` for a cover letter.
    package fileprivate(set) var patch: PatchFacts?
    /// Of a patch: the cover letter of its series.
    package fileprivate(set) var cover: CoverTalk?
    /// Of a patch: the earlier versions of its series, if there are any.
    package fileprivate(set) var earlier: TalkSource?
    /// Of a cover letter: those of the earlier versions of its series, if there are any.
    package fileprivate(set) var earlierCovers: EarlierCovers?
    /// What became of the patch from one version to the next, the older step first.
    package fileprivate(set) var steps: [PatchStep] = []
    /// `nil` for strangers.
    package fileprivate(set) var offer: ChangeOffer?
}

/// What a page shows of a patch besides its mail.
package struct PatchFacts: Sendable {
    package let record: PatchRecord
    package let tags: [TagCount]
    /// Those that count, by context.
    package let checks: [CheckRecord]
    /// The newest 50 changes, the oldest first.
    package let history: [HistoryLine]
}

/// What was found where a page was looked for.
package enum MessageLookup: Sendable {
    case found(MessageRecord)
    /// There is one of the other kind with that message-id.
    case elsewhere(NumberedPlace)
}

extension Store {
    /// The patch or cover letter at a place with all that its page shows, or where one of the other
    /// kind is. Everything is read on one view of the database, but for the earlier versions: few
    /// patches have any, and reading them is not brief.
    ///
    /// - Parameters:
    ///   - kind: What is looked for.
    ///   - place: Where.
    ///   - viewer: Who looks; `nil` for a stranger.
    /// - Returns: `nil` if there is nothing.
    /// - Throws: `StoreError`.
    package func messagePage(
        _ kind: MboxKind,
        at place: MessagePlace,
        for viewer: Account.ID?
    ) async throws -> MessageLookup? {
        let found = try await foundMessage(kind, at: place, for: viewer)
        guard case .found(var record)? = found, let series = record.series,
            series.earlier != nil
        else { return found }
        switch kind {
        case .patch:
            record.earlier = try await database.read { db in
                try TalkSource.read(of: series.id, for: viewer, in: db)
            }
        case .cover:
            record.earlierCovers = try await database.read { db in
                let chain = try TalkSource.chain(of: series.id, in: db)
                return try EarlierCovers.read(chain, for: viewer, in: db)
            }
        }
        return .found(record)
    }

    private func foundMessage(
        _ kind: MboxKind,
        at place: MessagePlace,
        for viewer: Account.ID?
    ) async throws -> MessageLookup? {
        try await database.readBriefly { db in
            if let id = try place.find(in: kind.table, db) {
                return try MessageRecord.read(kind, id: id, for: viewer, in: db)
                    .map(MessageLookup.found)
            }
            let other: MboxKind = kind == .patch ? .cover : .patch
            guard let id = try place.find(in: other.table, db) else { return nil }
            return try NumberedPlace.find(other, id: id, in: db).map(MessageLookup.elsewhere)
        }
    }
}

extension MessageRecord {
    fileprivate static func read(
        _ kind: MboxKind,
        id: Int64,
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> MessageRecord? {
        let lookup = ReadingLookup(db)
        guard var record = try own(kind, id: id, lookup, in: db) else { return nil }
        record.comments = try CommentLine.read(kind, below: [id], for: viewer, in: db)
        var series: Int64?
        switch kind {
        case .patch:
            record.patch = try PatchFacts.read(id, in: db)
            series = record.patch?.record.series?.id
            if let series { record.steps = try PatchStep.read(id, of: series, in: db) }
        case .cover:
            series = try db.int("SELECT MIN(id) FROM series WHERE cover_id = \(id)")
        }
        record.series = try series.flatMap { try SeriesOutline.read($0, in: db) }
        if kind == .patch, let outline = record.series {
            record.cover = try outline.cover.flatMap { try CoverTalk.read($0, for: viewer, in: db) }
        }
        if let viewer {
            let footing =
                kind == .patch
                ? try Store.footing(of: viewer, on: .patch(id), in: db)
                : try Store.footing(of: viewer, onCover: id, in: db)
            record.offer = try footing.map { try ChangeOffer.read($0, of: viewer, in: db) }
        }
        return record
    }

    private static func own(
        _ kind: MboxKind,
        id: Int64,
        _ lookup: ReadingLookup,
        in db: any SQLConnection
    ) throws -> MessageRecord? {
        let table = kind.table
        return try db.first(
            """
            SELECT \(sql: table).project_id, \(sql: table).msgid, \(sql: table).name,
                \(sql: table).date, \(sql: Person.columns), \(sql: StoredBody.columns(of: table))
            FROM \(sql: table)
            JOIN person ON person.id = \(sql: table).submitter_id
            LEFT JOIN mail ON mail.id = \(sql: table).mail_id
            WHERE \(sql: table).id = \(id)
            """
        ) { row in
            var reader = RowReader(row)
            let project = try lookup.project(reader.int())
            return MessageRecord(
                kind: kind,
                id: id,
                messageID: reader.text(),
                name: reader.text(),
                date: reader.int(),
                submitter: Person(&reader),
                project: project,
                body: try StoredBody.read(&reader),
                choices: try ProjectChoices.read(project.id, in: db)
            )
        }
    }
}

extension PatchFacts {
    fileprivate static func read(_ id: Int64, in db: any SQLConnection) throws -> PatchFacts? {
        guard let record = try PatchRecord.one(id, in: db) else { return nil }
        let checks = try Store.latestChecks(ofPatches: [id], in: db).first?.checks ?? []
        return PatchFacts(
            record: record,
            tags: try PatchTags.read(ofPatches: [id], in: db).counts(ofPatch: id),
            checks: checks.sorted {
                ($0.context, $0.account.username, $0.id) < ($1.context, $1.account.username, $1.id)
            },
            history: try HistoryLine.read(ofPatches: [id], limit: 50, in: db)
        )
    }
}
