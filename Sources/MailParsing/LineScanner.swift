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
        return withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            let newline =
                Self.find(.newline, at: base + start, count: count - start) ?? (count - start)
            let lineFeed = start + newline
            if let offset = Self.find(.carriageReturn, at: base + start, count: newline) {
                let carriageReturn = start + offset
                let isPair = carriageReturn + 1 == lineFeed && lineFeed < count
                return MailLine(
                    start: start,
                    textEnd: carriageReturn,
                    end: isPair ? lineFeed + 1 : carriageReturn + 1
                )
            }
            return MailLine(start: start, textEnd: lineFeed, end: Swift.min(lineFeed + 1, count))
        }
    }

    /// The first LF at or behind `start`.
    func firstNewline(from start: Int) -> Int? {
        guard start >= 0, start < count else { return nil }
        return withUnsafeBytes { bytes in
            bytes.baseAddress
                .flatMap { Self.find(.newline, at: $0 + start, count: count - start) }
                .map { start + $0 }
        }
    }

    private static func find(_ byte: UInt8, at start: UnsafeRawPointer, count: Int) -> Int? {
        guard count > 0, let found = memchr(start, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - start
    }
}
