import TrackerModel

/// Reads what series say of themselves and of their versions.
struct TraitsReading {
    let db: any SQLConnection

    /// The traits of the series with these ids that are there.
    func traits(of ids: some Sequence<Int64>) throws -> [Int64: SeriesTraits] {
        var found: [Int64: SeriesTraits] = [:]
        for part in Array(Set(ids)).sorted().idPortions { try read(part, into: &found) }
        return found
    }

    private func read(_ ids: ArraySlice<Int64>, into found: inout [Int64: SeriesTraits]) throws {
        try db.query(
            """
            SELECT id, submitter_id, date, version, total FROM series WHERE id IN (\(ids: ids))
            """
        ) { row in
            found[row.int(0)] = SeriesTraits(
                id: row.int(0),
                author: row.int(1),
                date: row.int(2),
                version: Int(row.int(3)),
                total: Int(row.int(4)),
                mails: []
            )
        }
        try db.query(
            """
            SELECT series.id, 0, cover.msgid, cover.name, NULL, traits.answers, traits.change_id,
                traits.earlier, traits.files, cover.submitter_id
            FROM series JOIN cover ON cover.id = series.cover_id
            LEFT JOIN cover_traits AS traits ON traits.cover_id = cover.id
            WHERE series.id IN (\(ids: ids))
            """
        ) { row in found[row.int(0)]?.mails.append(MailTraits(row: row)) }
        try db.query(
            """
            SELECT patch.series_id, patch.number, patch.msgid, patch.name, patch.hash,
                traits.answers, traits.change_id, traits.earlier, traits.files, patch.submitter_id
            FROM patch LEFT JOIN patch_traits AS traits ON traits.patch_id = patch.id
            WHERE patch.series_id IN (\(ids: ids)) ORDER BY patch.series_id, patch.number
            """
        ) { row in found[row.int(0)]?.mails.append(MailTraits(row: row)) }
    }
}

extension MailTraits {
    fileprivate init(row: any SQLRow) {
        func lines(_ column: Int) -> [String] {
            row.optionalText(column)?.textLines ?? []
        }
        self.init(
            number: Int(row.int(1)),
            messageID: row.text(2).withoutAngleBrackets,
            author: row.int(9),
            answers: lines(5),
            subject: row.text(3),
            changeID: row.optionalText(6),
            earlier: lines(7),
            hash: row.optionalText(4),
            files: lines(8)
        )
    }
}
