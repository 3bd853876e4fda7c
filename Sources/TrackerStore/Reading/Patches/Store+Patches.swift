extension Store {
    /// One page of the patches that the filter lets through, or `nil` if there is no such page.
    ///
    /// One unknown value in the filter empties the list. The other patches of each relation are
    /// read where `related` says so.
    package func patchList(
        _ filter: PatchFilter,
        _ order: ListOrder<PatchOrderKey>,
        _ page: PageRequest,
        related: Bool
    ) async throws -> Listing<PatchRecord>? {
        try await readList(isBrief: filter.isBrief(order)) { db in
            guard let list = try filter.query(order, in: db) else { return .nothing(page) }
            return try db.listing(list, page) {
                try PatchRecord.read($0, related: related, in: db)
            }
        }
    }

    /// One patch with headers, message and diff.
    package func patchDetail(_ id: Int64) async throws -> PatchDetail? {
        try await database.readBriefly { db in try Self.patchDetail(id, in: db) }
    }

    static func patchDetail(_ id: Int64, in db: any SQLConnection) throws -> PatchDetail? {
        let selection = ListQuery.Selection(ids: "\(id)", order: "patch.id")
        guard let patch = try PatchRecord.read(selection, related: true, in: db).first,
            let body = try StoredBody.one("patch", id: id, in: db)
        else { return nil }
        return PatchDetail(patch: patch, body: body)
    }
}
