import PatchParsing
import TrackerStore

/// What intake made of mails, in terms of message-ids: no number in it depends on an order.
struct IntakeImage: Equatable {
    var series: Set<String> = []
    var comments: [String: String] = [:]
    var outcomes: [String: String] = [:]
    var tags: [String: Int64] = [:]
    var people: Set<String> = []
    var dependencies: Set<String> = []
    /// Which series is a version of which other one, and why.
    var revisions: Set<String> = []

    /// What stands on what, by the way in which it is named.
    var stacks: Set<String> = []

    static func of(_ store: Store) async throws -> IntakeImage {
        let lines = try await store.database.read { try seriesLines($0) }
        var image = try await ofRows(store)
        for (series, line) in lines {
            guard let stack = try await store.stack(of: series) else { continue }
            for entry in stack.needs {
                let words = entry.words.map(\.rawValue)
                image.stacks.insert("\(line) on \(lines[entry.series.id] ?? "?"): \(words)")
            }
            for entry in stack.dependents {
                image.stacks.insert("\(line) below \(lines[entry.series.id] ?? "?")")
            }
        }
        return image
    }

    private static func ofRows(_ store: Store) async throws -> IntakeImage {
        try await store.database.read { db in
            var image = IntakeImage()
            image.series = Set(try seriesLines(db).values)
            image.comments = try comments(db)
            image.outcomes = Dictionary(
                try db.all("SELECT identity, outcome FROM mail") { ($0.text(0), $0.text(1)) },
                uniquingKeysWith: { "\($0) \($1)" }
            )
            image.tags = Dictionary(
                try db.all(
                    """
                    SELECT patch.msgid, patch_tag.count FROM patch_tag
                    JOIN patch ON patch.id = patch_tag.patch_id
                    """
                ) { ($0.text(0), $0.int(1)) },
                uniquingKeysWith: +
            )
            image.people = Set(
                try db.all("SELECT email, name FROM person") { "\($0.text(0)) \($0.text(1))" }
            )
            image.dependencies = try dependencies(db)
            image.revisions = try revisions(db)
            return image
        }
    }

    private static func comments(_ db: any SQLConnection) throws -> [String: String] {
        let pairs = try db.all(
            """
            SELECT c.msgid, p.msgid FROM patch_comment c JOIN patch p ON p.id = c.patch_id
            UNION ALL SELECT c.msgid, p.msgid FROM cover_comment c JOIN cover p ON p.id = c.cover_id
            """
        ) { ($0.text(0), $0.text(1)) }
        return Dictionary(pairs, uniquingKeysWith: { "\($0) and \($1)" })
    }

    /// Each series in a line: what it says of itself, and its mails.
    private static func seriesLines(_ db: any SQLConnection) throws -> [Int64: String] {
        var mails: [Int64: [String]] = [:]
        try db.query("SELECT series_id, number, msgid FROM patch") { row in
            mails[row.int(0), default: []].append("\(row.int(1)) \(row.text(2))")
        }
        try db.query(
            "SELECT series.id, cover.msgid FROM series JOIN cover ON cover.id = series.cover_id"
        ) { row in mails[row.int(0), default: []].append("0 \(row.text(1))") }
        var lines: [Int64: String] = [:]
        try db.query(
            """
            SELECT series.id, series.name, date, email, version, total, received_total
            FROM series JOIN person ON person.id = series.submitter_id
            """
        ) { row in
            lines[row.int(0)] = """
                \(row.optionalText(1) ?? "-") \(row.int(2)) \(row.text(3)) v\(row.int(4)) \
                \(row.int(6)) of \(row.int(5)): \(mails[row.int(0), default: []].sorted())
                """
        }
        return lines
    }

    private static func revisions(_ db: any SQLConnection) throws -> Set<String> {
        let lines = try seriesLines(db)
        let rows = try db.all(
            "SELECT series_id, earlier_id, kind, confidence, reason FROM revision"
        ) { row in
            """
            \(lines[row.int(0)] ?? "?") after \(lines[row.int(1)] ?? "?"): \(row.text(2)), \
            \(row.text(3)), \(row.text(4))
            """
        }
        return Set(rows)
    }

    private static func dependencies(_ db: any SQLConnection) throws -> Set<String> {
        let lines = try seriesLines(db)
        let pairs = try db.all("SELECT series_id, needs_id FROM series_dependency") {
            ($0.int(0), $0.int(1))
        }
        return Set(pairs.map { "\(lines[$0.0] ?? "?") needs \(lines[$0.1] ?? "?")" })
    }
}

extension IntakeImage {
    /// What one has and the other has not, for a person to read.
    func differences(from other: IntakeImage) -> [String] {
        lines.symmetricDifference(other.lines).map { (lines.contains($0) ? "+ " : "- ") + $0 }
            .sorted()
    }

    private var lines: Set<String> {
        var all = series.union(people).union(dependencies).union(revisions).union(stacks)
        all.formUnion(comments.map { "\($0.key) answers \($0.value)" })
        all.formUnion(outcomes.map { "\($0.key) is \($0.value)" })
        all.formUnion(tags.map { "\($0.key) has \($0.value) tags" })
        return all
    }
}
