import Foundation
import Testing

/// A public-inbox of version 2, made and filled by Debian's package `public-inbox`.
struct DebianInbox: Sendable {
    let path: String
    private let home: String
    private let prints: String

    private static let address = "widget@lists.example.org"

    init(in parent: String) async throws {
        prints = parent
        home = "\(parent)/home-\(UUID().uuidString)"
        path = "\(home)/widget"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        // Else each delivery asks a spam filter that nobody installed.
        let settings = "[publicinboxmda]\n\tspamcheck = none\n"
        try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(home)/config"))
        try await run(
            "public-inbox-init",
            "-V2",
            "widget",
            path,
            "http://lists.example.org/widget",
            Self.address
        )
    }

    /// Delivers mails one after the other.
    func deliver(_ mails: [TestMail]) async throws {
        for mail in mails { try await run("public-inbox-mda", input: mail.bytes) }
    }

    /// Takes a mail out, as for spam that came through.
    func remove(_ mail: TestMail) async throws {
        try await run("public-inbox-learn", "rm", input: mail.bytes)
    }

    private func run(_ words: String..., input: [UInt8] = []) async throws {
        let process = try ChildProcess(
            words,
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                "HOME": home, "PI_CONFIG": "\(home)/config", "ORIGINAL_RECIPIENT": Self.address,
                "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            ],
            folder: prints,
            input: input
        )
        let ending = try await process.wait()
        try #require(ending.status == 0, "\(words): \(ending.errors)")
    }
}
