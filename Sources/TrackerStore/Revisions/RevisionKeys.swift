import TrackerModel

/// Keeps under which keys series are found by their other versions.
struct RevisionKeys {
    let db: any SQLConnection

    private struct KeyRow: Hashable {
        let series: Int64
        let key: Int64
        let date: Int64
    }

    /// Brings the keys of all noted series up to date.
    ///
    /// - Returns: The noted series that are there, and the series whose earlier version may have been
    ///   one of them before.
    func store(_ notes: RevisionNotes) throws -> (series: Set<Int64>, later: Set<Int64>) {
        let ids = notes.reshaped.union(notes.added.keys)
        let places = try SeriesOrigin.all(of: ids, in: db)
        let reshaped = notes.reshaped.intersection(places.keys)
        let old = try rows(of: reshaped)
        let later = try RevisionNeighbours.find(of: Set(old.map(\.series)), in: db).later
        var wanted: Set<KeyRow> = []
        for (id, traits) in try TraitsReading(db: db).traits(of: reshaped) {
            for mail in traits.mails {
                for key in RevisionMatcher.keys(of: mail) {
                    wanted.insert(KeyRow(series: id, key: key, date: traits.date))
                }
            }
        }
        try remove(old.subtracting(wanted))
        var new = wanted.subtracting(old)
        for (id, keys) in notes.added where !reshaped.contains(id) {
            guard let place = places[id] else { continue }
            for key in keys { new.insert(KeyRow(series: id, key: key, date: place.date)) }
        }
        try insert(new, places)
        return (Set(places.keys), later)
    }

    private func rows(of ids: Set<Int64>) throws -> Set<KeyRow> {
        var found: Set<KeyRow> = []
        for part in ids.sorted().idPortions {
            try db.query(
                "SELECT series_id, key, date FROM revision_key WHERE series_id IN (\(ids: part))"
            ) { found.insert(KeyRow(series: $0.int(0), key: $0.int(1), date: $0.int(2))) }
        }
        return found
    }

    private func remove(_ rows: Set<KeyRow>) throws {
        for (series, gone) in Dictionary(grouping: rows, by: \.series) {
            for part in gone.map(\.key).sorted().idPortions {
                try db.execute(
                    """
                    DELETE FROM revision_key WHERE series_id = \(series)
                        AND key IN (\(ids: part)) AND date = \(gone[0].date)
                    """
                )
            }
        }
    }

    private func insert(_ rows: Set<KeyRow>, _ places: [Int64: SeriesOrigin]) throws {
        // In the order of the table, which finds each place near the one before.
        let texts = rows.sorted { ($0.key, $0.series) < ($1.key, $1.series) }
            .compactMap { row -> SQLText? in
                guard let place = places[row.series] else { return nil }
                return "(\(row.key), \(place.project), \(row.date), \(row.series))"
            }
        try db.add(
            texts,
            to: "revision_key (key, project_id, date, series_id)",
            "ON CONFLICT (key, project_id, date, series_id) DO NOTHING"
        )
    }
}
