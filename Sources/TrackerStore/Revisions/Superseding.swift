import TrackerModel

/// Patches that a new version of their series has made obsolete.
struct Superseding {
    let db: any SQLConnection
    let now: Int64
    let events: EventLog
    let projects: [Project]

    /// A version that was sent longer ago comes from an archive, whichever way: in microseconds.
    static let age: Int64 = 30 * 86_400 * 1_000_000
    static let stateSlug = "superseded"

    private struct Link {
        let series: Int64
        let earlier: Int64
        let kind: RevisionKind
        let reason: String
        let project: Project
    }

    /// Makes patches superseded that are open, and that versions which came just now replace; each once
    /// for each version, so that whoever opens it again has the last word.
    func supersede(olderThan series: Set<Int64>) throws {
        guard projects.contains(where: \.supersedes) else { return }
        let links = try links(of: series)
        guard !links.isEmpty, let state = try state() else { return }
        for link in links {
            for patch in try replaced(by: link) { try supersede(patch, by: link, state) }
        }
    }

    private func links(of series: Set<Int64>) throws -> [Link] {
        let byID = Dictionary(uniqueKeysWithValues: projects.map { ($0.id, $0) })
        var found: [Link] = []
        for part in series.sorted().idPortions {
            try db.query(
                """
                SELECT revision.series_id, revision.earlier_id, revision.kind, revision.reason,
                    series.project_id
                FROM revision JOIN series ON series.id = revision.series_id
                WHERE revision.series_id IN (\(ids: part)) AND revision.earlier_id IS NOT NULL
                    AND series.date > \(now - Self.age)
                ORDER BY revision.series_id
                """
            ) { row in
                guard let project = byID[row.int(4)], project.supersedes else { return }
                let link = Link(
                    series: row.int(0),
                    earlier: row.int(1),
                    kind: RevisionKind(rawValue: row.text(2)) ?? .revision,
                    reason: row.text(3),
                    project: project
                )
                found.append(link)
            }
        }
        return found
    }

    private func state() throws -> PatchState.ID? {
        try db.int("SELECT id FROM state WHERE slug = \(Self.stateSlug)")
    }

    /// Of the earlier version, what the link replaces and was not superseded by it before.
    private func replaced(by link: Link) throws -> [VersionedPatch] {
        let patches = try VersionedPatch.all(of: [link.earlier, link.series], in: db)
        let old = patches.filter { $0.series == link.earlier }
        let open = old.filter(\.isOpen)
        guard !open.isEmpty else { return [] }
        let before = Set(
            try db.all(
                "SELECT patch_id FROM revision_superseded WHERE series_id = \(link.series)"
            ) { $0.int(0) }
        )
        var replaced = Set(open.map(\.id))
        if link.kind == .part {
            let new = patches.filter { $0.series == link.series }
            let numbers = Set(new.map(\.number))
            replaced = Set(RevisionPairing.pairs(old, new).map(\.older.id))
                .union(old.filter { numbers.contains($0.number) }.map(\.id))
        }
        return open.filter { replaced.contains($0.id) && !before.contains($0.id) }
    }

    private func supersede(_ patch: VersionedPatch, by link: Link, _ state: PatchState.ID) throws {
        let previous = try db.first("SELECT slug FROM state WHERE id = \(patch.state)") {
            $0.text(0)
        }
        try db.execute("UPDATE patch SET state_id = \(state) WHERE id = \(patch.id)")
        try db.execute(
            """
            INSERT INTO revision_superseded (series_id, patch_id, state_id)
            VALUES (\(link.series), \(patch.id), \(patch.state))
            """
        )
        var event = NewEvent(.patchStateChanged, in: link.project, patch: patch.id)
        event.state = (patch.state, state)
        event.cause = link.series
        try events.add(event)
        let reason = "series \(link.series) is a later version: \(link.reason)"
        try AuditLog(db: db, now: now, author: ChangeAuthor(account: nil, way: .mail)).add(
            "update",
            ("patch", patch.id),
            project: link.project.id,
            before: ["state": .optional(previous)],
            after: ["state": .text(Self.stateSlug), "reason": .text(reason)]
        )
    }

    /// Patches that the link of a series had superseded go back to the state that they had, where nobody
    /// has changed it since and the author may.
    static func restore(by series: Int64, in transaction: ChangeTransaction) throws {
        let superseded = try transaction.db.all(
            """
            SELECT own.patch_id, own.state_id
            FROM revision_superseded AS own JOIN patch ON patch.id = own.patch_id
            JOIN state ON state.id = patch.state_id
            WHERE own.series_id = \(series) AND state.slug = \(stateSlug) ORDER BY own.patch_id
            """
        ) { (patch: $0.int(0), state: $0.int(1)) }
        for (patch, state) in superseded {
            var change = PatchChange()
            change.state = .set(.id(state))
            // The state may be gone since; and a superuser has no right to the patches themselves.
            do { try PatchEditing(patch, in: transaction).make(change) } catch is ChangeRefusal {}
        }
        try transaction.db.execute("DELETE FROM revision_superseded WHERE series_id = \(series)")
    }
}
