import Foundation

/// Small programs that tests have the site run.
package enum TestProgram {
    struct Failure: Error {}

    /// Writes a script that can be run at once.
    ///
    /// Another process writes it: what this one has open for writing is inherited for a moment by
    /// whatever another test starts just then, and a program that is open for writing cannot be run.
    package static func install(_ script: String, at path: String) throws {
        let text = path + ".text"
        try script.write(toFile: text, atomically: true, encoding: .utf8)
        let words = ["install", "-m", "755", text, path]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, words[0], nil, nil, &arguments, environ) == 0 else {
            throw Failure()
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else { throw Failure() }
    }
}
