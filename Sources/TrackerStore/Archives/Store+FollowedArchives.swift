/// An archive that is followed, and how its mails are taken in.
package struct FollowedArchive: Hashable, Sendable {
    /// Its absolute path.
    package let place: String
    /// What the caller says about the list, with `--list-id`.
    package let givenListID: String?

    package init(place: String, givenListID: String?) {
        self.place = place
        self.givenListID = givenListID
    }
}

extension Store {
    /// How far an archive was read: for each epoch the last commit whose mails are all stored.
    ///
    /// - Throws: `StoreError`.
    package func lastCommits(of archive: FollowedArchive) async throws -> [Int: String] {
        try await database.read { db in
            let rows = try db.all(
                """
                SELECT epoch, commit_id FROM followed_archive
                WHERE place = \(archive.place) AND list_id = \(archive.givenListID ?? "")
                """
            ) { (Int($0.int(0)), $0.text(1)) }
            return Dictionary(rows, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Remembers how far an epoch was read. To be called once the mails are stored: if the program
    /// ends in between, they are read again, which changes nothing.
    ///
    /// - Throws: `StoreError`.
    package func remember(
        _ commit: String,
        ofEpoch epoch: Int,
        in archive: FollowedArchive
    ) async throws {
        let now = clock.now()
        try await database.write { db in
            _ = try db.execute(
                """
                INSERT INTO followed_archive (place, list_id, epoch, commit_id, updated)
                VALUES (\(archive.place), \(archive.givenListID ?? ""), \(epoch), \(commit), \(now))
                ON CONFLICT (place, list_id, epoch)
                    DO UPDATE SET commit_id = excluded.commit_id, updated = excluded.updated
                """
            )
        }
    }
}
