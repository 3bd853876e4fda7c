import Foundation
import Testing
import TrackerTesting

/// Places where the database cannot grow, or cannot be written at all. They are made of file systems
/// of the tests' own, which bind root, too.
@Suite("Full and read-only disks") struct FullDiskTests {
    /// A mail that does not compress into what is left.
    private static let large: TestMail = {
        var mail = TestThread.single
        mail.body += (0..<90_000).map { "\($0 &* 2_654_435_761)" }.joined(separator: " ")
        return mail
    }()

    /// Runs a shell script that may mount file systems, which nobody else sees and which end with it.
    ///
    /// - Returns: The lines that it prints.
    private func run(_ script: String, on site: Site) async throws -> [String] {
        let asRoot = getuid() == 0 ? [] : ["--map-root-user"]
        let ending = try await site.run(
            [],
            wrapper: ["unshare", "--mount"] + asRoot + ["sh", "-euc", script]
        )
        try #require(ending.status == 0, "\(ending.errors)")
        return ending.text.split(separator: "\n").map(String.init)
    }

    private func write(_ mail: TestMail, _ name: String, in site: Site) throws {
        try Data(mail.bytes).write(to: URL(fileURLWithPath: "\(site.folder)/\(name)"))
    }

    private func checkRefusal(_ lines: [String]) throws {
        try #require(lines.count >= 2, "\(lines)")
        #expect(lines[0].hasPrefix("patchbay: the mail is not stored, try again later: "))
        #expect(lines[1] == "75", "\(lines)")
    }

    @Test("a full disk refuses a mail until there is room again")
    func fullDisk() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.cover])
            try write(Self.large, "large.eml", in: site)
            try write(TestThread.turn, "turn.eml", in: site)
            let disk = "\(site.folder)/disk"
            try FileManager.default.createDirectory(
                atPath: disk,
                withIntermediateDirectories: true
            )
            let file = site.database.dropFirst("sqlite:".count)
            let lines = try await run(
                """
                mount -t tmpfs -o size=4m none \(disk)
                cp \(file)* \(disk)
                cat /dev/zero > \(disk)/ballast 2>/dev/null || true
                export PATCHBAY_DATABASE=sqlite:\(disk)/$(basename \(file))
                deliver() { status=0; "$0" mail receive < \(site.folder)/$1 2>&1 || status=$?; echo $status; }
                deliver large.eml
                rm \(disk)/ballast
                "$0" mail list --json | grep -c msgid
                deliver turn.eml
                deliver large.eml
                "$0" mail list --json | grep -c msgid
                """,
                on: site
            )
            try checkRefusal(lines)
            #expect(lines.dropFirst(2) == ["1", "0", "0", "3"])
        }
    }

    @Test("a read-only disk refuses a mail until it is writable again")
    func readOnlyDisk() async throws {
        try await Site.with(.sqlite) { site in
            try await site.makeWidget()
            try await site.receive([TestThread.cover])
            try write(TestThread.turn, "turn.eml", in: site)
            let file = site.database.dropFirst("sqlite:".count)
            let folder = URL(fileURLWithPath: String(file)).deletingLastPathComponent().path
            let lines = try await run(
                """
                mount --bind \(folder) \(folder)
                mount -o remount,ro,bind \(folder)
                status=0; "$0" mail receive < \(site.folder)/turn.eml 2>&1 || status=$?; echo $status
                """,
                on: site
            )
            try checkRefusal(lines)
            try await site.receive([TestThread.turn])
            #expect(try await DeliveredSite.mails(of: site).count == 2)
        }
    }
}
