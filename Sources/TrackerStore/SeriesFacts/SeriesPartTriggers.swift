/// Notes in `series_change` each series of which something changes, and which part of its facts that
/// may concern, whoever writes.
///
/// A trigger writes one narrow row and no more: what follows is worked out once, at the end of the
/// transaction (``SeriesFactWriting``), for all its rows together.
struct SeriesPartTriggers {
    /// When a trigger runs, and what it notes: a query for series and parts, in which `ROW` stands for
    /// each of the rows.
    private struct Event {
        let name: String
        /// `INSERT`, `DELETE`, `UPDATE`.
        let change: String
        /// The columns a change of which matters; of updates only.
        var columns: [String] = []
        let rows: [String]
        let note: String

        static func insert(_ note: String) -> Event {
            Event(name: "insert", change: "INSERT", rows: ["NEW"], note: note)
        }

        static func delete(_ note: String) -> Event {
            Event(name: "delete", change: "DELETE", rows: ["OLD"], note: note)
        }

        /// The row stays where it is.
        static func update(of columns: String..., note: String) -> Event {
            Event(name: "update", change: "UPDATE", columns: columns, rows: ["NEW"], note: note)
        }

        /// The row goes from one series to another.
        static func move(by column: String, note: String) -> Event {
            Event(
                name: "move",
                change: "UPDATE",
                columns: [column],
                rows: ["OLD", "NEW"],
                note: note
            )
        }
    }

    private let table: String
    private let events: [Event]

    /// The definitions of all triggers of migration 16.
    static func all(_ dialect: SQLDialect) -> [String] {
        tables.flatMap { table in
            table.events.flatMap { table.definition(of: $0, dialect) }
        }
    }

    /// The definitions of those that migration 22 adds: what whose turn it is depends on.
    static func turn(_ dialect: SQLDialect) -> [String] {
        let removal =
            dialect == .sqlite
            ? "DROP TRIGGER IF EXISTS state_part_update"
            : "DROP FUNCTION IF EXISTS state_part_update() CASCADE"
        return [removal]
            + turnTables.flatMap { table in
                table.events.flatMap { table.definition(of: $0, dialect) }
            }
    }

    private func definition(of event: Event, _ dialect: SQLDialect) -> [String] {
        let name = "\(table)_part_\(event.name)"
        let notes = event.rows.map { row in
            "INSERT INTO series_change (series_id, parts) "
                + event.note.replacing("ROW", with: row) + ";"
        }
        .joined(separator: " ")
        let differs = dialect == .sqlite ? "IS NOT" : "IS DISTINCT FROM"
        let changed = event.columns.map { "OLD.\($0) \(differs) NEW.\($0)" }
            .joined(separator: " OR ")
        let columns = event.columns.isEmpty ? "" : " OF \(event.columns.joined(separator: ", "))"
        let condition = event.columns.isEmpty ? "" : "WHEN (\(changed))"
        let start = """
            CREATE TRIGGER \(name) AFTER \(event.change)\(columns) ON \(table) FOR EACH ROW
            \(condition)
            """
        switch dialect {
        case .sqlite: return ["\(start) BEGIN \(notes) END"]
        case .postgres:
            let function = """
                CREATE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql
                AS $body$ BEGIN \(notes) RETURN NULL; END $body$
                """
            return [function, "\(start) EXECUTE FUNCTION \(name)()"]
        }
    }
}

extension SeriesPartTriggers {
    private static let tables = [
        patches,
        tags(of: "patch", series: ofPatch),
        tags(of: "cover", series: ofCover),
        comments(on: "patch", series: ofPatch),
        comments(on: "cover", series: ofCover),
        checks("check_result", of: "patch_id", series: ofPatch),
        checks("series_check", of: "series_id", series: { "SELECT ROW.series_id, \($0)" }),
        covers,
        SeriesPartTriggers(
            table: "state",
            events: [
                .update(
                    of: "action_required",
                    note: """
                        SELECT DISTINCT series_id, \(number(.patches)) FROM patch
                        WHERE state_id = ROW.id AND series_id IS NOT NULL
                        """
                )
            ]
        ),
    ]

    private static func number(_ parts: SeriesFactParts) -> String { "\(parts.rawValue)" }

    private static func ofPatch(_ parts: String) -> String {
        """
        SELECT series_id, \(parts) FROM patch WHERE id = ROW.patch_id AND series_id IS NOT NULL
        """
    }

    private static func ofCover(_ parts: String) -> String {
        "SELECT id, \(parts) FROM series WHERE cover_id = ROW.cover_id"
    }

    /// A new patch has no tags, checks and comments yet; one that goes takes its own along.
    private static var patches: SeriesPartTriggers {
        func note(_ parts: SeriesFactParts) -> String {
            "SELECT ROW.series_id, \(number(parts)) WHERE ROW.series_id IS NOT NULL"
        }
        return SeriesPartTriggers(
            table: "patch",
            events: [
                .insert(note(.patches)), .delete(note(.ofPatch)),
                .update(
                    of: "state_id",
                    "archived",
                    "delegate_id",
                    "pull_url",
                    note: note(.patches)
                ),
                .move(by: "series_id", note: note(.ofPatch)),
            ]
        )
    }

