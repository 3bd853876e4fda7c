import Foundation

/// A git repository that is read by the program `git`, whoever made it.
///
/// A repository can name programs in its own configuration, and it may come from strangers. So only
/// commands are used that run none (no `log`, no `show`), no transport is allowed, which a partial
/// clone would start to get a missing object, and neither the system's nor the user's configuration
/// is read.
struct GitRepository: Hashable, Sendable {
    /// The git directory, an absolute path.
    let path: String

    /// What looks like a bare repository, or a checkout with one in it.
    init?(at url: URL) {
        let inside = url.appendingPathComponent(".git")
        guard let folder = [url, inside].first(where: Self.isRepository) else { return nil }
        path = folder.path
    }

    private static func isRepository(_ url: URL) -> Bool {
        ["HEAD", "objects", "refs"].allSatisfy { name in
            FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path)
        }
    }

    /// Starts a command that reads.
    func start(
        _ arguments: [String],
        input: GitProcess.Input = .nothing
    ) throws -> GitProcess {
        // Naming the directory also spares us the question who owns it (safe.directory), which is
        // there to keep git from running what a stranger's configuration names.
        try GitProcess(
            ["--no-pager", "--git-dir=\(path)", "-c", "core.hooksPath=/dev/null"] + arguments,
            environment: Self.readingEnvironment,
            input: input
        )
    }

    private static let readingEnvironment: [String: String] = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
        "LC_ALL": "C",
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        // A git before 2.45 does not know the line above.
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
    ]

    /// The error of a repository that cannot be read.
    func broken(_ reason: String) -> ArchiveError {
        ArchiveError("\(path) is damaged (\(reason)): see what git -C \(path) fsck says")
    }

    /// The commit at the tip of the branch that `HEAD` names, or of the only branch.
    ///
    /// - Returns: `nil` if there is no commit yet.
    /// - Throws: ``ArchiveError`` if git cannot read the repository.
    func head() throws -> String? {
        if let head = try lines(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], [0, 1], 1)
            .first
        {
            return head
        }
        let branches = try lines(
            ["for-each-ref", "--count=2", "--format=%(objectname)", "refs/heads/"],
            [0],
            2
        )
        guard branches.count < 2 else {
            throw ArchiveError(
                "\(path) has several branches, and its HEAD names none of them: "
                    + "git -C \(path) symbolic-ref HEAD refs/heads/…"
            )
        }
        return branches.first
    }

    /// Whether a commit leads to another one; one that is not there does not.
    func leads(_ ancestor: String, to commit: String) throws -> Bool {
        let known = try start(["cat-file", "-e", "\(ancestor)^{commit}"])
        guard try known.status(among: [0, 1, 128]) == 0 else { return false }
        return try start(["merge-base", "--is-ancestor", ancestor, commit])
            .status(among: [0, 1]) == 0
    }

    /// How many commits there are from the first one to this one.
    func length(to commit: String) throws -> Int64 {
        let count = try lines(["rev-list", "--count", "--first-parent", commit], [0], 1).first
        return count.flatMap { Int64($0) } ?? 0
    }

    /// The names in the top folder of a commit, the first ones of them.
    func topNames(of commit: String, limit: Int) throws -> [String] {
        try lines(["ls-tree", "--name-only", commit], [0], limit)
    }

    private func lines(
        _ arguments: [String],
        _ expected: Set<Int32>,
        _ limit: Int
    ) throws -> [String] {
        let process = try start(arguments)
        var lines: [String] = []
        while let line = try process.output.line() {
            if lines.count < limit { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        do {
            _ = try process.status(among: expected)
        } catch let error as ArchiveError {
            throw broken(error.description)
        }
        return lines
    }
}
