package import TrackerModel

extension Store {
    /// Puts patches into a bundle, behind those that it has; what is in it stays where it is.
    ///
    /// - Parameters:
    ///   - id: The bundle.
    ///   - patches: All of the project of the bundle.
    ///   - author: Must own it.
    /// - Returns: The name of the bundle.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func addToBundle(
        _ id: Int64,
        _ patches: [Int64],
        by author: ChangeAuthor
    ) async throws -> String {
        try await change(by: author) { transaction in
            // Who must not know of the bundle learns nothing of it.
            _ = try transaction.footing(on: .bundle(id))
            guard let before = try BundleRecord.one(id, in: transaction.db) else {
                throw ChangeRefusal.missing("Bundle")
            }
            var change = BundleChange()
            change.patches = .set(before.patches.map(\.id) + patches)
            try BundleEditing(transaction: transaction).make(change, of: id)
            return before.name
        }
    }
}
