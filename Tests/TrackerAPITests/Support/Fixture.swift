import TrackerModel
import TrackerStore

/// 2024-03-04T10:00:00 in microseconds; the fixture's dates are minutes from then.
let fixtureStart: Int64 = 1_709_546_400_000_000

extension Store {
    /// Two projects; a series of a cover letter and two patches, which is a part of the relation
    /// of a single patch; comments, checks, bundles, and an event of each category.
    func fill() async throws {
        try await fillPeople()
        try await fillMail()
        try await fillComments()
        try await fillBundles()
        try await fillEvents()
        try await goOnCounting()
    }

    /// What is made later takes numbers behind those of the fixture.
    private func goOnCounting() async throws {
        try await run([
            "UPDATE counter SET value = 12 WHERE name = 'event'",
            "UPDATE counter SET value = 3 WHERE name = 'comment'",
        ])
        guard case .postgres = database.dialect else { return }
        for table in ["check_result", "bundle", "relation", "patch"] {
            try await database.write { db in
                try db.query("SELECT setval(pg_get_serial_sequence(\(table), 'id'), 100)") { _ in }
            }
        }
    }

    private func minute(_ number: Int64) -> Int64 { fixtureStart + number * 60_000_000 }

    private func run(_ statements: [SQLText]) async throws {
        try await database.write { db in
            for statement in statements { try db.execute(statement) }
        }
    }

    private func fillPeople() async throws {
        try await run([
            """
            INSERT INTO project (id, link_name, name, list_id, list_email, web_url,
                list_archive_url_format, show_dependencies)
            VALUES (1, 'widget', 'Widget tools', 'widget.lists.test', 'widget@lists.test',
                'https://widget.test/', 'https://lists.test/r/{}/', 1),
                (2, 'gadget', 'Gadget firmware', 'gadget.lists.test', 'gadget@lists.test', NULL,
                '', 0)
            """,
            """
            INSERT INTO account (id, username, username_key, email, email_key, first_name,
                last_name, password, created)
            VALUES (1, 'maud', 'maud', 'maud@test.test', 'maud@test.test', 'Maud', 'Keeper', '', 0),
                (2, 'gus', 'gus', 'gus@test.test', 'gus@test.test', '', '', '', 0),
                (3, 'ada', 'ada', 'ada@test.test', 'ada@test.test', '', '', '', 0),
                (4, 'pat', 'pat', 'pat@test.test', 'pat@test.test', '', '', '', 0)
            """,
            "INSERT INTO maintainer (project_id, account_id) VALUES (1, 1), (2, 2)",
            """
            INSERT INTO person (id, email, email_key, name, account_id)
            VALUES (1, 'ada@test.test', 'ada@test.test', 'Ada Lindqvist', 3),
                (2, 'Bo@test.test', 'bo@test.test', NULL, NULL)
            """,
        ])
    }

    private func fillMail() async throws {
        let body = MailCodec.pack(
            MailBody(
                headers: "From: Ada <ada@test.test>\nReceived: one\nSubject: [PATCH 1/2] a\n fold\n"
                    + "received: two",
                content: "Say <why>.",
                diff: "--- a/f\n+++ b/f\n"
            ),
            raw: []
        )
        let (codec, bytes) = (body.codec, body.bytes)
        try await run([
            """
            INSERT INTO cover (id, project_id, msgid, date, name, submitter_id, codec, body)
            VALUES (1, 1, '<c1@test.test>', \(minute(0)), '[0/2] all steps', 1, \(codec), \(bytes))
            """,
            """
            INSERT INTO series (id, project_id, name, date, submitter_id, version, total,
                received_total, cover_id)
            VALUES (1, 1, 'all steps', \(minute(0)), 1, 1, 2, 2, 1),
                (2, 1, NULL, \(minute(5)), 2, 3, 2, 1, NULL),
                (3, 2, 'gadget', \(minute(6)), 2, 1, 1, 1, NULL)
            """,
            "INSERT INTO series_dependency (series_id, needs_id) VALUES (2, 1)",
            "INSERT INTO relation (id, created) VALUES (1, 0)",
            """
            INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, delegate_id,
                state_id, archived, hash, series_id, number, relation_id, check_state, codec, body)
            VALUES (1, 1, '<p1@test.test>', \(minute(1)), '[1/2] step one', 1, 1, 2, 0,
                    'abcdef0123456789abcdef0123456789abcdef01', 1, 1, 1, 1, \(codec), \(bytes)),
                (2, 1, '<a/b+2@test.test>', \(minute(2)), '[2/2] step 100% two', 1, NULL, 1, 0,
                    NULL, 1, 2, NULL, 0, \(codec), \(bytes)),
                (3, 1, '<p3@test.test>', \(minute(5)), '[v3,1/2] Step_three', 2, NULL, 1, 1, NULL,
                    2, 1, 1, 0, \(codec), \(bytes)),
                (4, 2, '<p4@test.test>', \(minute(6)), 'gadget: fix', 2, NULL, 5, 0, NULL,
                    3, 1, NULL, 3, \(codec), \(bytes))
            """,
            "UPDATE patch SET related_by_hand = 1 WHERE relation_id IS NOT NULL",
        ])
    }

