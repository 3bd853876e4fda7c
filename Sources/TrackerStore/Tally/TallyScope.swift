import TrackerModel

/// A list whose rows are tallied; the number is the one in the database.
enum TallyList: Int64, CaseIterable {
    case patches = 1
    case series = 2
    case covers = 3
    case events = 4
    case people = 5
}

/// What the rows of a list are ordered by.
enum TallyKey: Int64, CaseIterable {
    case id = 0
    case date = 1

    /// By how many bits a key is shifted to be the number of its bucket, the finest level first.
    ///
    /// Of ids a bucket has 128, 8,192, 524,288. Of dates it has some 2.4 hours, 6 days, 407 days. One
    /// bucket has 64 of the level below, so a place is found by adding up some hundred numbers.
    var shifts: [Int64] {
        switch self {
        case .id: [7, 13, 19]
        case .date: [33, 39, 45]
        }
    }
}

/// Whose rows are counted.
enum TallyOwner: Int64 {
    case all = 0
    case project = 1
    case submitter = 2
    case delegate = 3

    /// The finest level there is. A person's rows are few: finer buckets would hold one row each.
    var finestLevel: Int { self == .all || self == .project ? 0 : 1 }

    /// Whether the kinds have the project, because rows of several projects are counted together.
    var kindsHaveProject: Bool { self == .submitter || self == .delegate }
}

/// One set of tallies: rows of a list, in an order, of one kind of owner.
///
/// The columns of the table `tally`:
/// - `list`: ``number``
/// - `owner`: the id of the project or person; 0 for all rows
/// - `level`: 0, 1, 2 as in ``TallyKey/shifts``, and ``wholeLevel``
/// - `bucket`: the key, shifted
/// - `kind`: what filters tell apart. Of a patch, state and archived; of an event, the category; of
///   what belongs to a person, the project as well.
struct TallyScope: Hashable {
    let list: TallyList
    let owner: TallyOwner
    let key: TallyKey

    /// The level whose only bucket, 0, has all rows.
    static let wholeLevel = 3

    var number: Int64 { list.rawValue * 100 + owner.rawValue * 10 + key.rawValue }

    /// How many rows of a list the project of the query around it has.
    static func countOfProject(_ list: TallyList) -> SQLText {
        let scope = TallyScope(list: list, owner: .project, key: .id)
        return """
            (SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM tally
                WHERE list = \(scope.number) AND owner = project.id AND level = \(wholeLevel))
            """
    }
}

/// The numbers by which kinds of rows are told apart.
enum TallyKind {
    private static let projectBits: Int64 = 20

    static func of(_ kind: Int64, project: Int64, owner: TallyOwner) -> Int64 {
        owner.kindsHaveProject ? project << projectBits | kind : kind
    }

    /// A category by number; 0 for those that a newer program writes.
    static func of(category: String) -> Int64 {
        guard let place = EventCategory.allCases.firstIndex(where: { $0.rawValue == category })
        else { return 0 }
        return Int64(place + 1)
    }

    // How the parts are taken out of the column `kind` again.
    static let project: SQLText = "(kind >> 20)"
    static let state: SQLText = "((kind >> 1) & 524287)"
    static let archived: SQLText = "(kind & 1)"
}
