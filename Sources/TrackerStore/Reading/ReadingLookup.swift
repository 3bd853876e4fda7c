import TrackerModel

/// The projects and accounts that the rows of one answer belong to, each read at most once.
///
/// Many rows name few projects, so a row holds the id and asks here; its statement runs between
/// two rows of another statement, which both databases allow as long as the texts differ. What was
/// read together with the rows is told beforehand.
final class ReadingLookup {
    private let db: (any SQLConnection)?
    private var projects: [Project.ID: Project] = [:]
    private var accounts: [Account.ID: Account] = [:]

    /// - Parameter db: `nil` where only what it is told can be known.
    init(_ db: (any SQLConnection)?) { self.db = db }

    func know(_ project: Project) { projects[project.id] = project }
    func know(_ account: Account) { accounts[account.id] = account }

    /// The project that begins at the next column; its columns are read only if it is new.
    func project(_ reader: inout RowReader) -> Project {
        let start = reader.take(Project.columnCount)
        if let project = projects[reader.row.int(start)] { return project }
        let project = Project(row: reader.row, from: start)
        know(project)
        return project
    }

    func project(_ id: Project.ID) throws -> Project {
        if let project = projects[id] { return project }
        let found = try db?.first(
            "SELECT \(sql: Project.columns) FROM project WHERE id = \(id)"
        ) { Project(row: $0, from: 0) }
        guard let found else { throw StoreError(.corrupt, "there is no project \(id)") }
        projects[id] = found
        return found
    }

    func account(_ id: Account.ID) throws -> Account? {
        if let account = accounts[id] { return account }
        let found = try db?.first(
            """
            SELECT id, username, email, first_name, last_name FROM account WHERE id = \(id)
            """
        ) { Account(row: $0, from: 0) }
        accounts[id] = found
        return found
    }
}

extension Account {
    /// The columns of `init(row:from:)` in their order; `table` is the name the query gives it.
    static func columns(of table: SQLText) -> SQLText {
        """
        \(sql: table).id, \(sql: table).username, \(sql: table).email, \(sql: table).first_name,
        \(sql: table).last_name
        """
    }
    static let columnCount = 5

    init(_ reader: inout RowReader) {
        self.init(row: reader.row, from: reader.take(Self.columnCount))
    }

    /// The account of an outer join, if there is one.
    static func optional(_ reader: inout RowReader) -> Account? {
        guard !reader.isAtNull else {
            reader.skip(columnCount)
            return nil
        }
        return Account(&reader)
    }
}

extension Person {
    /// The columns of ``init(_:)`` in their order.
    static let columns: SQLText = "person.id, person.name, person.email"

    init(_ reader: inout RowReader) {
        self.init(id: reader.int(), name: reader.optionalText(), email: reader.text())
    }
}
