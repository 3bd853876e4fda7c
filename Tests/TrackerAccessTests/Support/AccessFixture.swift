import Testing
import TrackerModel
import TrackerStore

extension Store {
    func fillForAccess() async throws {
        for (name, title) in [("widget", "Widget tools"), ("gadget", "Gadget firmware")] {
            _ = try await createProject(
                Project(
                    linkName: name,
                    name: title,
                    listID: "\(name).lists.test",
                    listEmail: "\(name)@lists.test"
                )
            )
        }
        for name in ["maud", "gus", "robot", "pat", "root"] {
            let hash = try #require(Self.hashes[name])
            var account = NewAccount(username: name, email: "\(name)@test.test", password: hash)
            account.isSuperuser = name == "root"
            account.maintains = ["maud": ["widget"], "gus": ["gadget"]][name] ?? []
            _ = try await createAccount(account)
        }
        try await fillPatches()
    }

    /// Once for all tests: it takes a while on purpose.
    private static let hashes: [String: PasswordHash] = {
        var hashes: [String: PasswordHash] = [:]
        for name in ["maud", "gus", "robot", "pat", "root"] {
            hashes[name] = PasswordHash(of: "\(name)1")
        }
        return hashes
    }()

    private func fillPatches() async throws {
        let body = MailCodec.pack(MailBody(headers: "Subject: a", content: "Say why."), raw: [])
        let (codec, bytes) = (body.codec, body.bytes)
        try await database.write { db in
            try db.execute(
                "INSERT INTO person (id, email, email_key) VALUES (90, 'bo@x.test', 'bo@x.test')"
            )
            for (id, title) in [(1, "widget: fix"), (2, "gadget: fix")] {
                try db.execute(
                    """
                    INSERT INTO patch (id, project_id, msgid, date, name, submitter_id, state_id,
                        archived, check_state, codec, body)
                    VALUES (\(id), \(id), \("<p\(id)@x.test>"), 0, \(title), 90, 1, 0, 0, \(codec),
                        \(bytes))
                    """
                )
            }
            try db.execute(
                """
                INSERT INTO bundle (id, owner_id, project_id, name, is_public)
                SELECT 77, id, 1, 'secret plans', 0 FROM account WHERE username = 'pat'
                """
            )
            try db.execute(
                "INSERT INTO bundle_patch (bundle_id, patch_id, position) VALUES (77, 1, 0)"
            )
        }
    }
}
