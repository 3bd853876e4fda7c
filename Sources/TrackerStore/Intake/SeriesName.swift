import PatchParsing

/// What a series is called: the title of its cover letter, or else patch 1, prefix and all
/// (mail-intake, 14.11).
enum SeriesName {
    static func of(cover name: String) -> String { PatchSubject.withoutPrefix(name) }

    static func of(_ series: Int64, in db: any SQLConnection) throws -> String? {
        let cover = try db.first(
            """
            SELECT cover.name FROM series JOIN cover ON cover.id = series.cover_id
            WHERE series.id = \(series)
            """
        ) { $0.text(0) }
        if let cover { return of(cover: cover) }
        return try db.first(
            "SELECT name FROM patch WHERE series_id = \(series) AND number = 1"
        ) { $0.text(0) }
    }
}
