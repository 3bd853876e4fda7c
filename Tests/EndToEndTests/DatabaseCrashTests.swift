import Foundation
import Testing
import TrackerTesting

/// PostgreSQL ends in the middle of the work, as when its machine crashes, and comes back.
@Suite("Crashes of PostgreSQL") struct DatabaseCrashTests {
    private static let mails = TestThread.copies(24).flatMap(\.self)

    @Test("what was acknowledged is there, the rest is told to come again")
    func crashes() async throws {
        let expected = try await DeliveredSite.image(.postgres) { site in
            try await site.succeed(
                "mail",
                "import",
                try TestArchive.mbox.write(Self.mails, in: site.folder)
            )
        }
        let cluster = try PrivatePostgres()
        try await Site.with(database: cluster.url(of: try cluster.createDatabase())) { site in
            try await site.makeWidget()
            let path = try TestArchive.mbox.write(Self.mails, in: site.folder)
            var acknowledged = 0
            for round in 0..<6 {
                let mails = Self.mails[acknowledged...].prefix(12)
                acknowledged += try await deliver(Array(mails), to: site) {
                    try round.isMultiple(of: 2) ? cluster.crash() : cluster.killSessions()
                }
                if round.isMultiple(of: 2) {
                    try await checkRefusal(site)
                    try cluster.start()
                }
                try await importThrough(crash: round, cluster, site, path)
                let stored = Set(try await DeliveredSite.mails(of: site).map(\.messageID))
                #expect(
                    stored.isSuperset(of: Self.mails[..<acknowledged].map { "<\($0.messageID)>" })
                )
            }
            try await site.succeed("mail", "import", path)
            #expect(try await DeliveredSite(of: site) == expected)
        }
    }

    /// Delivers mails in order until one is refused, which the trouble in their midst brings about.
    ///
    /// - Returns: How many were acknowledged.
    private func deliver(
        _ mails: [TestMail],
        to site: Site,
        trouble: () throws -> Void
    ) async throws -> Int {
        for (number, mail) in mails.enumerated() {
            let process = try site.start(["mail", "receive"], input: mail.bytes)
            if number == mails.count / 2 { try trouble() }
            let ending = try await process.wait()
            guard ending.status != 0 else { continue }
            #expect(ending.status == 75, "\(ending.errors)")
            return number
        }
        return mails.count
    }

    private func checkRefusal(_ site: Site) async throws {
        let ending = try await site.run("mail", "receive", input: TestThread.turn.bytes)
        #expect(ending.status == 75)
        #expect(ending.errors.hasPrefix("patchbay: the mail is not stored, try again later: "))
        #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
    }

    /// An import that is under way while the server crashes ends with 75 or has been faster.
    private func importThrough(
        crash round: Int,
        _ cluster: PrivatePostgres,
        _ site: Site,
        _ path: String
    ) async throws {
        let process = try site.start(["mail", "import", path])
        var random = SeededRandom(seed: UInt64(round))
        try await Task.sleep(for: .milliseconds(Int.random(in: 50...800, using: &random)))
        try cluster.crash()
        let ending = try await process.wait()
        #expect([0, 75].contains(ending.status), "\(ending.errors)")
        try cluster.start()
    }
}