    /// How often a tag was given does not matter, only whether it was.
    private static func tags(
        of parent: String,
        series: (String) -> String
    ) -> SeriesPartTriggers {
        let note = series(number(.tags))
        return SeriesPartTriggers(
            table: "\(parent)_tag",
            events: [.insert(note), .delete(note)]
        )
    }

    private static func comments(
        on parent: String,
        series: (String) -> String
    ) -> SeriesPartTriggers {
        let (plain, asking) = (number(.comments), number([.comments, .requests]))
        return SeriesPartTriggers(
            table: "\(parent)_comment",
            events: [
                .insert(series("CASE WHEN ROW.addressed = 0 THEN \(asking) ELSE \(plain) END")),
                .delete(series(asking)),
                .update(of: "addressed", note: series(number(.requests))),
                .move(by: "\(parent)_id", note: series(asking)),
            ]
        )
    }

    private static func checks(
        _ table: String,
        of parent: String,
        series: (String) -> String
    ) -> SeriesPartTriggers {
        let note = series(number(.checks))
        return SeriesPartTriggers(
            table: table,
            events: [
                .insert(note), .delete(note), .update(of: "state", "superseded", note: note),
                .move(by: parent, note: note),
            ]
        )
    }

    /// A cover letter that comes may bring tags and answers along; one that goes may have had some, of
    /// which nothing is left to look at.
    private static var covers: SeriesPartTriggers {
        let note = """
            SELECT ROW.id, \(number([.tags, .comments, .requests]))
            WHERE OLD.cover_id IS NOT NULL
                OR EXISTS (SELECT 1 FROM cover_tag WHERE cover_id = NEW.cover_id)
                OR EXISTS (SELECT 1 FROM cover_comment WHERE cover_id = NEW.cover_id)
            """
        return SeriesPartTriggers(table: "series", events: [.update(of: "cover_id", note: note)])
    }
}

extension SeriesPartTriggers {
    private static var turnTables: [SeriesPartTriggers] {
        [
            SeriesPartTriggers(
                table: "state",
                events: [change("meaning", of: ["meaning"], ofState)]
            ),
            SeriesPartTriggers(table: "tag", events: [change("name", of: ["name"], ofTag)]),
            talk(on: "patch", series: ofPatch),
            talk(on: "cover", series: ofCover),
            SeriesPartTriggers(
                table: "series",
                events: [
                    // The row is looked at whatever the part is.
                    change("total", of: ["total"], "SELECT ROW.id, 0"),
                    change(
                        "author",
                        of: ["submitter_id"],
                        "SELECT ROW.id, \(number(.comments))"
                    ),
                ]
            ),
            SeriesPartTriggers(
                table: "person",
                events: [change("account", of: ["account_id"], ofPerson)]
            ),
            revisions,
        ]
    }

    private static func change(
        _ name: String,
        of columns: [String],
        _ note: String,
        rows: [String] = ["NEW"]
    ) -> Event {
        Event(name: name, change: "UPDATE", columns: columns, rows: rows, note: note)
    }

    private static var ofState: String {
        """
        SELECT DISTINCT series_id, \(number(.patches)) FROM patch
        WHERE state_id = ROW.id AND series_id IS NOT NULL
        """
    }

    private static var ofTag: String {
        """
        SELECT DISTINCT patch.series_id, \(number(.tags))
        FROM patch_tag JOIN patch ON patch.id = patch_tag.patch_id
        WHERE patch_tag.tag_id = ROW.id AND patch.series_id IS NOT NULL
        UNION ALL
        SELECT DISTINCT series.id, \(number(.tags))
        FROM cover_tag JOIN series ON series.cover_id = cover_tag.cover_id
        WHERE cover_tag.tag_id = ROW.id
        """
    }

    /// What somebody has sent, and what they have answered.
    private static var ofPerson: String {
        let part = number(.comments)
        return """
            SELECT series.id, \(part) FROM series WHERE series.submitter_id = ROW.id
            UNION ALL
            SELECT patch.series_id, \(part)
            FROM patch_comment JOIN patch ON patch.id = patch_comment.patch_id
            WHERE patch_comment.submitter_id = ROW.id AND patch.series_id IS NOT NULL
            UNION ALL
            SELECT series.id, \(part)
            FROM cover_comment JOIN series ON series.cover_id = cover_comment.cover_id
            WHERE cover_comment.submitter_id = ROW.id
            """
    }

    private static func talk(
        on parent: String,
        series: (String) -> String
    ) -> SeriesPartTriggers {
        let said = change(
            "said",
            of: ["submitter_id", "date", "says"],
            series(number(.comments))
        )
        return SeriesPartTriggers(table: "\(parent)_comment", events: [said])
    }

    /// A version that comes or goes matters to the one before it.
    private static var revisions: SeriesPartTriggers {
        let note = "SELECT ROW.earlier_id, \(number(.versions)) WHERE ROW.earlier_id IS NOT NULL"
        let columns = ["earlier_id", "kind"]
        return SeriesPartTriggers(
            table: "revision",
            events: [
                .insert(note), .delete(note),
                change("move", of: columns, note, rows: ["OLD", "NEW"]),
            ]
        )
    }
}
