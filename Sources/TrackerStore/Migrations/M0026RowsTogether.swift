extension Migration {
    /// In PostgreSQL each event and each check looked up what it refers to, and noted for lists that it came,
    /// which took longer than writing it. Many come with one statement; now that does so once for all of them.
    /// SQLite finds its way to another row so fast that it stays as it is.
    static let rowsTogether = Migration(
        version: 26,
        name: "references and notes of many rows at once",
        statements: [
            // Their dates grow with their ids, by which a moment is found (`DatedTable`).
            "DROP INDEX event_date", "DROP INDEX audit_date",
        ],
        ownStatements: { dialect in
            guard dialect == .postgres else { return [] }
            return notedTogether + [LogReferences.ofEvents, .ofChecks].flatMap(\.definitions)
                // They are empty at the end of each transaction, so that a crash can take nothing from them.
                + ["tally_change", "series_change"].map { "ALTER TABLE \($0) SET UNLOGGED" }
        }
    )

    /// What lists learn of events and checks that come or change; those that go are noted one by one.
    private static var notedTogether: [String] {
        ["DROP TRIGGER event_tally ON event"]
            + ["insert", "update"].map { "DROP FUNCTION check_result_part_\($0)() CASCADE" }
            + [
                """
                CREATE TRIGGER event_tally AFTER DELETE ON event FOR EACH ROW
                EXECUTE FUNCTION event_tally()
                """
            ]
            + StatementTrigger(name: "event_tally_insert", on: "event", after: .insert, notedEvents)
            .definition
            + [StatementTrigger.Change.insert, .update].flatMap { change in
                StatementTrigger(
                    name: "check_result_part_\(change.rawValue.lowercased())",
                    on: "check_result",
                    after: change,
                    notedChecks
                ).definition
            }
    }

    /// One line for all events of a kind that have the same place in the tallies; see `TallyKey/shifts`.
    private static let notedEvents = """
        INSERT INTO tally_change (list, item, date, project_id, kind, word, submitter_id, delegate_id, count)
        SELECT 4, MIN(id), 0, project_id, 0, category, NULL, NULL, COUNT(*) FROM new_rows
        GROUP BY id >> 7, project_id, category;
        """

    /// The series of the checks. A query for one value is never planned as a walk through all patches.
    private static let notedChecks = """
        INSERT INTO series_change (series_id, parts)
        SELECT DISTINCT changed.series_id, \(SeriesFactParts.checks.rawValue) FROM (
            SELECT (SELECT series_id FROM patch WHERE id = touched.patch_id) AS series_id
            FROM (SELECT DISTINCT patch_id FROM new_rows) AS touched
        ) AS changed WHERE changed.series_id IS NOT NULL;
        """
}

/// A trigger of PostgreSQL that runs once for all rows of a statement, `new_rows` and `old_rows`.
private struct StatementTrigger {
    enum Change: String {
        case insert = "INSERT"
        case update = "UPDATE"
        case delete = "DELETE"

        var tables: String {
            switch self {
            case .insert: "NEW TABLE AS new_rows"
            case .update: "NEW TABLE AS new_rows"
            case .delete: "OLD TABLE AS old_rows"
            }
        }
    }

    private let name: String
    private let table: String
    private let change: Change
    private let body: String

    init(name: String, on table: String, after change: Change, _ body: String) {
        (self.name, self.table, self.change, self.body) = (name, table, change, body)
    }

    var definition: [String] {
        [
            """
            CREATE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql
            AS $body$ BEGIN \(body) RETURN NULL; END $body$
            """,
            """
            CREATE TRIGGER \(name) AFTER \(change.rawValue) ON \(table)
            REFERENCING \(change.tables) FOR EACH STATEMENT EXECUTE FUNCTION \(name)()
            """,
        ]
    }
}

/// What the rows of a table refer to, looked up for all rows of a statement.
///
/// Whoever writes such rows holds the lock of intake until the end of its transaction, and what goes takes
/// its rows along under the same lock: none is left behind, though no row of the other table is locked.
private struct LogReferences {
    private let table: String
    private let references: [Reference]

