import Foundation
import Testing

/// Changes of a git repository that their authors sent to the list by `git format-patch`.
///
/// | series | patches  | what                                                          |
/// | ------ | -------- | ------------------------------------------------------------- |
/// | 1      | 1, 2     | `lamp: Burn longer`; a reply to its cover letter tested it    |
/// | 2      | 3, 4     | its second version, in reply to the first; 3 was reviewed     |
/// | 3      | 5        | `lamp: Shield the flame`, which needs series 2                |
/// | 4      | 6        | `glass: Prüfe the pane`, of Zoë Quist                         |
/// | 5…44   | 7…46     | `widget: 0` and so on, which apply to nothing                 |
struct SentWork: Sendable {
    /// The repository as it was before all patches.
    let upstream: String
    /// An mbox of all that was sent, in this order.
    let mbox: String
    /// Message-ids of the mails of series, without angle brackets: number of the series and of the
    /// mail, 0 for the cover letter.
    let messageIDs: [String: String]

    func messageID(series: Int, _ number: Int) throws -> String {
        try #require(messageIDs["\(series)/\(number)"])
    }

    static let trailer = "Reviewed-by: Bo Reviewer <bo@example.org>"
    static let coverTrailer = "Tested-by: Cy Tester <cy@example.org>"
    static let single = 40
}

/// The place where the patches were made.
struct Workshop: Sendable {
    let folder: String
    private let outbox: String

    init(in parent: String) throws {
        folder = "\(parent)/workshop"
        outbox = "\(parent)/outbox"
        for path in [folder, outbox] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    /// Makes all changes and mails.
    func work() async throws -> SentWork {
        try await git(["init", "--quiet", "--initial-branch=main"])
        let lamp = (1...9).map { "line \($0) of the lamp" }
        try await commit(["lamp.c": lamp.text, "oil.c": "oil\n"], "start")
        try await git(["clone", "--quiet", "--bare", ".", "\(folder).git"])

        var outbox = Outbox()
        try await changeLamp(lamp, length: "long", series: 1)
        try outbox.add(1, try await mails("main", series: 1, cover: true))
        try await changeLamp(lamp, length: "longer", series: 2)
        let reply = ["--reroll-count=2", "--in-reply-to=\(try outbox.id(1, 0))"]
        try outbox.add(2, try await mails("main", series: 2, cover: true, options: reply))
        try await git(["checkout", "--quiet", "-b", "flame"])
        try await commit(
            ["shield.c": "shield\n"],
            "lamp: Shield the flame\n\nIt flickers.\n\nDepends-on: <\(try outbox.id(2, 0))>",
            series: 3
        )
        try outbox.add(3, try await mails("wick-2", series: 3))
        try await git(["checkout", "--quiet", "-b", "glass", "main"])
        try await commit(
            ["glass.c": "prüfe\n"],
            "glass: Prüfe the pane\n\nIt may be broken.",
            series: 4,
            author: "Zoë Quist <zoe@example.org>"
        )
        try outbox.add(4, try await mails("main", series: 4))
        try outbox.addReviews()
        let mbox = "\(folder).mbox"
        try Data(outbox.mbox.utf8).write(to: URL(fileURLWithPath: mbox))
        return SentWork(upstream: "\(folder).git", mbox: mbox, messageIDs: outbox.messageIDs)
    }

    private func changeLamp(_ lines: [String], length: String, series: Int) async throws {
        let branch = "wick-\(series)"
        try await git(["checkout", "--quiet", "-b", branch, "main"])
        var lines = lines
        lines[1] = "a \(length) wick"
        let signed = "\n\nSigned-off-by: Ada Lindqvist <ada@example.org>"
        try await commit(
            ["lamp.c": lines.text],
            "lamp: Trim the wick\n\nIt was short.\(signed)",
            series: series
        )
        lines[7] = "more oil"
        try await commit(
            ["lamp.c": lines.text, "oil.c": "oil, \(length)\n"],
            "oil: Fill up to the brim\n\nIt was empty.\(signed)",
            series: series
        )
        try await git(
            ["config", "branch.\(branch).description", "lamp: Burn longer\n\nFor long nights."]
        )
    }

    private func commit(
        _ files: [String: String],
        _ message: String,
        series: Int = 1,
        author: String = "Ada Lindqvist <ada@example.org>"
    ) async throws {
        for (name, text) in files {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        try await git(["add", "."])
        try await git(
            [
                "commit", "--quiet", "--author=\(author)", "--date=\(Self.date(series))", "-m",
                message,
            ]
        )
    }

    private func mails(
        _ base: String,
        series: Int,
        cover: Bool = false,
        options: [String] = []
    ) async throws -> [String] {
        let folder = "\(outbox)/\(UUID().uuidString)"
        let cover = cover ? ["--cover-letter", "--cover-from-description=subject"] : []
        let files = try await git(
            ["format-patch", "--thread", "--base=main", "--output-directory=\(folder)"]
                + ["--to=widget@lists.example.org", "--add-header=List-Id: <\(TestMail.list)>"]
                + cover + options + [base],
            series: series
        )
        return try files.lines.map { try String(contentsOfFile: $0, encoding: .utf8) }
    }

    /// Each series is of another day.
    private static func date(_ series: Int) -> String { "2026-04-0\(series)T10:00:00+0000" }

    @discardableResult
    private func git(_ arguments: [String], series: Int = 1) async throws -> String {
        let process = try ChildProcess(
            ["git", "-C", folder] + arguments,
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_COMMITTER_NAME": "Ada Lindqvist", "GIT_COMMITTER_EMAIL": "ada@example.org",
                "GIT_COMMITTER_DATE": Self.date(series),
            ],
            folder: outbox
        )
        let ending = try await process.wait()
        try #require(ending.status == 0, "git \(arguments): \(ending.errors)")
        return ending.text
    }
}

/// What was sent so far.
private struct Outbox {
    private(set) var mbox = ""
    private(set) var messageIDs: [String: String] = [:]

