import Foundation
import Testing

/// A small git repository.
struct TestRepository: Sendable {
    let folder: String
    private let prints: String

    init(in parent: String, files: [String: String]) async throws {
        prints = parent
        folder = "\(parent)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        try await git("init", "--quiet", "--initial-branch=main")
        try await git("add", ".")
        try await git("commit", "--quiet", "--message=start")
    }

    func applyMails(_ mbox: [UInt8]) async throws { try await git("am", "--quiet", input: mbox) }

    /// Subject and author of each commit, newest first.
    func log() async throws -> [String] {
        try await git("log", "--format=%s|%an").split(separator: "\n").map(String.init)
    }

    /// The message of the newest commit.
    func message() async throws -> String { try await git("log", "-1", "--format=%B") }

    func files() throws -> [String: String] {
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name != ".git"
        {
            files[name] = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
        return files
    }

    /// The newest commit as a mail to a list.
    func mail(toList list: String) async throws -> [UInt8] {
        try await output(
            "format-patch",
            "-1",
            "--stdout",
            "--add-header=List-Id: <\(list)>",
            "--add-header=Message-ID: <\(UUID().uuidString)@example.org>"
        )
    }

    /// Applies a diff to the files and the index.
    func apply(_ diff: [UInt8]) async throws {
        try await git("apply", "--index", "--whitespace=nowarn", input: diff)
    }

    /// The name of the tree that the index holds: equal trees, equal names.
    func tree() async throws -> String { try await git("write-tree") }

    @discardableResult
    func git(_ arguments: String..., input: [UInt8] = []) async throws -> String {
        try await git(arguments, input: input)
    }

    func git(_ arguments: [String], input: [UInt8] = []) async throws -> String {
        String(decoding: try await output(arguments, input: input), as: UTF8.self)
    }

    private func output(_ arguments: String...) async throws -> [UInt8] {
        try await output(arguments, input: [])
    }

    private func output(_ arguments: [String], input: [UInt8]) async throws -> [UInt8] {
        let process = try ChildProcess(
            ["git", "-C", folder] + arguments,
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                "HOME": folder, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_AUTHOR_NAME": "Tester", "GIT_AUTHOR_EMAIL": "tester@example.org",
                "GIT_COMMITTER_NAME": "Tester", "GIT_COMMITTER_EMAIL": "tester@example.org",
            ],
            folder: prints,
            input: input
        )
        let ending = try await process.wait()
        try #require(ending.status == 0, "git \(arguments): \(ending.errors)")
        return ending.output
    }
}
