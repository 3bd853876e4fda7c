extension Migration {
    /// Files are a key of versions together with their author: everybody changes some files, and each
    /// mail of those was compared with all others.
    static let filesByAuthor = Migration(
        version: 25,
        name: "files of one author as a key of versions",
        statements: ["DELETE FROM revision_key"],
        renewsRevisionKeys: true
    )
}
