import TrackerModel

/// Several patches to be downloaded as one mbox: their ids are few bytes, their mails are read as the
/// client takes them.
package struct MboxPlan: Hashable, Sendable {
    /// What the file is named after.
    package let name: String
    /// The patches in their order.
    package let patches: [Int64]
}

extension Store {
    /// The patch or cover letter at a place, or nil.
    package func mboxSource(_ kind: MboxKind, at place: MessagePlace) async throws -> MboxSource? {
        try await database.readBriefly { db in
            guard let id = try place.find(in: kind.table, db) else { return nil }
            return try MboxSource.one(kind, id: id, in: db)
        }
    }

    /// The patches with these ids, in that order.
    package func mboxSources(patches ids: [Int64]) async throws -> [MboxSource] {
        try await database.ask(MboxSource.statements(.patch, ids: ids)) {
            try MboxSource.read($0, ids: ids)
        }
    }

    /// The name and the diff of a patch; the diff is nil for a pull request.
    package func diff(at place: MessagePlace) async throws -> (name: String, diff: String?)? {
        try await database.readBriefly { db in
            guard let id = try place.find(in: "patch", db) else { return nil }
            return try db.first(
                """
                SELECT \(sql: StoredBody.columns(of: "patch")), patch.name
                FROM patch LEFT JOIN mail ON mail.id = patch.mail_id
                WHERE patch.id = \(id)
                """
            ) { ($0.text(StoredBody.columnCount), try StoredBody.read($0, from: 0).diff) }
        }
    }

    /// A patch behind the patches of its series that have smaller numbers.
    ///
    /// It must belong to the series; nil takes the one it has. The result is nil if there is no
    /// such patch, or it has no series or another one.
    package func mboxPlan(
        patchAt place: MessagePlace,
        inSeries series: Int64?
    ) async throws -> MboxPlan? {
        try await database.readBriefly { db in
            guard let id = try place.find(in: "patch", db),
                let patch = try db.first(
                    "SELECT name, series_id, number FROM patch WHERE id = \(id)",
                    { (name: $0.text(0), series: $0.optionalInt(1), number: $0.int(2)) }
                ),
                let own = patch.series, series == nil || series == own
            else { return nil }
            let earlier = try db.all(
                """
                SELECT id FROM patch WHERE series_id = \(own) AND number < \(patch.number)
                ORDER BY number, id
                """
            ) { $0.int(0) }
            return MboxPlan(name: patch.name, patches: earlier + [id])
        }
    }

    /// The patches of a series by number, or nil if there is no such series.
    package func mboxPlan(series id: Int64) async throws -> MboxPlan? {
        let statements: [SQLText] = [
            "SELECT name FROM series WHERE id = \(id)",
            "SELECT id FROM patch WHERE series_id = \(id) ORDER BY number, id",
        ]
        return try await database.ask(statements) { answers in
            let name = try answers.first(0) { SeriesTitle.shown($0.optionalText(0), id: id) }
            guard let name else { return nil }
            return MboxPlan(name: name, patches: try answers.all(1) { $0.int(0) })
        }
    }
}
