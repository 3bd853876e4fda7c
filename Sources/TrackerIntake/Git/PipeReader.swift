import Foundation

/// Reads what a program writes: lines, or a given number of bytes. Blocks until there is some.
final class PipeReader {
    private(set) var descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0

    /// A line may have so many bytes; of a longer one the rest is left out.
    static let lineLimit = 4_096
    private static let pieceSize = 1 << 16

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// The next line without its end; `nil` at the end.
    func line() throws -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            guard try fill() else { return line.isEmpty ? nil : line }
            let rest = buffer[position...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            line += rest[..<(end ?? rest.endIndex)].prefix(Self.lineLimit - line.count)
            position = end.map { $0 + 1 } ?? buffer.endIndex
            if end != nil { return line }
        }
    }

    /// The next bytes; fewer at the end only.
    func bytes(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, 1 << 20))
        while bytes.count < count, try fill() {
            let piece = buffer[position...].prefix(count - bytes.count)
            bytes += piece
            position += piece.count
        }
        return bytes
    }

    /// Leaves bytes out. Returns how many there were.
    func skip(_ count: Int64) throws -> Int64 {
        var left = count
        while left > 0, try fill() {
            let piece = min(Int64(buffer.count - position), left)
            position += Int(piece)
            left -= piece
        }
        return count - left
    }

    /// Reads on if nothing is left. Returns whether there is something.
    private func fill() throws -> Bool {
        if position < buffer.count { return true }
        guard descriptor >= 0 else { return false }
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        var count = read(descriptor, &piece, piece.count)
        while count < 0, errno == EINTR { count = read(descriptor, &piece, piece.count) }
        guard count >= 0 else {
            throw ArchiveError("cannot read from git: \(String(cString: strerror(errno)))")
        }
        piece.removeSubrange(count...)
        buffer = piece
        position = 0
        return count > 0
    }
}
