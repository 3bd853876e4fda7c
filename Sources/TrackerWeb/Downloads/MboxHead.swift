import MailParsing
import TrackerModel

/// The lines of an mbox above the body of a message.
///
/// A value cannot end its header or begin another one: each of its lines is written as a
/// continuation.
struct MboxHead {
    private(set) var bytes: [UInt8]

    /// - Parameter date: Microseconds since 1970, for the first line.
    init(date: Int64) {
        bytes = Array("From patchwork \(Timestamp.ctime(date))\n".utf8)
    }

    /// Adds a header whose value is folded already.
    mutating func add(_ name: String, _ value: String) {
        if name.utf8.allSatisfy(\.isNameByte) {
            bytes += name.utf8
        } else {
            bytes += name.utf8.filter(\.isNameByte)
        }
        bytes += ": ".utf8
        // As most are: nothing to take apart.
        guard value.utf8.contains(where: \.isLineEnd) else {
            bytes += value.utf8
            return bytes.append(UInt8(ascii: "\n"))
        }
        let lines = value.utf8
            .split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd)
        // A blank at the end stays on a single line, and gets lost where lines were folded.
        if let first = lines.first { bytes += lines.count == 1 ? first : first.trimmedAtEnd }
        for line in lines.dropFirst() {
            let text = line.trimmedAtEnd
            guard let start = text.first else { continue }
            bytes.append(UInt8(ascii: "\n"))
            if !start.isBlank { bytes.append(UInt8(ascii: " ")) }
            bytes += text
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Adds a header whose value may be too long for a line or hold what needs encoding.
    mutating func addFolded(_ name: String, _ value: String) {
        let oneLine = value.split(whereSeparator: \.isNewline).joined(separator: " ")
        let field = MailMessage(parsing: Array("\(name): \(oneLine)\n\n".utf8)).headers
        let folded = StoredHeaders.parse(field.storedText).first?.value
        add(name, folded ?? oneLine)
    }
}

extension UInt8 {
    fileprivate var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
    fileprivate var isNameByte: Bool { self > 0x20 && self < 0x7F && self != UInt8(ascii: ":") }
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension Substring.UTF8View {
    fileprivate var trimmedAtEnd: Substring.UTF8View {
        var text = self
        while let last = text.last, last.isBlank { text.removeLast() }
        return text
    }
}
