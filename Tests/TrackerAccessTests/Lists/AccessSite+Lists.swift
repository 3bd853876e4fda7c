import Foundation
import TrackerModel
import TrackerStore
import TrackerTesting

extension AccessSite {
    func account(_ username: String) async throws -> Account? {
        try await store.passwordHolder(username: username)?.account
    }

    /// A site with lists: besides what ``with(_:_:)`` has, `widget` has
    /// - series 10, "turn it", of three patches 11 to 13 with a cover letter: new, new and accepted;
    ///   12 is delegated to `maud`;
    /// - series 20, "say no", a single patch 21, rejected and archived;
    /// - series 30, "fix <b>", two of three patches, 31 and 32, both new.
    /// Their author is Bo, but Ada of series 30.
    static func withLists(
        _ kind: DatabaseKind,
        _ body: (AccessSite) async throws -> Void
    ) async throws {
        try await with(kind) { site in
            try await site.fillLists()
            try await body(site)
        }
    }

    private func fillLists() async throws {
        let maud = try await account("maud")?.id
        try await run("UPDATE person SET name = 'Bo' WHERE id = 90")
        try await run(
            """
            INSERT INTO person (id, email, email_key, name) VALUES (91, 'ada@x.test', 'ada@x.test',
                'Ada & Co')
            """
        )
        let body = MailCodec.pack(MailBody(headers: "Subject: a", content: "Say why."), raw: [])
        let none = [UInt8]()
        try await run(
            """
            INSERT INTO cover (id, project_id, msgid, date, name, submitter_id, codec, body)
            VALUES (10, 1, '<c10@x.test>', 10, '[v2,net-next,0/3] turn it', 90, 0, \(none))
            """
        )
        for (id, name, total, person, cover) in [
            (10, "turn it", 3, 90, 10), (20, "say no", 1, 90, nil),
            (30, "[1/3] fix <b>", 3, 91, nil),
        ] as [(Int, String, Int, Int, Int?)] {
            try await run(
                """
                INSERT INTO series (id, project_id, name, date, submitter_id, version, total,
                    received_total, cover_id)
                VALUES (\(id), 1, \(name), \(Int64(id) * 86_400_000_000), \(person),
                    \(id == 10 ? 2 : 1), \(total), \(id == 30 ? 2 : total), \(cover))
                """
            )
        }
        for (id, name, series, state) in [
            (11, "[v2,1/3] turn left", 10, 1), (12, "[v2,2/3] turn right", 10, 1),
            (13, "[v2,3/3] turn back", 10, 3), (21, "say no", 20, 4),
            (31, "[1/3] fix <b>", 30, 1), (32, "[2/3] fix <i>", 30, 1),
        ] {
            try await run(
                """
                INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, state_id,
                    archived, delegate_id, series_id, number, codec, body)
                VALUES (\(id), 1, \("<p\(id)@x.test>"), \(Int64(id) * 86_400_000_000), \(name),
                    \(series == 30 ? 91 : 90), \(state), \(id == 21),
                    \(id == 12 ? maud : nil),
                    \(series), \(id % 10), \(body.codec), \(body.bytes))
                """
            )
        }
    }
}

extension SiteAnswer {
    /// The ids of the rows of a list of series, in their order; without those that were closed lately.
    var seriesRows: [Int] {
        let parts = text.components(separatedBy: "<tr class=\"group\">")
        return Self.ids(after: "<tr id=\"s", in: parts.first ?? "")
    }
    /// The series that were closed lately.
    var closedRows: [Int] {
        let parts = text.components(separatedBy: "<tr class=\"group\">").dropFirst()
        return Self.ids(after: "<tr id=\"s", in: parts.first ?? "")
    }
    /// The ids of the rows of a list of patches, in their order.
    var patchRows: [Int] { Self.ids(after: "<tr id=\"patch-row:", in: text) }

    private static func ids(after mark: String, in text: String) -> [Int] {
        text.components(separatedBy: mark).dropFirst().compactMap { part in
            Int(part.prefix { $0.isNumber })
        }
    }

    /// What a redirect says of the change before it.
    var told: String {
        (cookie("told") ?? "").replacing("+", with: " ").removingPercentEncoding ?? ""
    }
}
