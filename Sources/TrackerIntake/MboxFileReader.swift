import Foundation
import MailParsing

/// Reads an mbox file of any size, a piece at a time.
struct MboxFileReader: ArchiveReader {
    let size: Int64
    private(set) var position: Int64 = 0
    private var messages: MboxReader

    private static let pieceSize = 1 << 18

    init(_ url: URL) throws {
        let file: FileHandle
        do {
            file = try FileHandle(forReadingFrom: url)
            size = Int64(try file.seekToEnd())
            try file.seek(toOffset: 0)
        } catch {
            throw ArchiveError("cannot read \(url.path): \(error.localizedDescription)")
        }
        messages = MboxReader(maximumMessageSize: MailSizeLimit.bytes) {
            // A read error ends the walk as the end of the file would; the summary shows how far.
            (try? file.read(upToCount: Self.pieceSize)).flatMap { $0.map { [UInt8]($0) } }
        }
    }

    mutating func next() throws -> ArchivedMail? {
        guard let message = messages.next() else {
            position = size
            return nil
        }
        position = message.endOffset
        return ArchivedMail(bytes: message.bytes, isTruncated: message.isTruncated)
    }
}
