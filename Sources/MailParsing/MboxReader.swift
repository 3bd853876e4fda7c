/// One message of an mbox.
public struct MboxMessage: Sendable {
    /// The message without its `From ` line and without the empty line behind it, unquoted.
    public let bytes: [UInt8]
    /// Where the `From ` line begins, in bytes from the beginning of the mbox.
    public let startOffset: Int64
    /// Where the next message begins: how much of the mbox is done.
    public let endOffset: Int64
    /// Whether the message is longer than the limit; the bytes beyond it are missing.
    public let isTruncated: Bool
}

/// Reads the messages of an mbox one by one, however large the mbox is.
///
/// ```swift
/// for message in MboxReader(nextChunk: { try? file.read(upTo: 65_536) }) {
///     let mail = MailMessage(parsing: message.bytes)
/// }
/// ```
///
/// All common kinds are understood, with LF or CRLF. A line `From ` begins a message at the start
/// of the mbox and behind an empty line. Elsewhere it does only if it ends in a year and has a
/// clock, as in `From ada@example.org Tue May 23 13:21:05 2017`, since some writers forget the
/// empty line. One `>` is removed from lines such as `>From ` and `>>From ` (mboxrd).
public struct MboxReader: Sequence, IteratorProtocol {
    private var lines: MboxLines
    private let maximumSize: Int
    /// The offset of the `From ` line that was read but not yielded yet.
    private var nextStart: Int64?

    /// - Parameters:
    ///   - maximumMessageSize: Bytes that are kept of one message.
    ///   - nextChunk: Returns the next bytes of the mbox, in pieces of any size; nil at the end.
    public init(
        maximumMessageSize: Int = MailLimits.mboxMessageSize,
        nextChunk: @escaping () -> [UInt8]?
    ) {
        maximumSize = Swift.max(0, maximumMessageSize)
        lines = MboxLines(nextChunk: nextChunk)
    }

    /// The next message; nil at the end.
    public mutating func next() -> MboxMessage? {
        var message = Builder(start: nextStart ?? 0, maximumSize: maximumSize)
        var isOpen = nextStart != nil
        nextStart = nil
        while let line = lines.next() {
            if line.isFromLine(afterEmptyLine: !isOpen || message.endsInEmptyLine) {
                if isOpen {
                    nextStart = line.start
                    return message.finished(at: line.start)
                }
                message = Builder(start: line.start, maximumSize: maximumSize)
                isOpen = true
            } else if isOpen || !line.isEmpty {
                // A file that does not begin with `From ` is one bare mail, up to the first such line.
                isOpen = true
                message.append(line)
            }
        }
        return isOpen ? message.finished(at: lines.offset) : nil
    }

    private struct Builder {
        let start: Int64
        let maximumSize: Int
        private var bytes: [UInt8] = []
        private var isTruncated = false
        /// The length of the last line if it is empty but for its line end.
        private var emptyLineLength = 0
        private var hasLines = false

        init(start: Int64, maximumSize: Int) {
            self.start = start
            self.maximumSize = maximumSize
        }

        var endsInEmptyLine: Bool { emptyLineLength > 0 }

        mutating func append(_ line: MboxLine) {
            let text = line.unquoted
            hasLines = true
            emptyLineLength = line.isEmpty ? text.count : 0
            let room = maximumSize - bytes.count
            bytes += text.prefix(room)
            if text.count > room { isTruncated = true }
        }

        /// The message without the empty line that separates it from the next one.
        func finished(at end: Int64) -> MboxMessage {
            let bytes = isTruncated ? bytes : Array(bytes.dropLast(emptyLineLength))
            return MboxMessage(
                bytes: bytes,
                startOffset: start,
                endOffset: end,
                isTruncated: isTruncated
            )
        }
    }
}

/// A line with its line end, or a piece of a very long one; or several lines of which each begins as
/// neither the line of a new message, nor a quoted one, nor an empty one does.
private struct MboxLine {
    let bytes: ArraySlice<UInt8>
    let start: Int64
    /// False for the later pieces of a long line.
    let isLineStart: Bool

    var isEmpty: Bool { isLineStart && bytes.allSatisfy(\.isLineEnd) }

    func isFromLine(afterEmptyLine: Bool) -> Bool {
        guard isLineStart, bytes.hasPrefix("From ") else { return false }
        return afterEmptyLine || looksReal
    }

    /// Whether the line holds a clock and ends in a year, as mbox tools write it.
    private var looksReal: Bool {
        let words = bytes.trimmed.split(separator: .space)
        guard words.count >= 6, let year = words.last, year.count == 4, year.allSatisfy(\.isDigit)
        else { return false }
        return words.contains { word in
            word.count >= 4 && word.contains(.colon)
                && word.allSatisfy { $0.isDigit || $0 == .colon }
        }
    }

    var unquoted: ArraySlice<UInt8> {
        guard isLineStart, bytes.first == .greater else { return bytes }
        let text = bytes.drop { $0 == .greater }
        return text.hasPrefix("From ") ? bytes.dropFirst() : bytes
    }
}

/// Cuts chunks of any size into lines. A line is held in memory up to ``MailLimits/mboxLineSize``.
private struct MboxLines {
    private let nextChunk: () -> [UInt8]?
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtLineStart = true
    private var isAtEnd = false
    /// How many bytes were given out.
    private(set) var offset: Int64 = 0

    init(nextChunk: @escaping () -> [UInt8]?) {
        self.nextChunk = nextChunk
    }

    mutating func next() -> MboxLine? {
        var searched = position
        while true {
            if let newline = buffer.firstNewline(from: searched) {
                return take(upTo: endOfPlainLines(behind: newline + 1))
            }
            searched = buffer.count
            if buffer.count - position >= MailLimits.mboxLineSize || isAtEnd { break }
            fill(&searched)
        }
        return position < buffer.count ? take(upTo: buffer.count) : nil
    }

    /// The end of the plain lines that follow a plain one in the buffer; most of a mail is nothing else.
    private func endOfPlainLines(behind line: Int) -> Int {
        guard isAtLineStart, buffer[position].beginsPlainLine else { return line }
        var end = line
        while end < buffer.count, buffer[end].beginsPlainLine,
            let newline = buffer.firstNewline(from: end)
        {
            end = newline + 1
        }
        return end
    }

    private mutating func fill(_ searched: inout Int) {
        guard let chunk = nextChunk() else {
            isAtEnd = true
            return
        }
        buffer.removeSubrange(..<position)
        searched -= position
        position = 0
        buffer += chunk
    }

    private mutating func take(upTo end: Int) -> MboxLine {
        let line = MboxLine(
            bytes: buffer[position..<end],
            start: offset,
            isLineStart: isAtLineStart
        )
        isAtLineStart = line.bytes.last == .newline
        offset += Int64(end - position)
        position = end
        return line
    }
}

extension UInt8 {
    /// Whether a line that begins with it is part of a message as it is.
    fileprivate var beginsPlainLine: Bool {
        self != UInt8(ascii: "F") && self != .greater && !isLineEnd
    }
}
