package import TrackerModel

/// Which patches of a project a list has (application, section 3.2). What names nothing that is there
/// does not filter.
package struct PatchListFilter: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// All states that ask for action.
        case actionRequired
        case any
        /// One of these, by slug or number.
        case named([String])
    }

    package enum Archive: Hashable, Sendable {
        case live, archived, both
    }

    package enum Submitter: Hashable, Sendable {
        /// With the other addresses of the same account.
        case person(Int64)
        /// Everybody in whose name the text occurs.
        case text(String)
    }

    package enum Delegate: Hashable, Sendable {
        case account(Account.ID)
        case nobody
        /// Everybody in whose user name the text occurs.
        case text(String)
    }

    package var series: Int64?
    package var submitter: Submitter?
    package var state = State.actionRequired
    /// Occurs in the name of the patch.
    package var text = ""
    package var archive = Archive.live
    package var delegate: Delegate?

    package init() {}
}

/// What a list of patches is ordered by (application, section 3.3).
package struct PatchListOrder: Hashable, Sendable {
    package enum Key: String, CaseIterable, Hashable, Sendable {
        case date, name, state, submitter, delegate
    }

    package var key = Key.date
    package var isDescending = true

    package init() {}

    /// `name` or `-name`; anything else is the order by date, newest first.
    package init(text: String?) {
        let isDescending = text?.hasPrefix("-") == true
        guard let text, let key = Key(rawValue: isDescending ? String(text.dropFirst()) : text)
        else { return }
        (self.key, self.isDescending) = (key, isDescending)
    }

    package var text: String { (isDescending ? "-" : "") + key.rawValue }

    /// `ORDER BY` without the words. Behind another key the newest come first, or, where that one is
    /// reversed, last.
    var sql: SQLText {
        let way: SQLText = isDescending ? "DESC" : "ASC"
        guard key != .date else { return "patch.date \(sql: way), patch.id \(sql: way)" }
        let byDate: SQLText = isDescending ? "ASC" : "DESC"
        return """
            \(sql: expression) \(sql: way), patch.date \(sql: byDate), patch.id \(sql: byDate)
            """
    }

    private var expression: SQLText {
        switch key {
        case .date: "patch.date"
        case .name: "LOWER(patch.name)"
        case .state: "(SELECT ordering FROM state WHERE state.id = patch.state_id)"
        case .submitter:
            """
            (SELECT LOWER(COALESCE(NULLIF(person.name, ''), person.email)) FROM person
                WHERE person.id = patch.submitter_id)
            """
        case .delegate:
            """
            COALESCE((SELECT username_key FROM account WHERE account.id = patch.delegate_id), '~')
            """
        }
    }
}

extension PatchListFilter {
    /// Without what names nothing that is there.
    func resolved(in project: Project.ID, _ db: any SQLConnection) throws -> PatchListFilter {
        var filter = self
        if let series {
            let found = try db.int(
                "SELECT id FROM series WHERE id = \(series) AND project_id = \(project)"
            )
            if found == nil { filter.series = nil }
        }
        if case .named(let names) = state {
            let states = try StateNames(in: db)
            let known = names.filter { states.ids([$0])?.isEmpty == false }
            filter.state = known.isEmpty ? .actionRequired : .named(known)
        }
        switch submitter {
        case .person(let id):
            if try db.int("SELECT id FROM person WHERE id = \(id)") == nil {
                filter.submitter = nil
            }
        case .text(let text):
            let found = try db.int(
                "SELECT id FROM person WHERE \(sql: Self.names("person.name", text)) LIMIT 1"
            )
            if found == nil { filter.submitter = nil }
        case nil: break
        }
        switch delegate {
        case .account(let id):
            if try db.int("SELECT id FROM account WHERE id = \(id)") == nil {
                filter.delegate = nil
            }
        case .text(let text):
            let found = try db.int(
                "SELECT id FROM account WHERE \(sql: Self.names("username", text)) LIMIT 1"
            )
            if found == nil { filter.delegate = nil }
        case .nobody, nil: break
        }
        return filter
    }

    private static func names(_ column: SQLText, _ text: String) -> SQLText {
        """
        LOWER(COALESCE(\(sql: column), '')) LIKE \(LikePattern.containing(text)) ESCAPE '\\'
        """
    }

    /// The list; of the filter only what is there, see ``resolved(in:_:)``.
    func query(
        project: Project.ID,
        _ order: PatchListOrder,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var filter = PatchFilter()
        filter.projects = [.id(project)]
        filter.series = series.map { [.id($0)] }
        filter.isArchived = archive == .both ? nil : archive == .archived
        if !text.isEmpty { filter.terms = [text] }
        switch state {
        case .any: break
        case .actionRequired:
            filter.states = try Store.states(in: db).filter(\.needsAction).map { String($0.id) }
        case .named(let slugs): filter.states = slugs
        }
        if case .person(let id) = submitter {
            filter.submitters = try SeriesListFilter.addresses(of: id, in: db).map { .id($0) }
        }
        if case .account(let id) = delegate { filter.delegates = [.id(id)] }
        let byDate = ListOrder([
            ListOrder<PatchOrderKey>.Term(.date, descending: order.isDescending)
        ])
        guard var list = try filter.query(byDate, in: db) else { return nil }
        let others = conditions
        list.conditions += others
        list.order = order.sql
        if !others.isEmpty || order.key != .date { list.walk = nil }
        return list
    }

    private var conditions: [SQLText] {
        var conditions: [SQLText] = []
        if case .text(let text) = submitter {
            let names = Self.names("person.name", text)
            conditions.append(
                "patch.submitter_id IN (SELECT person.id FROM person WHERE \(sql: names))"
            )
        }
        switch delegate {
        case .text(let text):
            let names = Self.names("username", text)
            conditions.append(
                "patch.delegate_id IN (SELECT account.id FROM account WHERE \(sql: names))"
            )
        case .nobody: conditions.append("patch.delegate_id IS NULL")
        case .account, nil: break
        }
        return conditions
    }
}
