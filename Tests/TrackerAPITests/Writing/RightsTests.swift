import HTTPTypes
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

/// Who may change what: each line is one object and method, each column one role.
@Suite("Rights to change")
struct RightsTests {
    private struct Line: CustomStringConvertible {
        let method: HTTPRequest.Method
        let path: String
        let body: String
        /// The status for `maud` (maintainer of widget), `ada` (author of patches 1 and 2, of cover
        /// letter 1 and of comments 2 and 3), `gus` (maintainer of gadget), `pat` (owner of both
        /// bundles, superuser), and a stranger.
        let statuses: [Int]

        init(_ method: HTTPRequest.Method, _ path: String, _ body: String, _ statuses: [Int]) {
            (self.method, self.path, self.body, self.statuses) = (method, path, body, statuses)
        }

        var description: String { "\(method) \(path) \(body)" }
    }

    private static let roles: [String?] = ["maud", "ada", "gus", "pat", nil]

    private static let lines: [Line] = [
        Line(.patch, "patches/1/", #"{"state":"rfc"}"#, [200, 200, 403, 403, 403]),
        Line(.put, "patches/1/", #"{"state":"rfc","delegate":1}"#, [200, 200, 403, 403, 403]),
        Line(.patch, "patches/1/", #"{"related":[2]}"#, [200, 403, 403, 403, 403]),
        // Of nobody's patch; its delegate may, too: see below.
        Line(.patch, "patches/4/", #"{"archived":true}"#, [403, 403, 200, 403, 403]),
        Line(.post, "patches/1/checks/", #"{"state":1}"#, [201, 201, 403, 403, 403]),
        Line(.patch, "patches/1/comments/1/", #"{"addressed":1}"#, [200, 200, 403, 403, 403]),
        Line(.put, "patches/1/comments/2/", #"{"addressed":1}"#, [200, 200, 403, 403, 403]),
        Line(.patch, "covers/1/comments/3/", #"{"addressed":0}"#, [200, 200, 403, 403, 403]),
        Line(.patch, "projects/1/", #"{"web_url":"x"}"#, [200, 403, 403, 403, 403]),
        Line(.put, "projects/gadget/", "{}", [403, 403, 200, 403, 403]),
        Line(.patch, "bundles/1/", #"{"public":true}"#, [403, 403, 403, 200, 403]),
        Line(.put, "bundles/2/", #"{"name":"x","patches":[1]}"#, [404, 404, 404, 200, 404]),
        Line(.post, "bundles/", #"{"name":"x","patches":[1]}"#, [201, 201, 201, 400, 403]),
        Line(.patch, "users/4/", #"{"first_name":"P"}"#, [403, 403, 403, 200, 403]),
        Line(.put, "users/3/", #"{"settings":{}}"#, [403, 200, 403, 403, 403]),
        Line(.delete, "bundles/2/", "", [404, 404, 404, 204, 404]),
        Line(.post, "patches/99/checks/", "?", [404, 404, 404, 404, 404]),
        Line(.patch, "patches/1/comments/3/", "?", [404, 404, 404, 404, 404]),
        Line(.patch, "patches/1/comments/99/", "?", [404, 404, 404, 404, 404]),
        Line(.patch, "projects/nowhere/", "?", [404, 404, 404, 404, 404]),
        Line(.patch, "users/99/", "?", [404, 404, 404, 404, 403]),
        Line(.post, "1.1/bundles/", "?", [405, 405, 405, 405, 405]),
        Line(.delete, "1.0/bundles/99/", "?", [405, 405, 405, 405, 405]),
    ]

    @Test("of each role to each object", arguments: DatabaseKind.allCases)
    func table(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            try await store.database.write { db in
                _ = try db.execute("UPDATE account SET is_superuser = 1 WHERE username = 'pat'")
            }
            for line in Self.lines {
                for (role, status) in zip(Self.roles, line.statuses) {
                    let answer = try await site.change(line.method, line.path, line.body, as: role)
                    #expect(answer.status == status, "\(line) as \(role ?? "-"): \(answer.text)")
                }
            }
        }
    }

    @Test("a delegate may change the patch, until another is", arguments: DatabaseKind.allCases)
    func delegate(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            try await store.database.write { db in
                _ = try db.execute("UPDATE patch SET delegate_id = 4 WHERE id = 2")
            }
            for (path, method, body, status) in [
                ("patches/2/", HTTPRequest.Method.patch, #"{"state":"rfc"}"#, 200),
                ("patches/2/checks/", .post, #"{"state":"fail"}"#, 201),
                ("patches/2/", .patch, #"{"related":[]}"#, 403),
                ("patches/2/", .patch, #"{"delegate":1}"#, 200),
                ("patches/2/", .patch, #"{"state":"new"}"#, 403),
            ] {
                let answer = try await site.change(method, path, body, as: "pat")
                #expect(answer.status == status, "\(body)")
            }
        }
    }

    @Test("nobody reads the body of one who may not", arguments: DatabaseKind.allCases)
    func bodyLast(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (type, body) in [("application/json", "{"), ("text/plain", "x")] {
                let answer = try await site.change(
                    .patch,
                    "patches/1/",
                    body,
                    as: "pat",
                    type: type
                )
                #expect(answer.status == 403)
            }
        }
    }

    /// What a token gives, and which changes of patch 2 it allows: state, archived, check with the
    /// context `ci-x`, check with `other`, relation.
    private static let grants: [(TokenGrant, String, [Bool])] = [
        (grant([.read]), "maud", [false, false, false, false, false]),
        (grant([.maintainer]), "maud", [true, true, true, true, true]),
        (grant([.admin]), "maud", [true, true, true, true, true]),
        (grant([.admin]), "gus", [false, false, false, false, false]),
        (grant([.checkWrite]), "maud", [false, false, true, true, false]),
        (grant([.checkWrite], prefix: "ci-"), "maud", [false, false, true, false, false]),
        (grant([.stateWrite]), "maud", [true, false, false, false, false]),
        (grant([.stateWrite]), "pat", [false, false, false, false, false]),
        (grant([.stateWrite, .checkWrite]), "ada", [true, false, true, true, false]),
        (
            grant([.checkWrite], project: 1, isDelegated: true), "pat",
            [false, false, true, true, false]
        ),
        (
            grant([.checkWrite], project: 2, isDelegated: true), "pat",
            [false, false, false, false, false]
        ),
        (grant([.maintainer], project: 2), "maud", [false, false, false, false, false]),
        (grant([.maintainer], project: 1), "maud", [true, true, true, true, true]),
    ]

    private static func grant(
        _ scopes: Set<TokenScope>,
        project: Project.ID? = nil,
        prefix: String = "",
        isDelegated: Bool = false
    ) -> TokenGrant {
        TokenGrant(
            tokenID: 1,
            scopes: scopes,
            projectID: project,
            contextPrefix: prefix,
            isDelegated: isDelegated
        )
    }

    @Test("a token gives no more than its scopes", arguments: DatabaseKind.allCases)
    func scopes(on kind: DatabaseKind) async throws {
        try await kind.withStore { store in
            try await store.fill()
            for (grant, user, allowed) in Self.grants {
                let id: Int64 = ["maud": 1, "gus": 2, "ada": 3, "pat": 4][user] ?? 0
                let account = Account(
                    id: id,
                    username: user,
                    email: "",
                    firstName: "",
                    lastName: ""
                )
                let author = ChangeAuthor(account: account, grant: grant, way: .rest)
                #expect(try await Self.attempts(store, by: author) == allowed, "\(grant) \(user)")
            }
        }
    }

    private static func attempts(_ store: Store, by author: ChangeAuthor) async throws -> [Bool] {
        var state = PatchChange()
        state.state = .set(.text("rfc"))
        var archived = PatchChange()
        archived.isArchived = .set(true)
        var related = PatchChange()
        related.related = .set([])
        var allowed: [Bool] = []
        for change in [state, archived] {
            allowed.append(
                try await isAllowed { try await store.changePatch(2, change, by: author) }
            )
        }
        for context in ["ci-x", "other"] {
            let check = NewCheck(state: .success, context: context)
            allowed.append(
                try await isAllowed { try await store.createCheck(on: 2, check, by: author) }
            )
        }
        allowed.append(try await isAllowed { try await store.changePatch(2, related, by: author) })
        return allowed
    }

    private static func isAllowed<Result>(_ change: () async throws -> Result) async throws -> Bool
    {
        do {
            _ = try await change()
            return true
        } catch ChangeRefusal.notPermitted, ChangeRefusal.notPermittedToRelate {
            return false
        }
    }

    @Test("OPTIONS tells what the caller may write", arguments: DatabaseKind.allCases)
    func options(on kind: DatabaseKind) async throws {
        let expected: [(String, String?, String?)] = [
            ("patches/1/", "maud", "PUT"), ("patches/1/", "ada", "PUT"), ("patches/1/", "pat", nil),
            ("patches/1/", nil, nil), ("patches/99/", "maud", nil), ("patches/", "maud", nil),
            ("patches/1/checks/", "maud", "POST"), ("patches/1/checks/", "gus", nil),
            ("bundles/", "pat", "POST"), ("bundles/", nil, nil), ("1.1/bundles/", "pat", nil),
            ("bundles/2/", "pat", "PUT"), ("bundles/2/", "maud", nil), ("users/4/", "pat", "PUT"),
            ("projects/widget/", "maud", "PUT"), ("patches/1/comments/1/", "maud", "PUT"),
        ]
        try await kind.withStore { store in
            let site = try await TestSite(store)
            for (path, user, method) in expected {
                let answer = try await site.change(.options, path, as: user)
                #expect(answer.status == 200, "\(path)")
                let actions = try answer.object()["actions"] as? [String: Any]
                #expect(actions?.keys.first == method, "\(path) as \(user ?? "-")")
            }
            let patch = try await site.change(.options, "patches/1/").object()
            let fields = (patch["actions"] as? [String: [String: [String: Any]]])?["PUT"]
            #expect(fields?["state"]?["required"] as? Bool == true)
            #expect(fields?["commit_ref"]?["max_length"] as? Int == 255)
            #expect((fields?["state"]?["choices"] as? [Any])?.count == 10)
        }
    }
}
