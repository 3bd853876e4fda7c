/// A walk through the mails of an epoch, oldest first.
///
/// `git rev-list` names the commits, `git diff-tree` what each of them changed, `git cat-file` gives
/// the mails: three processes for any number of mails, and nothing is held but one mail.
final class EpochWalk {
    /// What a commit did to the inbox.
    enum Step {
        case mail(ArchivedMail)
        /// A mail was taken out of the inbox.
        case deletion
    }

    /// The last commit of which nothing is left to be given.
    private(set) var completed: String?
    /// How many commits were begun.
    private(set) var commits: Int64 = 0

    private let repository: GitRepository
    private let head: String
    private var current: String?
    private let list: GitProcess
    private let changes: GitProcess
    private let blobs: GitBlobs

    /// Begins a walk.
    ///
    /// - Parameters:
    ///   - repository: The epoch.
    ///   - start: Only commits after this one, which must lead to `head`; `nil` for all.
    ///   - head: The last commit.
    /// - Throws: ``ArchiveError`` if it is no repository of public-inbox.
    init(_ repository: GitRepository, after start: String?, to head: String) throws {
        try Self.check(repository, head)
        self.repository = repository
        self.head = head
        let range = start.map { [head, "^\($0)"] } ?? [head]
        list = try repository.start(["rev-list", "--reverse", "--first-parent"] + range)
        changes = try repository.start(
            ["diff-tree", "--stdin", "--root", "--raw", "-r", "-m", "--no-renames", "--no-abbrev"],
            input: .output(of: list)
        )
        blobs = try GitBlobs(repository)
    }

    /// The next mail; `nil` at the end.
    ///
    /// - Throws: ``ArchiveError`` if the repository is damaged.
    func next() throws -> Step? {
        while let line = try changes.output.line() {
            guard line.first == UInt8(ascii: ":") else {
                begin(String(decoding: line, as: UTF8.self))
                continue
            }
            switch InboxChange(line) {
            case .mail(let blob): return .mail(try blobs.mail(blob))
            case .deletion: return .deletion
            case nil: continue
            }
        }
        do {
            try changes.finish()
            try list.finish()
        } catch let error as ArchiveError {
            throw repository.broken(error.description)
        }
        completed = head
        return nil
    }

    private func begin(_ commit: String) {
        completed = current
        current = commit
        commits += 1
    }

    /// Refuses what people may give by mistake: the repository of the project itself.
    private static func check(_ repository: GitRepository, _ head: String) throws {
        let names = try repository.topNames(of: head, limit: 300)
        let isVersion2 = names == ["m"] || names == ["d"]
        guard isVersion2 || names.allSatisfy(InboxChange.isFolderOfVersion1) else {
            throw ArchiveError(
                "\(repository.path) is a git repository, but none of public-inbox: "
                    + "give an inbox, or one of its epochs such as git/0.git"
            )
        }
    }
}

/// A line of `git diff-tree --raw`: `:100644 100644 OLD NEW M<tab>m`.
enum InboxChange: Equatable {
    /// A mail arrived, or its text was edited: the id of the blob.
    case mail(String)
    case deletion

    /// - Returns: `nil` for a change that says nothing about a mail.
    init?(_ line: [UInt8]) {
        let halves = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
        guard halves.count == 2 else { return nil }
        let words = halves[0].split(separator: UInt8(ascii: " ")).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard words.count == 5 else { return nil }
        let path = String(decoding: halves[1], as: UTF8.self)
        let isPlainFile = words[1] == "100644" || words[1] == "100755"
        let isWritten = isPlainFile && words[4] != "D"
        switch path {
        case "m" where isWritten: self = .mail(words[3])
        case "d" where isWritten: self = .deletion
        case _ where Self.isMailOfVersion1(path):
            if isWritten {
                self = .mail(words[3])
            } else if words[4] == "D" {
                self = .deletion
            } else {
                return nil
            }
        default: return nil
        }
    }

    static func isFolderOfVersion1(_ name: String) -> Bool { name.utf8.count == 2 && isHex(name) }

    /// `2f/` and 38 digits: the SHA-1 of the message-id.
    private static func isMailOfVersion1(_ path: String) -> Bool {
        path.utf8.count == 41 && isHex(path.prefix(2)) && isHex(path.suffix(38))
            && path.dropFirst(2).first == "/"
    }

    private static func isHex(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { digit in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit)
        }
    }
}
