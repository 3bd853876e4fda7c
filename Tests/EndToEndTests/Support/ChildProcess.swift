import Foundation

/// A program that a test has started.
///
/// Foundation's `Process` waits by a run loop, which a test does not have; so this is `posix_spawn`
/// and `wait4`, and waiting never blocks a thread of the pool on which the tests run.
struct ChildProcess: Sendable {
    /// How a program ended.
    struct Ending: Sendable {
        /// The exit status, or 128 and the number of the signal that ended it, as shells say it.
        let status: Int32
        let output: [UInt8]
        let errors: String
        /// Seconds of processor time.
        let work: Double

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    let id: pid_t
    private let outputPath: String
    private let errorPath: String

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - words: The program, sought on the path, and its arguments.
    ///   - environment: All that the program gets to see.
    ///   - folder: An existing folder for what it prints.
    ///   - input: Its standard input.
    /// - Throws: ``Failure`` if the program cannot be started.
    init(
        _ words: [String],
        environment: [String: String],
        folder: String,
        input: [UInt8] = []
    ) throws {
        let name = UUID().uuidString
        outputPath = "\(folder)/\(name).out"
        errorPath = "\(folder)/\(name).err"
        let stream = try Stream()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, stream.readEnd, 0)
        for (file, path) in [(1, outputPath), (2, errorPath)] as [(Int32, String)] {
            posix_spawn_file_actions_addopen(
                &actions,
                file,
                path,
                O_WRONLY | O_CREAT | O_TRUNC,
                0o600
            )
        }
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id = pid_t()
        let code = posix_spawnp(&id, words[0], &actions, nil, &arguments, &variables)
        stream.closeReadEnd()
        guard code == 0 else {
            stream.closeWriteEnd()
            throw Failure(description: "cannot run \(words[0]): \(String(cString: strerror(code)))")
        }
        self.id = id
        stream.write(input)
    }

    /// What it has written so far, results before messages.
    var prints: String { Self.text(outputPath) + errors }

    private var errors: String { Self.text(errorPath) }

    func send(_ signal: Int32) { kill(id, signal) }

    /// Waits for the end; a program that takes longer than the limit is killed.
    func wait(atMost limit: Duration = .seconds(120)) async throws -> Ending {
        let deadline = ContinuousClock.now + limit
        var status: Int32 = 0
        var usage = rusage()
        var isKilled = false
        while true {
            let ended = wait4(id, &status, WNOHANG, &usage)
            if ended == id { break }
            guard ended == 0 || errno == EINTR else {
                throw Failure(description: "cannot wait for process \(id)")
            }
            if !isKilled, ContinuousClock.now > deadline || Task.isCancelled {
                send(SIGKILL)
                isKilled = true
            }
            try? await Task.sleep(for: .milliseconds(isKilled ? 1 : 3))
        }
        if isKilled {
            throw Failure(description: "process \(id) was killed after \(limit): \(errors)")
        }
        let signal = status & 0x7f
        return Ending(
            status: signal == 0 ? (status >> 8) & 0xff : 128 + signal,
            output: [UInt8](FileManager.default.contents(atPath: outputPath) ?? Data()),
            errors: errors,
            work: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        )
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
}

/// The stream that is the standard input of a program.
///
/// A pair of sockets, because they can be made so that no other program which is started at the
/// same moment inherits them and keeps them open.
private struct Stream {
    let readEnd: Int32
    private let writeEnd: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw ChildProcess.Failure(description: "cannot make a pair of sockets")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    func closeReadEnd() { close(readEnd) }
    func closeWriteEnd() { close(writeEnd) }

    /// Writes all and closes the stream, on a thread of its own: a stream holds little, and the
    /// program may end without reading.
    func write(_ bytes: [UInt8]) {
        let end = writeEnd
        guard !bytes.isEmpty else { return closeWriteEnd() }
        Thread.detachNewThread {
            var start = 0
            while start < bytes.count {
                let count = bytes.withUnsafeBytes { buffer in
                    send(
                        end,
                        buffer.baseAddress?.advanced(by: start),
                        buffer.count - start,
                        noSignal
                    )
                }
                guard count > 0 else { break }
                start += count
            }
            close(end)
        }
    }
}

/// Writing to a program that has ended is an error, not a signal.
let noSignal = Int32(MSG_NOSIGNAL)
