import Dispatch
import Foundation
import HTTPTypes
import Synchronization
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Failed sign-ins")
struct SignInLimitTests {
    private static func basic(_ name: String, _ password: String) -> HTTPFields {
        [.authorization: "Basic " + Data("\(name):\(password)".utf8).base64EncodedString()]
    }

    private static func ask(
        _ site: AccessSite,
        _ name: String,
        _ password: String,
        from client: String
    ) async -> SiteAnswer {
        await site.send(.get, "/api/people/", basic(name, password), client: client)
    }

    @Test(
        "the eleventh try of an account waits, wherever it comes from",
        arguments: DatabaseKind.allCases
    )
    func account(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            for number in 1...10 {
                let answer = await Self.ask(site, "maud", "x", from: "192.0.2.\(number)")
                #expect(answer.status == 403, "\(number)")
            }
            let answer = await Self.ask(site, "Maud", "maud1", from: "192.0.2.99")
            #expect(answer.status == 429)
            #expect(answer.header("Retry-After") == "60")
            #expect(answer.says("Too many failed sign-ins. Try again in 60 seconds."))
            let form = await Browser(site, client: "192.0.2.98").signIn("maud")
            #expect(form.status == 429)
            #expect(form.header("Retry-After") == "60")
            #expect(form.text.contains("Too many failed sign-ins"))
            // Others are let in from the same place, and so is a token.
            #expect(await Self.ask(site, "gus", "gus1", from: "192.0.2.99").status == 200)
            let token = try await site.token(of: "maud")
            #expect(await site.get("/api/people/", token: token).status == 200)
            site.time.pass(seconds: 60)
            #expect(await Self.ask(site, "maud", "maud1", from: "192.0.2.99").status == 200)
        }
    }

    @Test(
        "an address that tries many names waits, and others do not",
        arguments: DatabaseKind.allCases
    )
    func address(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            // Credentials that cannot be right cost no hashing, so the test is short.
            for number in 1...30 {
                let token = String(repeating: "\(number % 10)", count: 40)
                let headers: HTTPFields = [.authorization: "Token \(token)"]
                let answer = await site.send(.get, "/api/", headers, client: "2001:db8::\(number)")
                #expect(answer.says("Invalid token."), "\(number)")
            }
            let near = await Self.ask(site, "maud", "maud1", from: "2001:db8::ffff")
            #expect(near.status == 429)
            #expect(near.header("Retry-After") == "20")
            #expect(await Self.ask(site, "maud", "maud1", from: "2001:db9::1").status == 200)
            let right: HTTPFields = [.authorization: "Token \(try await site.token(of: "maud"))"]
            let answer = await site.send(.get, "/api/people/", right, client: "2001:db8::1")
            #expect(answer.status == 200)
            let wrong: HTTPFields = [.authorization: "Token x"]
            let refused = await site.send(.get, "/api/", wrong, client: "2001:db8::1")
            #expect(refused.status == 429)
            site.time.pass(seconds: 20)
            #expect(await Self.ask(site, "gus", "gus1", from: "2001:db8::1").status == 200)
        }
    }

    @Test(
        "who sends the right password all the time is not locked out by others",
        arguments: DatabaseKind.allCases
    )
    func remembered(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            #expect(await Self.ask(site, "maud", "maud1", from: "192.0.2.1").status == 200)
            for _ in 1...10 { _ = await Self.ask(site, "maud", "x", from: "192.0.2.66") }
            #expect(await Self.ask(site, "maud", "maud1", from: "192.0.2.1").status == 200)
            #expect(await Self.ask(site, "maud", "maud2", from: "192.0.2.1").status == 429)
            // What is remembered is forgotten with the password, and with the account.
            let hash = try #require(PasswordHash(of: "new"))
            try await site.run("UPDATE account SET password = \(hash.text) WHERE username = 'maud'")
            #expect(await Self.ask(site, "maud", "maud1", from: "192.0.2.1").status == 429)
            site.time.pass(seconds: 3_600)
            #expect(await Self.ask(site, "maud", "maud1", from: "192.0.2.1").status == 403)
            #expect(await Self.ask(site, "maud", "new", from: "192.0.2.1").status == 200)
            try await site.run("UPDATE account SET is_active = 0 WHERE username = 'maud'")
            #expect(await Self.ask(site, "maud", "new", from: "192.0.2.1").status == 403)
        }
    }

    @Test("hostile credentials are refused", arguments: DatabaseKind.allCases)
    func hostile(on kind: DatabaseKind) async throws {
        try await AccessSite.with(kind) { site in
            let long = String(repeating: "a", count: 100_000)
            for (name, password) in [
                ("maud", long), (long, "x"), ("\u{0}", "\u{0}"), ("", ""), ("maud", ""), ("ü", "ß"),
            ] {
                let answer = await Self.ask(site, name, password, from: "192.0.2.1")
                #expect(answer.says("Invalid username/password."), "\(name.prefix(9))")
            }
        }
    }

    @Test("what is kept of failures has a bound")
    func bound() {
        let time = TestTime()
        let limit = SignInLimit(seconds: { time.seconds })
        for number in 0..<(SignInLimit.keyLimit * 2) {
            limit.fail(account: "name \(number)", address: "10.0.\(number / 256).\(number % 256)")
            #expect(limit.size <= SignInLimit.keyLimit * 2)
        }
        // The newest ones are those that are kept.
        for _ in 0..<10 { limit.fail(account: "last", address: "192.0.2.1") }
        #expect(limit.wait(account: "last", address: "198.51.100.1") == 60)
    }

    @Test("passwords are compared a few at a time, and not too many wait")
    func crowd() async throws {
        let gate = DispatchSemaphore(value: 0)
        let most = Mutex((now: 0, most: 0))
        let desk = PasswordDesk(compare: { _, _ in
            most.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
            gate.wait()
            most.withLock { $0.now -= 1 }
            return true
        })
        let hash = PasswordHash(stored: "x")
        let count = PasswordDesk.lanes + PasswordDesk.queueLimit
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<count {
                group.addTask { try await desk.matches("password \(number)", hash) }
            }
            while desk.waiting < PasswordDesk.queueLimit {
                try await Task.sleep(for: .milliseconds(1))
            }
            await #expect(throws: PasswordDesk.Crowd.self) {
                try await desk.matches("one more", hash)
            }
            for _ in 0..<count { gate.signal() }
            for try await isRight in group { #expect(isRight) }
        }
        #expect(most.withLock { $0.most } <= PasswordDesk.lanes)
        #expect(desk.remembers("password 1", for: hash))
        #expect(!desk.remembers("password 1", for: PasswordHash(stored: "y")))
        #expect(!desk.remembers("one more", for: hash))
    }
}
