import TrackerModel
import TrackerStore

/// Rows as a list leaves behind over years, written straight into the tables: projects, people,
/// series, cover letters, patches and events.
struct LargeSite {
    let patches: Int
    private static let start: Int64 = 1_600_000_000_000_000
    private static let hour: Int64 = 3_600_000_000

    /// Fills an empty database in portions, each a transaction.
    func fill(_ store: Store) async throws {
        try await store.database.write { db in
            for number in 1...3 {
                try db.execute(
                    """
                    INSERT INTO project (id, link_name, name, list_id, list_email)
                    VALUES (\(number), \("p\(number)"), \("P\(number)"), \("p\(number).test"), '')
                    """
                )
                try db.execute(
                    """
                    INSERT INTO account (id, username, username_key, email, email_key, password,
                        created)
                    VALUES (\(number), \("a\(number)"), \("a\(number)"), '', '', '', 0)
                    """
                )
            }
            for number in 1...400 {
                try db.execute(
                    """
                    INSERT INTO person (id, email, email_key, name)
                    VALUES (\(number * 3), \("\(number)@p.test"), \("\(number)@p.test"), 'N')
                    """
                )
            }
        }
        let patches = patches
        for first in stride(from: 0, to: patches, by: 500) {
            try await store.database.write { db in
                for number in first..<min(first + 500, patches) { try Self.add(number, to: db) }
            }
        }
    }

    /// A date for each number: mostly upwards, with mails that came late, and pairs at one time.
    static func date(_ number: Int) -> Int64 {
        start + Int64(number / 2 + number * 7919 % 40) * hour
    }

    /// Events come one after the other, some at one time.
    static func eventDate(_ number: Int) -> Int64 { start + Int64(number / 3) }

    /// What depends on a number in no simple way.
    private static func dice(_ number: Int, _ sides: Int) -> Int {
        number &* 2_654_435_761 >> 7 % sides
    }

    private static func add(_ number: Int, to db: any SQLConnection) throws {
        let project = [1, 1, 1, 1, 2, 2, 3][dice(number, 7)]
        let state = [1, 3, 3, 3, 9, 9, 1, 3, 9, 3, 4][dice(number + 1, 11)]
        let isRare = number % 701 == 5
        let submitter = 3 * (1 + (number % 3 == 0 ? 0 : dice(number + 2, 400)))
        let id = number * 2 + 10
        try db.execute(
            """
            INSERT INTO series (id, project_id, name, date, submitter_id, version, total)
            VALUES (\(id), \(project), 'S', \(date(number)), \(submitter), 1, 1)
            """
        )
        try db.execute(
            """
            INSERT INTO cover (id, project_id, msgid, date, name, submitter_id, codec, body)
            VALUES (\(id), \(project), \("<c\(number)@x>"), \(date(number)), 'C', \(submitter), 0,
                \([UInt8]()))
            """
        )
        try db.execute(
            """
            INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, delegate_id,
                state_id, archived, series_id, number, codec, body)
            VALUES (\(id), \(project), \("<m\(number)@x>"), \(date(number)), \("n\(number)"),
                \(submitter), \(number % 5 == 0 ? 1 + number % 3 : nil), \(isRare ? 10 : state),
                \(state != 1 && !isRare), \(id), 1, 0, \([UInt8]()))
            """
        )
        let category: EventCategory =
            number % 10 == 3 ? .checkCreated : number % 2 == 0 ? .patchCreated : .seriesCreated
        try db.execute(
            """
            INSERT INTO event (id, category, project_id, date, actor_id, patch_id)
            VALUES (\(number + 1), \(category.rawValue), \(project), \(eventDate(number)),
                \(number % 50 == 0 ? 1 : nil), \(id))
            """
        )
    }
}
