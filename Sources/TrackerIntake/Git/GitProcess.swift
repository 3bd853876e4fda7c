import Foundation

/// A running `git`, read while it writes.
///
/// Foundation's `Process` needs a run loop and hands standard output over in pieces of its own
/// choosing; this is `posix_spawn` with two descriptors. A git that is let go of is killed: it only
/// ever reads.
final class GitProcess {
    /// What it writes to standard output.
    let output: PipeReader
    private let id: pid_t
    private let words: String
    private let messages: GitMessages
    /// Our end of its standard input.
    private var input: Int32
    private var hasEnded = false

    /// What its standard input is.
    enum Input {
        case nothing
        /// The standard output of another git, which then is no longer to be read by us.
        case output(of: GitProcess)
        /// What is given to ``write(_:)``.
        case stream
    }

    /// Starts `git`.
    ///
    /// - Parameters:
    ///   - arguments: All that stands behind `git`.
    ///   - environment: All that it gets to see.
    ///   - input: Its standard input.
    /// - Throws: ``ArchiveError`` if it cannot be started.
    init(_ arguments: [String], environment: [String: String], input: Input = .nothing) throws {
        words = arguments.first { !$0.hasPrefix("-") && !$0.contains("=") } ?? "git"
        let results = try DescriptorPair()
        output = PipeReader(results.readEnd)
        defer { close(results.writeEnd) }
        let complaints = try DescriptorPair()
        messages = GitMessages(complaints.readEnd)
        defer { close(complaints.writeEnd) }

        var spawn = GitSpawn(output: results.writeEnd, messages: complaints.writeEnd)
        var (theirs, ours) = (Int32(-1), Int32(-1))
        defer { if theirs >= 0 { close(theirs) } }
        switch input {
        case .nothing: break
        case .output(let other): spawn.input = other.output.descriptor
        case .stream:
            let pair = try DescriptorPair()
            (theirs, ours) = (pair.readEnd, pair.writeEnd)
            spawn.input = theirs
        }
        do {
            id = try spawn.start(["git"] + arguments, environment: environment)
        } catch {
            if ours >= 0 { close(ours) }
            throw error
        }
        self.input = ours
        if case .output(let other) = input { other.output.close() }
    }

    /// Hands bytes to a process with the input `stream`.
    ///
    /// - Throws: ``ArchiveError`` if it has ended.
    func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            start += count
        }
    }

    /// Waits for its end, after all that it writes was read.
    ///
    /// - Throws: ``ArchiveError`` with git's own words if it ended with another status than 0.
    func finish() throws {
        let status = end()
        guard status == 0 else { throw messages.failure(of: words, status: status) }
    }

    /// Waits for its end, and returns the exit status.
    ///
    /// - Throws: ``ArchiveError`` if that is none of those that are expected.
    func status(among expected: Set<Int32>) throws -> Int32 {
        while try output.line() != nil {}
        let status = end()
        guard expected.contains(status) else { throw messages.failure(of: words, status: status) }
        return status
    }

    /// Why it ended before its work was done.
    func failure() -> ArchiveError { messages.failure(of: words, status: end()) }

    /// The exit status if it has ended by itself.
    func poll() -> Int32? {
        var status: Int32 = 0
        guard !hasEnded, waitpid(id, &status, WNOHANG) == id else { return nil }
        hasEnded = true
        return Self.exitStatus(status)
    }

    /// Why it ended with a status that ``poll()`` returned.
    func failure(status: Int32) -> ArchiveError { messages.failure(of: words, status: status) }

    /// Ends it, with some seconds to tidy up: a fetch removes its lock files.
    func terminate() {
        kill(-id, SIGTERM)
        for _ in 0..<500 {
            if poll() != nil { return }
            usleep(10_000)
        }
    }

    private func end() -> Int32 {
        closeInput()
        output.close()
        guard !hasEnded else { return -1 }
        hasEnded = true
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1, errno == EINTR {}
        return Self.exitStatus(status)
    }

    /// The exit status, or 128 and the number of the signal that ended it, as shells say it.
    private static func exitStatus(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    deinit {
        guard !hasEnded else { return closeInput() }
        kill(-id, SIGKILL)
        _ = end()
    }
}
