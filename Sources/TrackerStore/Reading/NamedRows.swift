import TrackerModel

/// What the rows of a page name: told first which ids occur, then read by statements that are sent
/// together, one for each kind of thing.
final class NamedRows {
    private let db: any SQLConnection
    /// Knows the projects and accounts, once they are read.
    let lookup: ReadingLookup
    private(set) var people: [Person.ID: Person] = [:]
    /// Slugs.
    private(set) var states: [PatchState.ID: String] = [:]
    private(set) var series: [Int64: SeriesReference] = [:]
    private var statements: [SQLText] = []
    private var readers: [(inout RowReader) throws -> Void] = []

    init(_ db: any SQLConnection) {
        self.db = db
        lookup = ReadingLookup(db)
    }

    /// Has a statement sent with the others.
    ///
    /// - Parameters:
    ///   - statement: What it asks.
    ///   - row: Reads a row, after those of the statements that were added before.
    func add(_ statement: SQLText, _ row: @escaping (inout RowReader) throws -> Void) {
        statements.append(statement)
        readers.append(row)
    }

    /// Sends what was added.
    ///
    /// - Parameter isLast: Whether nothing else is going to be asked afterwards.
    /// - Throws: What the database says.
    func read(isLast: Bool) throws {
        let answers = try db.answers(to: statements, isLast: isLast)
        for (number, read) in readers.enumerated() {
            try answers.rows(number) { row in
                var reader = RowReader(row)
                try read(&reader)
            }
        }
    }

    // To be wanted before what belongs to them.
    func want(projects ids: Set<Project.ID>) {
        guard !ids.isEmpty else { return }
        add("SELECT \(sql: Project.columns) FROM project WHERE id IN (\(ids: ids))") {
            [lookup] in _ = lookup.project(&$0)
        }
    }

    func want(accounts ids: Set<Account.ID>) {
        guard !ids.isEmpty else { return }
        let columns = Account.columns(of: "account")
        add("SELECT \(sql: columns) FROM account WHERE id IN (\(ids: ids))") { [lookup] in
            lookup.know(Account(&$0))
        }
    }

    func want(people ids: Set<Person.ID>) {
        guard !ids.isEmpty else { return }
        add("SELECT \(sql: Person.columns) FROM person WHERE id IN (\(ids: ids))") {
            [unowned self] in
            let person = Person(&$0)
            people[person.id] = person
        }
    }

    func want(series ids: Set<Int64>) {
        guard !ids.isEmpty else { return }
        add("SELECT \(sql: SeriesReference.columns) FROM series WHERE id IN (\(ids: ids))") {
            [unowned self] in
            let found = try SeriesReference(&$0, lookup)
            series[found.id] = found
        }
    }

    /// All of them: they are few.
    func wantStates() {
        add("SELECT id, slug FROM state") { [unowned self] in states[$0.int()] = $0.text() }
    }

    // MARK: What rows cannot be without

    func person(_ id: Person.ID) throws -> Person {
        if let person = people[id] { return person }
        throw StoreError(.corrupt, "there is no person \(id)")
    }

    func state(_ id: PatchState.ID) throws -> String {
        if let slug = states[id] { return slug }
        throw StoreError(.corrupt, "there is no state \(id)")
    }
}
