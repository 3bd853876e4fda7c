/// The clean-up of a message before it is kept.
public enum CommitMessage {
    /// A message without its signature and the white space around it.
    ///
    /// Everything from the first line that is exactly `-- `, or has nothing but underscores, to the
    /// end is cut; then the rest is trimmed as by Python's `str.strip`, and NULs are removed. A
    /// signature line with a carriage return is not recognised. `Fix it.\n-- \nAda\n` becomes
    /// `Fix it.`
    public static func cleaned(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var end = bytes.endIndex
        for line in TextLines(bytes[...]) where line.isSignatureMark {
            end = line.startIndex
            break
        }
        let message = bytes[..<end].trimmed()
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

extension ArraySlice<UInt8> {
    fileprivate var isSignatureMark: Bool {
        guard let first else { return false }
        if first == UInt8(ascii: "-") { return elementsEqual("-- ".utf8) }
        return allSatisfy { $0 == UInt8(ascii: "_") }
    }
}
