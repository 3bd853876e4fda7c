import Foundation
import Testing
import TrackerModel
import TrackerStore
import TrackerTesting

@Suite("Mails in any order")
struct AnyOrderTests {
    /// `PATCHBAY_ORDERS=2000` tries as many threads; the default is for every day.
    private static let threads =
        ProcessInfo.processInfo.environment["PATCHBAY_ORDERS"].flatMap(Int.init) ?? 12
    private static let orders = 4

    @Test("give the same series, comments and attachments", arguments: DatabaseKind.allCases)
    func anyOrder(kind: DatabaseKind) async throws {
        let mails = (1...Self.threads).flatMap { seed in
            RandomThread(seed: seed, count: 6 + seed % 20).mails
        }
        let expected = try await image(of: mails, kind: kind)
        var dice = Dice(seed: 7_777)
        for order in 1...Self.orders {
            let found = try await image(of: mails.shuffled(using: &dice), kind: kind)
            #expect(found.differences(from: expected).isEmpty, "order \(order)")
        }
    }

    @Test("delivered again change nothing", arguments: DatabaseKind.allCases)
    func again(kind: DatabaseKind) async throws {
        let mails = RandomThread(seed: 5, count: 25).mails
        try await kind.withStore { store in
            try await Self.makeProject(in: store)
            for mail in mails.reversed() { _ = try await store.takeIn([mail]) }
            let first = try await IntakeImage.of(store)
            for mail in mails { _ = try await store.takeIn([mail]) }
            #expect(try await IntakeImage.of(store).differences(from: first).isEmpty)
        }
    }

    private func image(of mails: [IncomingMail], kind: DatabaseKind) async throws -> IntakeImage {
        try await kind.withStore { store in
            try await Self.makeProject(in: store)
            // Some in one transaction, some in others.
            for start in stride(from: 0, to: mails.count, by: 7) {
                _ = try await store.takeIn(Array(mails[start..<min(start + 7, mails.count)]))
            }
            return try await IntakeImage.of(store)
        }
    }

    static func makeProject(in store: Store) async throws {
        _ = try await store.createProject(
            Project(
                linkName: "widget",
                name: "Widget",
                listID: "widget.lists.example.org",
                listEmail: "widget@lists.example.org"
            )
        )
    }
}
