/// The clean-up of a message before it is kept.
public enum CommitMessage {
    /// A message without its signature, the footer of a list and the white space around it.
    ///
    /// Everything from the first line that is exactly `-- ` to the end is cut. Where there is none, so
    /// is what follows the ruler of a list: a line of underscores with at most ten lines behind it,
    /// none of which is a trailer or belongs to a diff, since then it is a ruler in the message. Then
    /// the rest is trimmed as by Python's `str.strip`, and NULs are removed.
    /// `Fix it.\n-- \nAda\n` becomes `Fix it.`
    public static func cleaned(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var footer = ListFooter()
        var signature: Int?
        for line in TextLines(bytes[...]) {
            if line.isSignatureMark {
                signature = line.startIndex
                break
            }
            footer.read(line)
        }
        let message = bytes[..<(signature ?? footer.start ?? bytes.endIndex)].trimmed()
        guard message.contains(0) else { return message.text }
        return String(decoding: message.lazy.filter { $0 != 0 }, as: UTF8.self)
    }

    /// A text without the white space around it, as Python's `str.strip` leaves it.
    public static func trimmed(_ text: String) -> String {
        Array(text.utf8)[...].trimmed().text
    }

    /// A text in which each CRLF is a line feed. A lone carriage return stays.
    public static func withUnixLineEnds(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(.carriageReturn) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte == .lineFeed, result.last == .carriageReturn { result.removeLast() }
            result.append(byte)
        }
        return result[...].text
    }
}

/// Finds the footer that a mailing list has added at the end.
private struct ListFooter {
    /// Lines that are not empty, behind the ruler.
    private static let lineLimit = 10

    /// The rulers seen, as long as what follows may be a footer; never more than the limit.
    private var rulers: [(start: Int, lines: Int)] = []
    private var previousLength = 0

    /// Where the footer begins, ruler included.
    var start: Int? { rulers.first?.start }

    mutating func read(_ line: ArraySlice<UInt8>) {
        let line = line.withoutCarriageReturn
        defer { previousLength = line.count }
        guard !line.isEmpty else { return }
        if !rulers.isEmpty {
            if line.belongsToPatch {
                rulers.removeAll()
                return
            }
            for index in rulers.indices { rulers[index].lines += 1 }
            rulers.removeAll { $0.lines > Self.lineLimit }
        }
        // As long as the line above, it underlines a title, which a list does not write.
        if line.isRuler, line.count != previousLength {
            rulers.append((line.startIndex, 0))
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isSignatureMark: Bool {
        first == UInt8(ascii: "-") && withoutCarriageReturn.elementsEqual("-- ".utf8)
    }

    fileprivate var isRuler: Bool {
        first == UInt8(ascii: "_") && allSatisfy { $0 == UInt8(ascii: "_") }
    }

    /// A line that no list writes: of a diff, the notes mark, or a trailer.
    fileprivate var belongsToPatch: Bool {
        switch first {
        case UInt8(ascii: "-"): hasPrefix("---")
        case UInt8(ascii: "@"): hasPrefix("@@ ")
        case UInt8(ascii: "d"): hasPrefix("diff --git ")
        default: isPatchTrailer
        }
    }

    /// `Reviewed-by: …` or `Fixes: …`, but not `List-Archive: …`.
    private var isPatchTrailer: Bool {
        guard first?.isLetter == true, let trailer = Trailer(self) else { return false }
        let key = trailer.key.lowercased()
        return key.hasSuffix("-by") || Trailer.isSingleWord(key)
    }
}
