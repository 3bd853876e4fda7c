extension Store {
    /// The series that another one turned out to be part of, when mails of its thread came late.
    ///
    /// - Parameter id: A number that had been given to a series.
    /// - Returns: The number of the series that has its mails now; `nil` if it never lost them.
    /// - Throws: `StoreError`.
    package func series(replacing id: Int64) async throws -> Int64? {
        try await database.read { db in
            try db.int("SELECT series_id FROM series_alias WHERE id = \(id)")
        }
    }
}
