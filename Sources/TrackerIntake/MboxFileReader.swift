import Foundation
import MailParsing

/// Reads an mbox file of any size, a piece at a time.
struct MboxFileReader: ArchiveReader {
    let size: Int64
    private(set) var position: Int64 = 0
    let unreadable = 0
    private var messages: MboxReader
    private let trouble: Trouble

    /// What went wrong while reading: the mbox reader asks for bytes and knows no errors.
    private final class Trouble {
        var error: ArchiveError?
    }

    private static let pieceSize = 1 << 18

    init(_ url: URL) throws {
        let file: FileHandle
        let size: Int64
        do {
            file = try FileHandle(forReadingFrom: url)
            size = Int64(try file.seekToEnd())
            try file.seek(toOffset: 0)
        } catch {
            throw ArchiveError("cannot read \(url.path): \(error.localizedDescription)")
        }
        self.init(file, name: url.path, size: size)
    }

    /// Reads from a file or pipe where it stands.
    init(_ file: FileHandle, name: String = "standard input", size: Int64 = 0) {
        self.size = size
        let trouble = Trouble()
        self.trouble = trouble
        messages = MboxReader(maximumMessageSize: MailSizeLimit.bytes) {
            do {
                return try file.read(upToCount: Self.pieceSize).map { [UInt8]($0) }
            } catch {
                trouble.error = ArchiveError(
                    "cannot read \(name): \(error.localizedDescription)"
                )
                return nil
            }
        }
    }

    mutating func next() throws -> ArchivedMail? {
        let message = messages.next()
        // What was read last before an error is half a mail.
        if let error = trouble.error { throw error }
        guard let message else {
            position = max(position, size)
            return nil
        }
        position = message.endOffset
        let length = message.endOffset - message.startOffset
        return ArchivedMail(bytes: message.bytes, cutFrom: message.isTruncated ? length : nil)
    }
}
