/// One step from an older schema to a newer one.
struct Migration: Sendable {
    /// Counts up from 1; the order of the steps.
    let version: Int
    /// What the step brings, for the log.
    let name: String
    /// Statements with the type words of ``SQLDialect/definition(_:)``.
    let statements: [String]
    /// Statements after those, in the words of one database: triggers are too different.
    var ownStatements: @Sendable (SQLDialect) -> [String] = { _ in [] }
    /// Whether the rows of all lists are to be counted.
    var recountsLists = false
    /// Whether the tags of cover letters are to be counted.
    var countsCoverTags = false
    /// Whether the facts of all series are to be worked out.
    var gathersSeriesFacts = false
    /// Whether the versions of all series are to be found.
    var findsRevisions = false
    /// Whether it is to be read again what replies say of a patch as a whole.
    var readsReplies = false
    /// Whether events are to tell when series were closed.
    var datesClosing = false
    /// Whether the keys by which versions find each other are to be made anew.
    var renewsRevisionKeys = false
    /// Whether what series are based on is to be found in the stored mails.
    var findsBases = false
    /// Whether the new tables are filled from the stored mails: they are read again in the same
    /// transaction.
    var rereadsMails = false
}

extension Migration {
    /// All steps, oldest first. A released step never changes; add another one.
    static let all: [Migration] = [
        .projects, .mails, .patches, .changes, .threads, .followedArchives, .access,
        .writing, .tokenNames, .tallies, .ownPart, .accounts, .lists, .administration,
        .seriesParts, .revisions, .ownStyle, .rangeDiffs, .checksByOneIndex, .turn,
        .stacks, .versionEvents, .filesByAuthor, .rowsTogether,
        .trailOfAccounts,
    ]

    static var newestVersion: Int { all.last?.version ?? 0 }
}
