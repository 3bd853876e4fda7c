/// A table whose rows are tallied: what of a row counts, and how the database notes that it changed.
struct TalliedTable {
    let list: TallyList
    let name: String
    /// What goes into `tally_change`, for a row called `ROW`; in the order of ``changeColumns``.
    private let values: [String]
    /// The columns a change of which matters; none where such columns never change.
    private let moving: [String]

    static let all = [
        TalliedTable(
            list: .patches,
            name: "patch",
            values: [
                "ROW.id", "ROW.date", "ROW.project_id", "2 * ROW.state_id + ROW.archived", "NULL",
                "ROW.submitter_id", "ROW.delegate_id",
            ],
            moving: ["date", "project_id", "state_id", "archived", "submitter_id", "delegate_id"]
        ),
        TalliedTable(list: .series, name: "series", values: mailValues, moving: mailColumns),
        TalliedTable(list: .covers, name: "cover", values: mailValues, moving: mailColumns),
        TalliedTable(
            list: .events,
            name: "event",
            values: ["ROW.id", "0", "ROW.project_id", "0", "ROW.category", "NULL", "NULL"],
            moving: ["project_id", "category"]
        ),
        TalliedTable(
            list: .people,
            name: "person",
            values: ["ROW.id", "0", "0", "0", "NULL", "NULL", "NULL"],
            moving: []
        ),
    ]

    private static let mailValues = [
        "ROW.id", "ROW.date", "ROW.project_id", "0", "NULL", "ROW.submitter_id", "NULL",
    ]
    private static let mailColumns = ["date", "project_id", "submitter_id"]

    /// The columns of `tally_change` between `list` and `count`.
    private static let changeColumns =
        "item, date, project_id, kind, word, submitter_id, delegate_id"

    /// Writes a change for each row of the table that the condition lets through.
    func noteAll(_ condition: SQLText, in db: any SQLConnection) throws {
        let columns = values.joined(separator: ", ").replacing("ROW", with: name)
        let insert = SQLText(
            trusted: "INSERT INTO tally_change (list, \(Self.changeColumns), count) "
                + "SELECT \(list.rawValue), \(columns), 1 FROM \(name) WHERE"
        )
        try db.execute("\(sql: insert) \(sql: condition)")
    }

    /// The definitions of the triggers.
    func triggers(_ dialect: SQLDialect) -> [String] {
        switch dialect {
        case .sqlite: sqliteTriggers
        case .postgres: postgresTriggers
        }
    }

    private func insertion(_ row: String, _ count: Int) -> String {
        let values = values.joined(separator: ", ").replacing("ROW", with: row)
        return "INSERT INTO tally_change (list, \(Self.changeColumns), count) "
            + "VALUES (\(list.rawValue), \(values), \(count));"
    }

    private var sqliteTriggers: [String] {
        let condition = moving.map { "OLD.\($0) IS NOT NEW.\($0)" }.joined(separator: " OR ")
        let update = """
            CREATE TRIGGER \(name)_tally_update AFTER UPDATE OF \(moving.joined(separator: ", "))
            ON \(name) FOR EACH ROW WHEN \(condition) BEGIN
            \(insertion("OLD", -1)) \(insertion("NEW", 1)) END
            """
        return [
            """
            CREATE TRIGGER \(name)_tally_insert AFTER INSERT ON \(name) FOR EACH ROW
            BEGIN \(insertion("NEW", 1)) END
            """,
            """
            CREATE TRIGGER \(name)_tally_delete AFTER DELETE ON \(name) FOR EACH ROW
            BEGIN \(insertion("OLD", -1)) END
            """,
        ] + (moving.isEmpty ? [] : [update])
    }

    private var postgresTriggers: [String] {
        let condition =
            moving
            .map { "OLD.\($0) IS DISTINCT FROM NEW.\($0)" }.joined(separator: " OR ")
        let update = """
            CREATE TRIGGER \(name)_tally_update AFTER UPDATE ON \(name) FOR EACH ROW
            WHEN (\(condition)) EXECUTE FUNCTION \(name)_tally()
            """
        return [
            """
            CREATE FUNCTION \(name)_tally() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
            IF TG_OP <> 'INSERT' THEN \(insertion("OLD", -1)) END IF;
            IF TG_OP <> 'DELETE' THEN \(insertion("NEW", 1)) END IF;
            RETURN NULL; END $body$
            """,
            """
            CREATE TRIGGER \(name)_tally AFTER INSERT OR DELETE ON \(name) FOR EACH ROW
            EXECUTE FUNCTION \(name)_tally()
            """,
        ] + (moving.isEmpty ? [] : [update])
    }
}
