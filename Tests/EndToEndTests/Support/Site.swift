import Foundation
import Testing
import TrackerTesting

/// A site with an empty database, used as people use it: through the program.
struct Site: Sendable {
    /// The URL of the database.
    let database: String
    /// A folder of the site's own, gone after the test.
    let folder: String

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: What stands behind `patchbay`.
    ///   - input: Its standard input.
    ///   - wrapper: A command in front of it, such as one that sets limits.
    /// - Returns: How it ended.
    /// - Throws: ``ChildProcess/Failure`` if it does not end.
    func run(
        _ arguments: String...,
        input: [UInt8] = [],
        wrapper: [String] = []
    ) async throws -> ChildProcess.Ending {
        try await run(arguments, input: input, wrapper: wrapper)
    }

    func run(
        _ arguments: [String],
        input: [UInt8] = [],
        wrapper: [String] = []
    ) async throws -> ChildProcess.Ending {
        try await start(arguments, input: input, wrapper: wrapper).wait()
    }

    func start(
        _ arguments: [String],
        input: [UInt8] = [],
        wrapper: [String] = []
    ) throws -> ChildProcess {
        try ChildProcess(
            wrapper + [try Self.program.get()] + arguments,
            environment: environment,
            folder: folder,
            input: input
        )
    }

    /// Runs a command that must go well, and returns what it prints.
    @discardableResult
    func succeed(_ arguments: String..., input: String = "") async throws -> String {
        let ending = try await run(arguments, input: Array(input.utf8))
        try #require(ending.status == 0, "\(arguments): \(ending.errors)")
        return ending.text
    }

    /// Delivers mails one after the other, as a mail server does.
    func receive(_ mails: [TestMail], arguments: [String] = []) async throws {
        for mail in mails {
            let ending = try await run(["mail", "receive"] + arguments, input: mail.bytes)
            try #require(ending.status == 0, "\(mail.messageID): \(ending.errors)")
        }
    }

    /// Runs another program to its end.
    func tool(_ words: [String], input: [UInt8] = []) async throws -> ChildProcess.Ending {
        try await startTool(words, input: input).wait()
    }

    func startTool(_ words: [String], input: [UInt8] = []) throws -> ChildProcess {
        try ChildProcess(words, environment: environment, folder: folder, input: input)
    }

    private var environment: [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        return [
            "PATH": inherited["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
            "LD_LIBRARY_PATH": inherited["LD_LIBRARY_PATH"] ?? "",
            "PATCHBAY_DATABASE": database,
            "HOME": folder,
            "TMPDIR": temporary,
            // A zone that shifts by quarters of an hour: times must be UTC all the same.
            "TZ": "Pacific/Chatham",
            "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    /// Where the program has its temporary files.
    var temporary: String { "\(folder)/tmp" }

    /// The program stands beside the tests.
    private static let program: Result<String, any Error> = Result {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: tests).deletingLastPathComponent()
        let program = folder.appendingPathComponent("patchbay").path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw ChildProcess.Failure(description: "there is no \(program); build it first")
        }
        return program
    }

    /// Runs the body with a site on a database of its own, in which nothing is.
    static func with<Result>(
        _ kind: DatabaseKind,
        _ body: (Site) async throws -> Result
    ) async throws -> Result {
        try await kind.withEmptyDatabase { try await with(database: $0, body) }
    }

    /// The same on a database that has no table yet.
    static func bare<Result>(
        _ kind: DatabaseKind,
        _ body: (Site) async throws -> Result
    ) async throws -> Result {
        try await kind.withBareDatabase { try await with(database: $0, body) }
    }

    static func with<Result>(
        database: String,
        _ body: (Site) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let site = Site(database: database, folder: folder.path)
        try FileManager.default.createDirectory(
            atPath: site.temporary,
            withIntermediateDirectories: true
        )
        return try await body(site)
    }
}

extension Site {
    /// Makes the project that ``TestMail`` writes to.
    func makeWidget() async throws {
        try await succeed(
            "project",
            "create",
            "widget",
            "--name",
            "Widget tools",
            "--list-id",
            TestMail.list,
            "--list-email",
            "widget@lists.example.org"
        )
    }

    /// Serves the site while the body runs; then the server is told to end, and must end well.
    ///
    /// - Parameters:
    ///   - options: More options of `serve`.
    ///   - body: What is done meanwhile.
    /// - Returns: What the body returns.
    /// - Throws: If the server does not start or end, and what the body throws.
    func serve<Result>(
        _ options: [String] = [],
        _ body: (RunningServer) async throws -> Result
    ) async throws -> Result {
        let process = try start(["serve", "--port", "0"] + options)
        let server = RunningServer(process: process)
        let result: Result
        do {
            try await server.waitUntilReady()
            result = try await body(server)
        } catch {
            process.send(SIGKILL)
            _ = try? await process.wait()
            throw error
        }
        process.send(SIGTERM)
        let ending = try await process.wait(atMost: .seconds(60))
        #expect(ending.status == 0, "\(ending.errors)")
        return result
    }
}
