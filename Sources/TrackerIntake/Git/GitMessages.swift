@preconcurrency import Dispatch
import Foundation
import Synchronization

/// What a git writes to standard error: its first 16 KiB.
///
/// A thread reads it while git runs, and throws the rest away: a damaged repository can make git
/// complain without end, and a git that nobody listens to stands still.
final class GitMessages: Sendable {
    private let kept = Mutex<[UInt8]>([])
    private let isRead = DispatchSemaphore(value: 0)

    private static let limit = 16 << 10

    /// Reads until the other end is closed.
    init(_ descriptor: Int32) {
        Thread.detachNewThread { [self] in
            let reader = PipeReader(descriptor)
            while let line = try? reader.line() {
                kept.withLock { kept in
                    if kept.count < Self.limit { kept += line + [UInt8(ascii: "\n")] }
                }
            }
            isRead.signal()
        }
    }

    /// The error of a git that ended badly, with its line that says why.
    func failure(of command: String, status: Int32) -> ArchiveError {
        // Something that it left running may hold the other end.
        if isRead.wait(timeout: .now() + 2) == .success { isRead.signal() }
        let text = kept.withLock { String(decoding: $0, as: UTF8.self) }
        let lines = text.split(whereSeparator: \.isNewline)
        let reason =
            lines.first { $0.hasPrefix("fatal: ") } ?? lines.first { $0.hasPrefix("error: ") }
            ?? lines.last
        guard let reason else {
            return ArchiveError("git \(command) ended with status \(status)")
        }
        return ArchiveError("git \(command): \(reason.prefix(300))")
    }
}