    private struct Reference {
        let column: String
        let parent: String
        /// What happens to rows whose parent goes.
        var isForgotten = false
        /// Whether many rows of a statement have the same one.
        var isShared = false
        /// Rows of `table` that may be meant, where no index has the column.
        var nearby = ""
    }

    static let ofEvents = LogReferences(
        table: "event",
        references: [
            Reference(column: "project_id", parent: "project", isShared: true),
            Reference(column: "actor_id", parent: "account", isForgotten: true, isShared: true),
            Reference(column: "patch_id", parent: "patch"),
            Reference(column: "series_id", parent: "series"),
            Reference(column: "cover_id", parent: "cover"),
            Reference(column: "patch_comment_id", parent: "patch_comment"),
            Reference(column: "cover_comment_id", parent: "cover_comment"),
            Reference(
                column: "check_id",
                parent: "check_result",
                nearby: "patch_id IN (SELECT patch_id FROM old_rows) AND "
            ),
        ]
    )

    static let ofChecks = LogReferences(
        table: "check_result",
        references: [
            Reference(column: "patch_id", parent: "patch"),
            Reference(column: "account_id", parent: "account", isShared: true),
        ]
    )

    var definitions: [String] {
        references.map { "ALTER TABLE \(table) DROP CONSTRAINT \(table)_\($0.column)_fkey" }
            + StatementTrigger(
                name: "\(table)_references_insert",
                on: table,
                after: .insert,
                """
                IF EXISTS (SELECT 1 FROM (SELECT DISTINCT \(Self.columns(of: shared)) FROM new_rows)
                    AS shared WHERE \(Self.isMissing(shared, of: "shared")))
                    OR EXISTS (SELECT 1 FROM new_rows WHERE \(Self.isMissing(own, of: "new_rows")))
                THEN \(refusal) END IF;
                """
            ).definition
            + update + references.flatMap(removal)
    }

    private var shared: [Reference] { references.filter(\.isShared) }
    private var own: [Reference] { references.filter { !$0.isShared } }

    private static func columns(of references: [Reference]) -> String {
        references.map(\.column).joined(separator: ", ")
    }

    /// Only where one of the columns is written, so that each row is looked at by itself.
    private var update: [String] {
        [
            """
            CREATE FUNCTION \(table)_references_update() RETURNS trigger LANGUAGE plpgsql
            AS $body$ BEGIN IF \(Self.isMissing(references, of: "NEW")) THEN \(refusal) END IF; RETURN NULL; END $body$
            """,
            """
            CREATE TRIGGER \(table)_references_update
            AFTER UPDATE OF \(Self.columns(of: references)) ON \(table)
            FOR EACH ROW EXECUTE FUNCTION \(table)_references_update()
            """,
        ]
    }

    private static func isMissing(_ references: [Reference], of row: String) -> String {
        references.map { reference in
            """
            \(row).\(reference.column) IS NOT NULL AND
                (SELECT id FROM \(reference.parent) WHERE id = \(row).\(reference.column)) IS NULL
            """
        }
        .joined(separator: " OR ")
    }

    private var refusal: String {
        """
        RAISE foreign_key_violation
            USING MESSAGE = 'a row of \(table) refers to one that is not there';
        """
    }

    private func removal(_ reference: Reference) -> [String] {
        let rows = "\(reference.nearby)\(reference.column) IN (SELECT id FROM old_rows)"
        let change =
            reference.isForgotten
            ? "UPDATE \(table) SET \(reference.column) = NULL WHERE \(rows)"
            : "DELETE FROM \(table) WHERE \(rows)"
        return StatementTrigger(
            name: "\(reference.parent)_leaves_\(table)",
            on: reference.parent,
            after: .delete,
            "PERFORM pg_advisory_xact_lock(\(SQLLock.intake.rawValue)); \(change);"
        ).definition
    }
}
