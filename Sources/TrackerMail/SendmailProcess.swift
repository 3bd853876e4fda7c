import Glibc

/// The system's `sendmail` command, which every mail server brings along. It is run without a shell.
enum SendmailProcess {
    /// What it writes to standard error counts up to here, in bytes.
    private static let messageLimit = 2_048

    /// Makes sure that the program can be run.
    static func check(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0
        else {
            throw MailFailure("\(path) is no program that can be run")
        }
    }

    /// Hands a mail over: `PATH -i -t`, the mail on standard input, exit status 0.
    static func send(_ lines: [String], by path: String, within seconds: Int) throws {
        let input = try Descriptors()
        defer { input.close() }
        let messages = try Descriptors()
        defer { messages.close() }
        let id = try start(path, input: input.theirs, messages: messages.theirs)
        input.closeTheirs()
        messages.closeTheirs()
        let text = Array(lines.map { "\($0)\n" }.joined().utf8)
        let conversation = Conversation(
            process: id,
            input: input.ours,
            messages: messages.ours,
            seconds: seconds
        )
        try conversation.run(text)
    }

    private static func start(_ path: String, input: Int32, messages: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, messages, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        resetSignals(&attributes)
        let words = [path, "-i", "-t"]
        var arguments = words.map { strdup($0) } + [nil]
        // Nothing of ours, such as the password of a database, is handed on.
        let settings = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        var variables = settings.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id = pid_t()
        let code = posix_spawn(&id, path, &actions, &attributes, &arguments, &variables)
        guard code == 0 else {
            throw MailFailure("cannot run \(path): \(String(cString: strerror(code)))")
        }
        return id
    }

    /// What we ignore or hold back is not handed down.
    private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGPIPE, SIGTERM, SIGINT, SIGHUP] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID
        posix_spawnattr_setflags(
            &attributes,
            Int16(Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK) | newSession)
        )
    }

    /// Two connected sockets that no other program inherits: writing to a pipe without a reader would
    /// end our own.
    private final class Descriptors {
        private(set) var ours: Int32
        private(set) var theirs: Int32

        init() throws {
            var ends: [Int32] = [-1, -1]
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
            guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
                throw MailFailure("no connection to sendmail: \(String(cString: strerror(errno)))")
            }
            (ours, theirs) = (ends[0], ends[1])
        }

        func closeTheirs() {
            if theirs >= 0 { Glibc.close(theirs) }
            theirs = -1
        }

        func close() {
            closeTheirs()
            if ours >= 0 { Glibc.close(ours) }
            ours = -1
        }
    }

    /// Feeds the program, hears what it says, and waits for its end.
    private struct Conversation {
        let process: pid_t
        let input: Int32
        let messages: Int32
        let seconds: Int

        func run(_ text: [UInt8]) throws {
            let deadline = now() + Int64(seconds) * 1_000
            var (rest, heard) = (text[...], [UInt8]())
            // Not until standard error ends: what delivers the mail in the background may keep it.
            while true {
                if let status = status() {
                    hear(&heard)
                    return try judge(status, heard)
                }
                guard now() < deadline else { throw giveUp() }
                // A negative descriptor is left out.
                var wanted = [
                    pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: rest.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
                ]
                guard poll(&wanted, 2, 5) > 0 else { continue }
                if wanted[1].revents != 0 { feed(&rest) }
                if wanted[0].revents != 0, !hear(&heard) { usleep(2_000) }
            }
        }

        /// How it ended, if it has.
        private func status() -> Int32? {
            var status: Int32 = 0
            return waitpid(process, &status, WNOHANG) == process ? status : nil
        }

        private func feed(_ rest: inout ArraySlice<UInt8>) {
            let count = rest.withUnsafeBytes {
                Glibc.send(
                    input,
                    $0.baseAddress,
                    $0.count,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                )
            }
            if count < 0, errno == EINTR || errno == EAGAIN { return }
            // A program that reads no further says by its status whether it has the mail.
            rest = count > 0 ? rest.dropFirst(count) : []
            if rest.isEmpty { shutdown(input, Int32(SHUT_WR)) }
        }

        /// Whether there may be more to hear.
        @discardableResult
        private func hear(_ heard: inout [UInt8]) -> Bool {
            var piece = [UInt8](repeating: 0, count: 1_024)
            let count = recv(messages, &piece, piece.count, Int32(MSG_DONTWAIT))
            if count < 0 { return errno == EINTR || errno == EAGAIN }
            heard += piece[..<count].prefix(messageLimit - heard.count)
            return count > 0
        }

        private func judge(_ status: Int32, _ heard: [UInt8]) throws {
            guard status != 0 else { return }
            let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
            let words = String(decoding: heard, as: UTF8.self).split(whereSeparator: \.isNewline)
            let said = words.first.map { ": \($0)" } ?? ""
            throw MailFailure("sendmail ended with status \(code)\(said)")
        }

        private func giveUp() -> MailFailure {
            kill(-process, SIGKILL)
            var status: Int32 = 0
            while waitpid(process, &status, 0) == -1, errno == EINTR {}
            return MailFailure("sendmail has not ended within \(seconds) seconds")
        }

        private func now() -> Int64 {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        }
    }
}
