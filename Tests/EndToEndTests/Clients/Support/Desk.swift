import Foundation
import Testing

/// Where somebody works: a home folder and a clone of the project, with the settings of the clients.
///
/// Programs see nothing else of this machine, and nothing makes them go beyond it: there is no proxy,
/// no mail program, and all addresses are of the loopback interface.
struct Desk: Sendable {
    let home: String
    /// The clone.
    let clone: String

    init(in parent: String, upstream: String) async throws {
        home = "\(parent)/desk-\(UUID().uuidString)"
        clone = "\(home)/widget"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        try await succeed(["git", "clone", "--quiet", upstream, clone])
        try await configure("user.name", "Tester")
        try await configure("user.email", "tester@example.org")
        // git send-email, and with it b4, would fail rather than send.
        try await configure("sendemail.smtpServer", "/bin/false")
    }

    func configure(_ key: String, _ value: String) async throws {
        try await succeed(["git", "config", "--global", key, value])
    }

    /// Runs a program in the clone.
    func run(_ words: [String], input: [UInt8] = []) async throws -> ChildProcess.Ending {
        let isReady = FileManager.default.fileExists(atPath: clone)
        let place = isReady ? clone : home
        return try await ChildProcess(
            ["env", "--chdir=\(place)"] + words,
            environment: environment,
            folder: home,
            input: input
        ).wait()
    }

    /// Runs a program that must go well, and returns what it prints.
    @discardableResult
    func succeed(_ words: [String], input: [UInt8] = []) async throws -> String {
        let ending = try await run(words, input: input)
        try #require(
            ending.status == 0,
            "\(words.joined(separator: " ")): \(ending.text)\(ending.errors)"
        )
        return ending.text
    }

    @discardableResult
    func succeed(_ words: String...) async throws -> String { try await succeed(words) }

    /// The subjects of the commits since the start, the oldest first.
    func applied() async throws -> [String] {
        try await succeed("git", "log", "--reverse", "--format=%s", "origin/main..HEAD").lines
    }

    /// Forgets what was applied.
    func reset() async throws {
        try await succeed("git", "reset", "--quiet", "--hard", "origin/main")
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: "\(home)/\(name)", atomically: true, encoding: .utf8)
    }

    func file(_ path: String) throws -> String {
        try String(contentsOfFile: path.hasPrefix("/") ? path : "\(clone)/\(path)", encoding: .utf8)
    }

    private var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return [
            "PATH": "\(PeoplesClients.programs):\(path)",
            "HOME": home,
            "TMPDIR": home,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "PAGER": "cat",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": PeoplesClients.scripts,
        ]
    }
}

extension String {
    /// The lines, without empty ones.
    var lines: [String] { split(separator: "\n").map(String.init) }
}
