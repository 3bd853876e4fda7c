package import TrackerModel

/// The style sheet that somebody has for pages.
package enum OwnStyle {
    /// In bytes of UTF-8: many times what setting all tokens takes.
    package static let longest = 32_768
}

extension Store {
    /// The style sheet of an account; empty without one.
    package func ownStyle(of account: Account.ID) async throws -> String {
        try await database.readBriefly { db in
            try db.first("SELECT style FROM account WHERE id = \(account)") { $0.text(0) } ?? ""
        }
    }

    /// Gives the account of the author a style sheet, or with an empty text none.
    ///
    /// - Parameters:
    ///   - style: At most ``OwnStyle/longest`` bytes.
    ///   - author: Whose it is.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func setOwnStyle(_ style: String, by author: ChangeAuthor) async throws {
        guard let account = author.account else { throw ChangeRefusal.missing("User") }
        let now = clock.now()
        try await database.write { db in
            let old = try db.int("SELECT length(style) FROM account WHERE id = \(account.id)")
            guard let old else { throw ChangeRefusal.missing("User") }
            try db.execute(
                """
                UPDATE account SET style = \(style), styled = \(style.isEmpty ? 0 : now)
                WHERE id = \(account.id)
                """
            )
            try AuditLog(db: db, now: now, author: author).add(
                "update",
                ("user", account.id),
                project: nil,
                before: ["style_length": .number(old)],
                after: ["style_length": .number(Int64(style.unicodeScalars.count))]
            )
        }
    }
}