    func id(_ series: Int, _ number: Int) throws -> String {
        try #require(messageIDs["\(series)/\(number)"])
    }

    mutating func add(_ series: Int, _ mails: [String]) throws {
        let hasCover = mails.count > 1
        for (number, mail) in mails.enumerated() {
            // Cover letters that are made within one second get the same message-id.
            let mail = mail.replacing(/\.\d+\.git\.ada@/, with: ".series-\(series)@")
            let line = try #require(mail.lines.first { $0.lowercased().hasPrefix("message-id: <") })
            messageIDs["\(series)/\(hasCover ? number : 1)"] =
                String(line.dropFirst("Message-ID: <".count).dropLast())
            mbox += "\(mail)\n"
        }
    }

    mutating func addReviews() throws {
        let (cover, patch) = (try id(1, 0), try id(2, 1))
        let review = TestMail(
            from: "Bo Reviewer <bo@example.org>",
            subject: "Re: [PATCH v2 1/2] lamp: Trim the wick",
            messageID: "review@example.org",
            references: [cover, try id(2, 0), patch],
            minute: 0,
            body: "> It was short.\n\nIndeed.\n\n\(SentWork.trailer)"
        )
        let test = TestMail(
            from: "Cy Tester <cy@example.org>",
            subject: "Re: [PATCH 0/2] lamp: Burn longer",
            messageID: "test@example.org",
            references: [cover],
            minute: 1,
            body: "It burns.\n\n\(SentWork.coverTrailer)"
        )
        for mail in [review, test] + TestMail.many(SentWork.single) {
            mbox += "From sender@example.org Tue Mar  3 10:00:00 2026\n\(mail.text)\n"
        }
    }
}

extension [String] {
    fileprivate var text: String { joined(separator: "\n") + "\n" }
}
