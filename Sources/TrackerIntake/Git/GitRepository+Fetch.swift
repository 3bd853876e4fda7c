import Foundation

extension GitRepository {
    /// A fetch that takes longer is given up.
    private static let fetchSeconds = 1_800.0

    /// Gets what is new from where the repository was cloned, as `git fetch` does.
    ///
    /// Here the repository's own configuration counts, and the user's: who asks for it trusts both.
    ///
    /// - Parameter isStopped: Asked again and again; then the fetch is broken off.
    /// - Throws: ``ArchiveError`` with git's own words.
    func fetch(isStopped: () -> Bool) throws {
        let process = try GitProcess(
            [
                "--git-dir=\(path)", "-c", "core.hooksPath=/dev/null",
                // A connection that says nothing for a minute is dead.
                "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60",
                "fetch", "--quiet",
            ],
            environment: Self.fetchEnvironment
        )
        let start = Date()
        while true {
            if let status = process.poll() {
                guard status == 0 else { throw process.failure(status: status) }
                return
            }
            if isStopped() { return process.terminate() }
            guard Date().timeIntervalSince(start) < Self.fetchSeconds else {
                process.terminate()
                throw ArchiveError("git fetch took longer than \(Int(Self.fetchSeconds)) s")
            }
            usleep(20_000)
        }
    }

    /// Ours, without what would point git to another repository (`git rev-parse --local-env-vars`).
    private static var fetchEnvironment: [String: String] {
        let kept = [
            "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_SSL_CAINFO", "GIT_SSL_NO_VERIFY",
            "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_ALLOW_PROTOCOL",
            "GIT_PROXY_COMMAND",
        ]
        var variables = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("GIT_") || kept.contains(name)
        }
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["LC_ALL"] = "C"
        return variables
    }
}
