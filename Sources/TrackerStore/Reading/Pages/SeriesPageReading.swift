import PatchParsing
import TrackerModel

extension SeriesPageRecord {
    /// The mails whose lines are counted, in bytes: what is behind them is not.
    private static let largestCount: Int64 = 4 * 1_048_576

    static func read(
        _ id: Int64,
        of project: Project,
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> SeriesPageRecord? {
        let head = try db.first(
            """
            SELECT series.date, series.cover_id, \(sql: Person.columns), series.blocks,
                series.has_newer, \(sql: ShownTurn.columns)
            FROM series JOIN person ON person.id = series.submitter_id \(sql: ShownTurn.join)
            WHERE series.id = \(id) AND series.project_id = \(project.id)
            """
        ) { row in
            var reader = RowReader(row)
            return (
                date: reader.int(), cover: reader.optionalInt(), submitter: Person(&reader),
                blocks: reader.int(), hasNewer: reader.bool(), turn: ShownTurn(&reader)
            )
        }
        guard let head, let outline = try SeriesOutline.read(id, in: db),
            let stack = try StackReading(db: db).stack(of: id)
        else { return nil }
        let ids = outline.patches.map(\.id)
        let covers = head.cover.map { [$0] } ?? []
        let comments = try CommentLine.read(.patch, below: ids, for: viewer, in: db)
        var offer: ChangeOffer?
        if let viewer, let footing = try Store.footing(of: viewer, onSeries: id, in: db) {
            offer = try ChangeOffer.read(footing, of: viewer, in: db)
        }
        let versions = try RevisionReading(db: db).versions(of: id) ?? []
        let chain = outline.earlier == nil ? [] : try TalkSource.chain(of: id, in: db)
        return SeriesPageRecord(
            outline: outline,
            project: project,
            date: head.date,
            submitter: head.submitter,
            choices: try ProjectChoices.read(project.id, in: db),
            cover: try head.cover.flatMap { try Cover.read($0, in: db) },
            patches: try patches(of: outline, comments, in: db),
            tags: try PatchTags.read(ofPatches: ids, in: db),
            checks: try SeriesCheckRecord.read(
                "series_check.series_id = \(id) AND series_check.superseded = 0",
                in: db
            ),
            patchChecks: try Store.latestChecks(ofPatches: ids, in: db),
            coverComments: try CommentLine.read(.cover, below: covers, for: viewer, in: db),
            comments: comments,
            history: try HistoryLine.read(ofPatches: ids, limit: 200, in: db),
            stack: stack,
            versions: versions,
            earlier: try TalkSource.read(chain, for: viewer, in: db),
            earlierCovers: try EarlierCovers.read(chain, for: viewer, in: db),
            steps: try ComparisonReading(db: db).steps(of: versions),
            turn: head.turn,
            blocks: head.blocks > 0 && !head.hasNewer ? try SeriesBlock.all(of: id, in: db) : [],
            earlierNacks: outline.earlier == nil ? nil : try SeriesBlock.nacks(before: id, in: db),
            offer: offer
        )
    }

    private static func patches(
        of outline: SeriesOutline,
        _ comments: [CommentLine],
        in db: any SQLConnection
    ) throws -> [Patch] {
        let ids = outline.patches.map(\.id)
        guard !ids.isEmpty else { return [] }
        let facts = Dictionary(
            uniqueKeysWithValues: try db.all(
                """
                SELECT patch.id, patch.date, patch.delegate_id, patch.archived, patch.pull_url,
                    COALESCE(mail.size, 0)
                FROM patch LEFT JOIN mail ON mail.id = patch.mail_id
                WHERE patch.id IN (\(ids: ids))
                """
            ) { row in
                let facts = (
                    date: row.int(1), delegate: row.optionalInt(2), isArchived: row.bool(3),
                    pullURL: row.optionalText(4), size: row.int(5)
                )
                return (row.int(0), facts)
            }
        )
        var left = largestCount
        let counted = ids.prefix { id in
            left -= facts[id]?.size ?? 0
            return left >= 0
        }
        let files = try files(ofPatches: Array(counted), in: db)
        let talk = Dictionary(grouping: comments, by: \.parent)
        return outline.patches.compactMap { member in
            guard let facts = facts[member.id] else { return nil }
            let comments = talk[member.id] ?? []
            return Patch(
                member: member,
                date: facts.date,
                delegate: facts.delegate,
                isArchived: facts.isArchived,
                pullURL: facts.pullURL,
                comments: comments.count,
                openComments: comments.count { $0.isAddressed == false },
                files: files[member.id]
            )
        }
    }

    /// One body after the other is unpacked, so that no more than one is held.
    private static func files(
        ofPatches ids: [Int64],
        in db: any SQLConnection
    ) throws -> [Int64: [DiffFile]] {
        guard !ids.isEmpty else { return [:] }
        var files: [Int64: [DiffFile]] = [:]
        try db.query(
            """
            SELECT \(sql: StoredBody.columns(of: "patch")), patch.id
            FROM patch LEFT JOIN mail ON mail.id = patch.mail_id
            WHERE patch.id IN (\(ids: ids))
            """
        ) { row in
            let diff = try StoredBody.read(row, from: 0).diff
            files[row.int(StoredBody.columnCount)] = diff.map(DiffFiles.files(in:)) ?? []
        }
        return files
    }
}

extension SeriesPageRecord.Cover {
    fileprivate static func read(_ id: Int64, in db: any SQLConnection) throws -> Self? {
        try db.first(
            """
            SELECT cover.msgid, cover.name, cover.date, \(sql: StoredBody.columns(of: "cover"))
            FROM cover LEFT JOIN mail ON mail.id = cover.mail_id WHERE cover.id = \(id)
            """
        ) { row in
            Self(
                id: id,
                messageID: row.text(0),
                name: row.text(1),
                date: row.int(2),
                body: try StoredBody.read(row, from: 3)
            )
        }
    }
}
