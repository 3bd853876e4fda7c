import Glibc

/// One line of a mail, as offsets.
struct MailLine {
    let start: Int
    /// Where the text ends and the line end begins.
    let textEnd: Int
    /// Where the next line starts.
    let end: Int
}

extension [UInt8] {
    /// The line at `start`, ended by LF, CRLF or a lone CR as in Python's `email`; nil at the end.
    func line(at start: Int) -> MailLine? {
        guard start >= 0, start < count else { return nil }
        guard let lineEnd = firstLineEnd(from: start) else {
            return MailLine(start: start, textEnd: count, end: count)
        }
        let isPair =
            self[lineEnd] == .carriageReturn && lineEnd + 1 < count && self[lineEnd + 1] == .newline
        return MailLine(start: start, textEnd: lineEnd, end: lineEnd + (isPair ? 2 : 1))
    }

    /// The first LF at or behind `start`.
    func firstNewline(from start: Int) -> Int? {
        guard start >= 0, start < count else { return nil }
        return withUnsafeBytes { $0.firstIndex(of: .newline, in: start..<count) }
    }

    /// The first CR or LF.
    ///
    /// Both are searched for in pieces: a mail full of CRs would be searched for LF to its end again
    /// and again.
    private func firstLineEnd(from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            var start = start
            while start < bytes.count {
                let piece = start..<Swift.min(start + 256, bytes.count)
                let newline = bytes.firstIndex(of: .newline, in: piece)
                let rest = start..<(newline ?? piece.upperBound)
                if let found = bytes.firstIndex(of: .carriageReturn, in: rest) ?? newline {
                    return found
                }
                start = piece.upperBound
            }
            return nil
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard let base = baseAddress, !range.isEmpty,
            let found = memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
