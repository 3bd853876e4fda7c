import TrackerStore
import TrackerTesting

/// Takes back what newer migrations did, for tests of how an older database becomes a newer one.
enum OlderSchema {
    private static let triggers = [
        "state_part_meaning": "state", "tag_part_name": "tag",
        "patch_comment_part_said": "patch_comment", "cover_comment_part_said": "cover_comment",
        "series_part_total": "series", "series_part_author": "series",
        "person_part_account": "person", "revision_part_insert": "revision",
        "revision_part_delete": "revision", "revision_part_move": "revision",
    ]

    private static let columns = [
        "state": ["meaning"], "patch_comment": ["says"], "cover_comment": ["says"],
        "series": [
            "waiting_patches", "elsewhere_patches", "approved_patches", "has_newer", "blocks",
            "turn",
            "turn_id", "turn_reason", "talk", "closed",
        ],
    ]

    /// Leaves a database as migration 21 does.
    static func withoutTurn(_ kind: DatabaseKind, _ db: any SQLConnection) throws {
        var statements = triggers.keys.sorted().map { name in
            kind == .sqlite
                ? "DROP TRIGGER IF EXISTS \(name)" : "DROP FUNCTION IF EXISTS \(name)() CASCADE"
        }
        statements += ["patch_comment_talk", "cover_comment_talk", "series_turn", "series_closed"]
            .map { "DROP INDEX \($0)" }
        for (table, columns) in columns.sorted(by: { $0.key < $1.key }) {
            statements += columns.map { "ALTER TABLE \(table) DROP COLUMN \($0)" }
        }
        statements.append("DELETE FROM schema_version WHERE version > 21")
        for statement in statements { try db.execute(SQLText(trusted: statement)) }
    }
}
