import Foundation
import Testing
import TrackerTesting

/// Programs that are killed at any moment: what was acknowledged is there, the rest comes with the
/// next delivery, and nothing is there twice or by half.
@Suite("Killed programs") struct KillTests {
    private static let threads = TestThread.copies(24)
    private static let mails = threads.flatMap(\.self)

    @Test("an import that is killed again and again", arguments: DatabaseKind.allCases)
    func killedImports(kind: DatabaseKind) async throws {
        let calm = ContinuousClock()
        var duration = Duration.zero
        let expected = try await DeliveredSite.image(kind) { site in
            let path = try TestArchive.mbox.write(Self.mails, in: site.folder)
            let start = calm.now
            try await site.succeed("mail", "import", path)
            // Under load, waiting longer shows nothing more.
            duration = min(calm.now - start, .seconds(2))
        }
        #expect(expected.mails.count == Self.mails.count)
        let killed = try await DeliveredSite.image(kind) { site in
            let path = try TestArchive.mbox.write(Self.mails, in: site.folder)
            var random = SeededRandom(seed: 1)
            for _ in 0..<12 {
                let process = try site.start(["mail", "import", path])
                try await Task.sleep(for: duration * Double.random(in: 0...1.1, using: &random))
                process.send(SIGKILL)
                let status = try await process.wait().status
                #expect([0, 128 + SIGKILL].contains(status))
            }
            try await site.succeed("mail", "import", path)
        }
        #expect(killed == expected)
    }

    @Test("deliveries that are killed", arguments: DatabaseKind.allCases)
    func killedDeliveries(kind: DatabaseKind) async throws {
        let threads = Array(Self.threads.prefix(6))
        let expected = try await DeliveredSite.image(kind) { site in
            try await site.receive(threads.flatMap(\.self))
        }
        let killed = try await DeliveredSite.image(kind) { site in
            let duration = try await delivery(site, threads[0][0])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, thread) in threads.enumerated() {
                    if number >= 3 { try await group.next() }
                    group.addTask {
                        try await deliver(thread, to: site, duration, seed: UInt64(number))
                    }
                }
                try await group.waitForAll()
            }
            // All of them once more, of which none may leave a trace.
            try await site.receive(threads.flatMap(\.self))
        }
        #expect(killed == expected)
    }

    /// How long a delivery takes here.
    private func delivery(_ site: Site, _ mail: TestMail) async throws -> Duration {
        let start = ContinuousClock.now
        try await site.receive([mail])
        return ContinuousClock.now - start
    }

    /// Delivers mails in order, each until it is acknowledged; two of three deliveries are killed.
    private func deliver(
        _ mails: [TestMail],
        to site: Site,
        _ duration: Duration,
        seed: UInt64
    ) async throws {
        var random = SeededRandom(seed: seed)
        for mail in mails {
            for attempt in 0... {
                let process = try site.start(["mail", "receive"], input: mail.bytes)
                if attempt < 3, Int.random(in: 0..<3, using: &random) > 0 {
                    try await Task.sleep(for: duration * Double.random(in: 0...2, using: &random))
                    process.send(SIGKILL)
                }
                let ending = try await process.wait()
                if ending.status == 0 { break }
                try #require(ending.status == 128 + SIGKILL, "\(ending.errors)")
            }
        }
    }
}
