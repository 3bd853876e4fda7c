import Foundation
import Testing

/// A public-inbox of version 2, made by plain git.
struct TestInbox: Sendable {
    let path: String
    private let prints: String

    /// What a commit does.
    enum Commit: Sendable {
        case mail(TestMail)
        case deletion(of: TestMail)
        /// A file at any path, which no public-inbox has.
        case file(String, text: String)
    }

    init(in parent: String) throws {
        prints = parent
        path = "\(parent)/inbox-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: "\(path)/git",
            withIntermediateDirectories: true
        )
    }

    func epoch(_ number: Int) -> String { "\(path)/git/\(number).git" }

    func append(_ mails: [TestMail], epoch: Int = 0) async throws {
        try await append(mails.map(Commit.mail), epoch: epoch)
    }

    /// Adds commits to an epoch, which is made if it is not there.
    func append(_ commits: [Commit], epoch number: Int = 0) async throws {
        let folder = epoch(number)
        let isNew = !FileManager.default.fileExists(atPath: folder)
        if isNew { try await git("init", "--quiet", "--bare", "--initial-branch=master", folder) }
        var stream = ""
        for (place, commit) in commits.enumerated() {
            // The clock of the importing machine went back: the order is that of the commits.
            stream += """
                commit refs/heads/master
                committer Importer <importer@example.org> \(1_770_000_000 - place) +0000
                data 1
                .

                """
            if !isNew, place == 0 { stream += "from refs/heads/master^0\n" }
            stream += "deleteall\n\(commit.change)\n"
        }
        try await git(
            "--git-dir=\(folder)",
            "-c",
            "fastimport.unpackLimit=1",
            "fast-import",
            "--quiet",
            "--force",
            input: Array(stream.utf8)
        )
    }

    /// Rewrites an epoch, as a purge does.
    func rewrite(epoch number: Int = 0, to mails: [TestMail]) async throws {
        try await git("--git-dir=\(epoch(number))", "update-ref", "-d", "refs/heads/master")
        // The first commit must not have its old parent.
        try FileManager.default.moveItem(atPath: epoch(number), toPath: "\(path)/old")
        try await append(mails, epoch: number)
        try FileManager.default.removeItem(atPath: "\(path)/old")
    }

    /// Runs git where no configuration but the repository's own is read.
    @discardableResult
    func git(_ arguments: String..., input: [UInt8] = []) async throws -> String {
        let process = try ChildProcess(
            ["git"] + arguments,
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                "HOME": prints, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            ],
            folder: prints,
            input: input
        )
        let ending = try await process.wait()
        try #require(ending.status == 0, "git \(arguments): \(ending.errors)")
        return ending.text
    }
}

extension TestInbox.Commit {
    /// The lines of `git fast-import` for the change.
    fileprivate var change: String {
        switch self {
        case .mail(let mail): Self.file("m", mail.text)
        case .deletion(let mail): Self.file("d", mail.text)
        case .file(let path, let text): Self.file(path, text)
        }
    }

    private static func file(_ path: String, _ text: String) -> String {
        "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)"
    }
}
