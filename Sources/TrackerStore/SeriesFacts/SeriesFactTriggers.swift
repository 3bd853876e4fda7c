/// The triggers of migration 14, which note in `series_change` each series of which something changes.
/// Migration 16 puts ``SeriesPartTriggers`` in their place.
struct SeriesFactTriggers {
    private let table: String
    /// A query for the series that a row, called `ROW`, belongs to.
    private let series: String
    /// The columns a change of which matters; rows that come and go always do.
    private let columns: [String]
    /// What happens to rows that counts; `nil` for all.
    private var updatesOnly = false

    private static let tables = [
        SeriesFactTriggers(
            table: "patch",
            series: "SELECT ROW.series_id WHERE ROW.series_id IS NOT NULL",
            columns: ["series_id", "state_id", "archived", "delegate_id", "pull_url"]
        ),
        SeriesFactTriggers(table: "patch_tag", series: ofPatch, columns: []),
        SeriesFactTriggers(table: "cover_tag", series: ofCover, columns: []),
        SeriesFactTriggers(
            table: "patch_comment",
            series: ofPatch,
            columns: ["patch_id", "addressed"]
        ),
        SeriesFactTriggers(
            table: "cover_comment",
            series: ofCover,
            columns: ["cover_id", "addressed"]
        ),
        SeriesFactTriggers(
            table: "check_result",
            series: ofPatch,
            columns: ["patch_id", "state", "superseded"]
        ),
        SeriesFactTriggers(
            table: "series_check",
            series: "SELECT ROW.series_id",
            columns: ["series_id", "state", "superseded"]
        ),
        SeriesFactTriggers(
            table: "series",
            series: "SELECT ROW.id",
            columns: ["cover_id"],
            updatesOnly: true
        ),
        SeriesFactTriggers(
            table: "state",
            series: """
                SELECT DISTINCT series_id FROM patch
                WHERE state_id = ROW.id AND series_id IS NOT NULL
                """,
            columns: ["action_required"],
            updatesOnly: true
        ),
    ]

    private static let ofPatch = """
        SELECT series_id FROM patch WHERE id = ROW.patch_id AND series_id IS NOT NULL
        """
    private static let ofCover = "SELECT id FROM series WHERE cover_id = ROW.cover_id"

    /// The definitions of all triggers.
    static func all(_ dialect: SQLDialect) -> [String] {
        tables.flatMap { dialect == .sqlite ? $0.sqlite : $0.postgres }
    }

    /// Takes all of them away.
    static func removal(_ dialect: SQLDialect) -> [String] {
        tables.flatMap { triggers in
            switch dialect {
            case .sqlite:
                ["insert", "delete", "update"].map {
                    "DROP TRIGGER IF EXISTS \(triggers.table)_fact_\($0)"
                }
            case .postgres: ["DROP FUNCTION \(triggers.table)_fact() CASCADE"]
            }
        }
    }

    private func note(_ row: String) -> String {
        "INSERT INTO series_change (series_id) \(series.replacing("ROW", with: row));"
    }

    private var sqlite: [String] {
        let changed = columns.map { "OLD.\($0) IS NOT NEW.\($0)" }.joined(separator: " OR ")
        let update = """
            CREATE TRIGGER \(table)_fact_update AFTER UPDATE OF \(columns.joined(separator: ", "))
            ON \(table) FOR EACH ROW WHEN \(changed) BEGIN \(note("OLD")) \(note("NEW")) END
            """
        let others = [
            """
            CREATE TRIGGER \(table)_fact_insert AFTER INSERT ON \(table) FOR EACH ROW
            BEGIN \(note("NEW")) END
            """,
            """
            CREATE TRIGGER \(table)_fact_delete AFTER DELETE ON \(table) FOR EACH ROW
            BEGIN \(note("OLD")) END
            """,
        ]
        return (updatesOnly ? [] : others) + (columns.isEmpty ? [] : [update])
    }

    private var postgres: [String] {
        let changed =
            columns.map { "OLD.\($0) IS DISTINCT FROM NEW.\($0)" }.joined(separator: " OR ")
        let function = """
            CREATE FUNCTION \(table)_fact() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
            IF TG_OP <> 'INSERT' THEN \(note("OLD")) END IF;
            IF TG_OP <> 'DELETE' THEN \(note("NEW")) END IF;
            RETURN NULL; END $body$
            """
        let update = """
            CREATE TRIGGER \(table)_fact_update AFTER UPDATE ON \(table) FOR EACH ROW
            WHEN (\(changed)) EXECUTE FUNCTION \(table)_fact()
            """
        let others = """
            CREATE TRIGGER \(table)_fact AFTER INSERT OR DELETE ON \(table) FOR EACH ROW
            EXECUTE FUNCTION \(table)_fact()
            """
        return [function] + (updatesOnly ? [] : [others]) + (columns.isEmpty ? [] : [update])
    }
}
