import TrackerModel

/// The project of a series, and when it was sent.
struct SeriesOrigin {
    let project: Project.ID
    /// Microseconds since 1970.
    let date: Int64

    /// Those of the series that are there.
    static func all(
        of ids: some Collection<Int64>,
        in db: any SQLConnection
    ) throws -> [Int64: SeriesOrigin] {
        var found: [Int64: SeriesOrigin] = [:]
        for part in ids.sorted().idPortions {
            try db.query("SELECT id, project_id, date FROM series WHERE id IN (\(ids: part))") {
                found[$0.int(0)] = SeriesOrigin(project: $0.int(1), date: $0.int(2))
            }
        }
        return found
    }
}
