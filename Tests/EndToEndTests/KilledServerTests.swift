import Foundation
import Synchronization
import Testing
import TrackerTesting

/// A server that is killed while many clients change things: what it acknowledged is there, and nothing
/// is there by half.
@Suite("A killed server") struct KilledServerTests {
    private static let clients = 16

    @Test("keeps the checks that it acknowledged", arguments: DatabaseKind.allCases)
    func acknowledged(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.turn])
            try await site.succeed(
                "user",
                "create",
                "maud",
                "--email",
                "maud@example.org",
                "--maintainer-of",
                "widget",
                input: "secret\n"
            )
            let token = try await site.succeed("user", "token", "maud")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            var acknowledged: Set<Int> = []
            for round in 1...3 {
                acknowledged.formUnion(try await postUntilKilled(site, token, after: 60 * round))
            }
            #expect(acknowledged.count >= 3 * 60)
            let expected = acknowledged
            try await site.serve { server in
                let checks = try await ids(of: "/api/patches/1/checks/", from: server) {
                    $0["id"] as? Int
                }
                #expect(checks.isSuperset(of: expected))
                let events = try await ids(of: "/api/events/?category=check-created", from: server)
                {
                    let payload = $0["payload"] as? [String: Any]
                    return (payload?["check"] as? [String: Any])?["id"] as? Int
                }
                #expect(events == checks, "each check has its event")
            }
            // Its status is 0 if nothing is wrong.
            try await site.succeed("doctor")
        }
    }

    /// Posts checks from many clients until a number of them is acknowledged; then kills the server.
    ///
    /// - Returns: The ids of those that were acknowledged.
    private func postUntilKilled(
        _ site: Site,
        _ token: String,
        after count: Int
    ) async throws -> Set<Int> {
        let process = try site.start(["serve", "--port", "0"])
        let server = RunningServer(process: process)
        do {
            try await server.waitUntilReady()
        } catch {
            process.send(SIGKILL)
            throw error
        }
        let made = Acknowledged()
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<Self.clients {
                group.addTask { await post(client, to: server, token, made, process, after: count) }
            }
        }
        let ending = try await process.wait()
        #expect(ending.status == 128 + SIGKILL)
        return made.ids
    }

    /// Posts one check after the other for as long as there is a server.
    private func post(
        _ client: Int,
        to server: RunningServer,
        _ token: String,
        _ made: Acknowledged,
        _ process: ChildProcess,
        after count: Int
    ) async {
        let body = #"{"state":"success","context":"client-\#(client)"}"#
        let head = [
            "POST /api/patches/1/checks/ HTTP/1.1", "Host: patches.test", "Connection: close",
            "Authorization: Token \(token)", "Content-Type: application/json",
            "Content-Length: \(body.utf8.count)",
        ]
        let request = head.joined(separator: "\r\n") + "\r\n\r\n\(body)"
        // Whoever was cut off in the middle of an answer has none.
        while let port = try? server.port,
            let bytes = try? await HTTPClient(port: port).exchange(text: request),
            !bytes.isEmpty, let answer = try? HTTPAnswer(parsing: bytes),
            answer.header("Content-Length") == String(answer.body.count)
        {
            #expect(answer.status == 201, "\(answer.text)")
            guard let id = try? answer.object()["id"] as? Int else { return }
            if made.add(id) == count { process.send(SIGKILL) }
        }
    }

    private func ids(
        of list: String,
        from server: RunningServer,
        _ id: ([String: Any]) -> Int?
    ) async throws -> Set<Int> {
        var found: Set<Int> = []
        let mark = list.contains("?") ? "&" : "?"
        for page in 1... {
            let answer = try await server.get("\(list)\(mark)per_page=250&page=\(page)")
            guard answer.status == 200 else { break }
            found.formUnion(try answer.objects().compactMap(id))
        }
        return found
    }

    private final class Acknowledged: Sendable {
        private let all = Mutex<Set<Int>>([])

        var ids: Set<Int> { all.withLock { $0 } }

        /// - Returns: How many there are now.
        func add(_ id: Int) -> Int {
            all.withLock { all in
                all.insert(id)
                return all.count
            }
        }
    }
}
