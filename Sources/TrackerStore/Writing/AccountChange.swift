package import TrackerModel

/// What an account changes about itself (rest-api, section 9.3).
package struct AccountChange: Sendable {
    /// Up to 150 characters.
    package var firstName: Edit<String> = .keep
    /// Up to 150 characters.
    package var lastName: Edit<String> = .keep
    package var sendsEmail: Edit<Bool> = .keep
    /// 0 or more.
    package var itemsPerPage: Edit<Int> = .keep
    package var showsIDs: Edit<Bool> = .keep
    package var usesKeys: Edit<Bool> = .keep

    package init() {}
}

extension Store {
    /// Changes names and settings of an account.
    ///
    /// - Parameters:
    ///   - id: The account.
    ///   - change: What is to become of it.
    ///   - author: Must be the account itself.
    /// - Returns: The account as it is now.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func changeAccount(
        _ id: Account.ID,
        _ change: AccountChange,
        by author: ChangeAuthor
    ) async throws -> AccountDetail {
        try await self.change(by: author) { transaction in
            let footing = try transaction.footing(on: .account(id))
            try transaction.require(.changeAccount, on: footing)
            guard let old = try Self.accountDetail(id, in: transaction.db) else {
                throw ChangeRefusal.missing("User")
            }
            try transaction.make(change, of: old)
            return try Self.accountDetail(id, in: transaction.db) ?? old
        }
    }
}

extension ChangeTransaction {
    fileprivate func make(_ change: AccountChange, of old: AccountDetail) throws {
        var (account, settings) = (old.account, old.settings)
        account.firstName = change.firstName.value ?? account.firstName
        account.lastName = change.lastName.value ?? account.lastName
        settings.sendsEmail = change.sendsEmail.value ?? settings.sendsEmail
        settings.itemsPerPage = change.itemsPerPage.value ?? settings.itemsPerPage
        settings.showsIDs = change.showsIDs.value ?? settings.showsIDs
        settings.usesKeys = change.usesKeys.value ?? settings.usesKeys
        var trail = Trail()
        trail.add("first_name", .text(old.account.firstName), .text(account.firstName))
        trail.add("last_name", .text(old.account.lastName), .text(account.lastName))
        trail.add("send_email", .bool(old.settings.sendsEmail), .bool(settings.sendsEmail))
        trail.add(
            "items_per_page",
            .number(Int64(old.settings.itemsPerPage)),
            .number(Int64(settings.itemsPerPage))
        )
        trail.add("show_ids", .bool(old.settings.showsIDs), .bool(settings.showsIDs))
        trail.add("use_keys", .bool(old.settings.usesKeys), .bool(settings.usesKeys))
        guard !trail.isEmpty else { return }
        try db.execute(
            """
            UPDATE account SET first_name = \(account.firstName), last_name = \(account.lastName),
                send_email = \(settings.sendsEmail), items_per_page = \(settings.itemsPerPage),
                show_ids = \(settings.showsIDs), keys_off = \(!settings.usesKeys)
            WHERE id = \(account.id)
            """
        )
        try audit.add(
            "update",
            ("user", account.id),
            project: nil,
            before: trail.before,
            after: trail.after
        )
    }
}
