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
            return try db.listing(list, page, PatchDraft.reading(related: related, in: db))
        }
    }

    /// One patch with headers, message and diff.
    package func patchDetail(_ id: Int64) async throws -> PatchDetail? {
        try await database.ask(PatchDetail.statements(id), PatchDetail.read)
    }

    static func patchDetail(_ id: Int64, in db: any SQLConnection) throws -> PatchDetail? {
        try PatchDetail.read(db.answers(to: PatchDetail.statements(id), isLast: false))
    }
}