    private func fillComments() async throws {
        let first = MailCodec.pack(
            MailBody(headers: "Subject: Re: b\nTo: x", content: "Good."),
            raw: []
        )
        let second = MailCodec.pack(MailBody(headers: "X: y", content: "Better."), raw: [])
        let tail: SQLText = "\(first.codec), \(first.bytes)"
        let other: SQLText = "\(second.codec), \(second.bytes)"
        try await run([
            """
            INSERT INTO patch_comment (id, patch_id, msgid, date, submitter_id, addressed, codec,
                body)
            VALUES (1, 1, '<m1@test.test>', \(minute(7)), 2, NULL, \(sql: tail)),
                (2, 1, '<m2@test.test>', \(minute(8)), 1, 0, \(sql: other))
            """,
            """
            INSERT INTO cover_comment (id, cover_id, msgid, date, submitter_id, addressed, codec,
                body)
            VALUES (3, 1, '<m3@test.test>', \(minute(9)), 1, 1, \(sql: tail))
            """,
            """
            INSERT INTO check_result (id, patch_id, account_id, date, state, target_url,
                description, context)
            VALUES (1, 1, 1, \(minute(10) + 5), 1, 'https://ci.test/1', '', 'ci-build'),
                (2, 1, 4, \(minute(11)), 3, NULL, NULL, 'default')
            """,
        ])
    }

    private func fillBundles() async throws {
        try await run([
            """
            INSERT INTO bundle (id, owner_id, project_id, name, is_public)
            VALUES (1, 4, 1, 'to test', 1), (2, 4, 1, 'mine', 0)
            """,
            """
            INSERT INTO bundle_patch (bundle_id, patch_id, position)
            VALUES (1, 3, 0), (1, 1, 1), (2, 2, 0)
            """,
        ])
    }

    private func fillEvents() async throws {
        let columns: SQLText = """
            INSERT INTO event (id, category, project_id, date, actor_id, patch_id, series_id,
                cover_id, patch_comment_id, cover_comment_id, check_id, previous_state_id,
                current_state_id, previous_delegate_id, current_delegate_id)
            """
        let rows: [SQLText] = [
            "1, 'series-created', 1, \(minute(21)), NULL, NULL, 1, \(sql: nulls(8))",
            "2, 'cover-created', 1, \(minute(22)), NULL, NULL, NULL, 1, \(sql: nulls(7))",
            "3, 'patch-created', 1, \(minute(23)), NULL, 1, \(sql: nulls(9))",
            "4, 'patch-completed', 1, \(minute(24)), NULL, 1, 1, \(sql: nulls(8))",
            "5, 'series-completed', 1, \(minute(25)), NULL, NULL, 1, \(sql: nulls(8))",
            "6, 'patch-state-changed', 1, \(minute(26)), 1, 1, \(sql: nulls(5)), 1, 2, NULL, NULL",
            "7, 'patch-delegated', 1, \(minute(27)), 1, 1, \(sql: nulls(7)), NULL, 1",
            "8, 'patch-relation-changed', 1, \(minute(28)), 1, 1, \(sql: nulls(9))",
            "9, 'check-created', 1, \(minute(29)), 4, 1, \(sql: nulls(4)), 2, \(sql: nulls(4))",
            "10, 'patch-comment-created', 1, \(minute(30)), NULL, 1, NULL, NULL, 1, \(sql: nulls(6))",
            "11, 'cover-comment-created', 1, \(minute(31)), NULL, NULL, NULL, 1, NULL, 3, \(sql: nulls(5))",
            "12, 'patch-created', 2, \(minute(31)), NULL, 4, \(sql: nulls(9))",
        ]
        try await run(rows.map { "\(sql: columns) VALUES (\(sql: $0))" })
    }

    private func nulls(_ count: Int) -> SQLText {
        [SQLText](repeating: "NULL", count: count).joined(separator: ",")
    }
}
