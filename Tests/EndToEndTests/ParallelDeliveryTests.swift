import Foundation
import Testing
import TrackerTesting

/// A mail server delivers several mails at the same time.
@Suite("Parallel deliveries") struct ParallelDeliveryTests {
    private static let processes = 4

    private static let threads = TestThread.copies(12)

    @Test("give what deliveries one by one give", arguments: DatabaseKind.allCases)
    func threadsInParallel(kind: DatabaseKind) async throws {
        let expected = try await image(kind) { site in
            try await site.succeed(
                "mail",
                "import",
                try TestArchive.mbox.write(Self.threads.flatMap(\.self), in: site.folder)
            )
        }
        #expect(expected.series.count == 36)
        #expect(expected.comments.count == 36)
        // Each process takes the mails of a thread in their order; the threads run side by side.
        let parallel = try await image(kind) { site in
            try await deliver(Self.threads, to: site)
        }
        #expect(parallel == expected)
    }

    @Test("in any order give what the list in its order gives", arguments: DatabaseKind.allCases)
    func shuffled(kind: DatabaseKind) async throws {
        let mails = Self.threads.flatMap(\.self)
        let expected = try await image(kind) { site in
            try await site.succeed(
                "mail",
                "import",
                try TestArchive.mbox.write(mails, in: site.folder)
            )
        }
        var state: UInt64 = 4_711
        let shuffled = mails.map { mail -> (UInt64, TestMail) in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 20, mail)
        }.sorted { $0.0 < $1.0 }.map(\.1)
        let streams = (0..<Self.streams).map { stream in
            shuffled.indices.filter { $0 % Self.streams == stream }.map { shuffled[$0] }
        }
        let parallel = try await image(kind) { site in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for stream in streams { group.addTask { try await site.receive(stream) } }
                try await group.waitForAll()
            }
        }
        #expect(parallel == expected)
    }

    /// So many `mail receive` run at the same time.
    private static let streams = 8

    @Test("of the same mails make nothing twice", arguments: DatabaseKind.allCases)
    func sameMailsInParallel(kind: DatabaseKind) async throws {
        let mails = Self.threads[0]
        let expected = try await image(kind) { try await $0.receive(mails) }
        let parallel = try await image(kind) { site in
            try await deliver(Array(repeating: mails, count: Self.processes), to: site)
        }
        #expect(parallel == expected)
    }

    /// Several processes at a time, each of which delivers the mails of one list in order.
    private func deliver(_ lists: [[TestMail]], to site: Site) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, list) in lists.enumerated() {
                if number >= Self.processes { try await group.next() }
                group.addTask { try await site.receive(list) }
            }
            try await group.waitForAll()
        }
    }

    private func image(
        _ kind: DatabaseKind,
        _ fill: (Site) async throws -> Void
    ) async throws -> ThreadImage {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await fill(site)
            return try await site.serve { server in
                let events = try await server.get("/api/events/?per_page=250").objects()
                let ids = events.compactMap { $0["id"] as? Int }
                #expect(ids == ids.sorted(by: >) && Set(ids).count == ids.count)
                return try await ThreadImage(of: server)
            }
        }
    }
}
