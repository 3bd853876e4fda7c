package import PatchParsing
package import TrackerModel

/// What the page of a series shows.
package struct SeriesPageRecord: Sendable {
    package let outline: SeriesOutline
    package let project: Project
    /// Microseconds since 1970 in UTC.
    package let date: Int64
    package let submitter: Person
    package let choices: ProjectChoices
    package let cover: Cover?
    /// By number.
    package let patches: [Patch]
    package let tags: PatchTags
    /// Of the series itself, those that count.
    package let checks: [SeriesCheckRecord]
    /// Of its patches, those that count; in the order of the patches.
    package let patchChecks: [LatestChecks]
    /// On the cover letter and on the patches, each by date.
    package let coverComments: [CommentLine]
    package let comments: [CommentLine]
    /// The newest 200 changes of its patches, the oldest first.
    package let history: [HistoryLine]
    /// What it stands on, and what stands on it.
    package let stack: SeriesStack
    /// All versions of it, itself included, the oldest first.
    package let versions: [SeriesVersion]
    /// What was said about the earlier versions, if there are any.
    package let earlier: TalkSource?
    /// The cover letters of the earlier versions, if there are any.
    package let earlierCovers: EarlierCovers?
    /// What became of the patches from one version to the next, by the later one: those that have been
    /// compared.
    package let steps: [Int64: VersionStep]
    /// Whose turn it is.
    package let turn: ShownTurn
    /// The comments that block it, by date; none where there is a newer version.
    package let blocks: [SeriesBlock]
    /// Objections to the version before it, and its number.
    package let earlierNacks: (version: Int64, blocks: [SeriesBlock])?
    /// `nil` for strangers.
    package let offer: ChangeOffer?

    /// The cover letter.
    package struct Cover: Sendable {
        package let id: Int64
        /// With angle brackets.
        package let messageID: String
        package let name: String
        package let date: Int64
        package let body: MailBody
    }

    /// One of its patches.
    package struct Patch: Sendable {
        package let member: SeriesOutline.Member
        package let date: Int64
        package let delegate: Account.ID?
        package let isArchived: Bool
        package let pullURL: String?
        /// Comments, and those of them that somebody has yet to deal with.
        package let comments: Int
        package let openComments: Int
        /// Files with the lines that change in each; `nil` where the series is too large to count.
        package let files: [DiffFile]?
    }
}

/// What was found where the page of a series was looked for.
package enum SeriesLookup: Sendable {
    case found(SeriesPageRecord)
    /// It is the series with this number now.
    case elsewhere(Int64)
}

/// How a URL names a series.
package enum SeriesAddress: Hashable, Sendable {
    case id(Int64)
    /// The message-id of its cover letter or of one of its patches, as in ``MessagePlace``.
    case messageIDs([String])
}

extension Store {
    /// The number of a series of a project.
    ///
    /// - Parameters:
    ///   - name: What is looked for.
    ///   - linkName: The project.
    /// - Returns: `nil` if the project has no such series.
    /// - Throws: `StoreError`.
    package func seriesNumber(
        of name: SeriesAddress,
        project linkName: String
    ) async throws -> Int64? {
        try await database.read { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            switch name {
            case .id(let id):
                return try db.int(
                    """
                    SELECT id FROM series WHERE project_id = \(project.id) AND id = COALESCE(
                        (SELECT series_id FROM series_alias WHERE id = \(id)), \(id))
                    """
                )
            case .messageIDs(let ids):
                return try Self.seriesNumber(
                    at: MessagePlace(project: linkName, messageIDs: ids),
                    in: db
                )
            }
        }
    }

    private static func seriesNumber(
        at place: MessagePlace,
        in db: any SQLConnection
    ) throws -> Int64? {
        if let cover = try place.find(in: "cover", db) {
            return try db.int("SELECT MIN(id) FROM series WHERE cover_id = \(cover)")
        }
        guard let patch = try place.find(in: "patch", db) else { return nil }
        return try db.int("SELECT series_id FROM patch WHERE id = \(patch)")
    }

    /// A series with all that its page shows, on one view of the database.
    ///
    /// - Parameters:
    ///   - name: What is looked for.
    ///   - linkName: The project.
    ///   - viewer: Who looks; `nil` for a stranger.
    /// - Returns: `nil` if the project has no such series.
    /// - Throws: `StoreError`.
    package func seriesPage(
        _ name: SeriesAddress,
        project linkName: String,
        for viewer: Account.ID?
    ) async throws -> SeriesLookup? {
        try await database.read { db in
            guard let project = try Self.project(linkName, in: db) else { return nil }
            switch name {
            case .id(let id):
                let found = try SeriesPageRecord.read(id, of: project, for: viewer, in: db)
                if let found { return .found(found) }
                return try Self.presentSeries(id, in: db).flatMap { other in
                    other == id ? nil : .elsewhere(other)
                }
            case .messageIDs(let ids):
                let place = MessagePlace(project: linkName, messageIDs: ids)
                return try Self.seriesNumber(at: place, in: db).map(SeriesLookup.elsewhere)
            }
        }
    }
}
