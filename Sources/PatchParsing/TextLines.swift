import Glibc

/// The lines of a text as bytes, each without its line feed.
///
/// A line feed ends a line: `a\nb\n` and `a\nb` both have two lines. Bodies and diffs are read as
/// UTF-8 bytes, because only ASCII characters mean anything in them and characters are slow.
struct TextLines: Sequence, IteratorProtocol {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ text: String) { self.init(Array(text.utf8)[...]) }

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    // Slices are counted references: moving a cursor is cheaper than shortening a slice.
    mutating func next() -> ArraySlice<UInt8>? {
        guard position < bytes.endIndex else { return nil }
        let end = endOfLine
        defer { position = end + 1 }
        return bytes[position..<end]
    }

    /// Where the line at the cursor ends. Each mail is read line by line some ten times, and libc finds a
    /// line feed in a tenth of the time that a loop takes.
    private var endOfLine: Int {
        bytes.withUnsafeBytes { buffer in
            let offset = position - bytes.startIndex
            guard let base = buffer.baseAddress,
                let found = memchr(base + offset, Int32(UInt8.lineFeed), buffer.count - offset)
            else { return bytes.endIndex }
            return bytes.startIndex + (UnsafeRawPointer(found) - base)
        }
    }
}

extension [UInt8] {
    mutating func appendLine(_ line: ArraySlice<UInt8>) {
        // The buffer, since appending a slice costs as much in reference counts as in bytes.
        line.withUnsafeBufferPointer { append(contentsOf: $0) }
        append(.lineFeed)
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let slash = UInt8(ascii: "/")

    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetter: Bool { lowercase >= UInt8(ascii: "a") && lowercase <= UInt8(ascii: "z") }

    /// The small letter for an ASCII capital, anything else unchanged.
    var lowercase: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}

extension ArraySlice<UInt8> {
    var text: String { String(decoding: self, as: UTF8.self) }

    func hasPrefix(_ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { starts(with: $0) }
    }

    /// Whether the line starts with an ASCII word in any case.
    func hasPrefix(anyCase prefix: some Sequence<UInt8>) -> Bool {
        starts(with: prefix) { $0.lowercase == $1.lowercase }
    }

    /// Drops a prefix, if it is there.
    mutating func take(_ prefix: StaticString) -> Bool {
        guard hasPrefix(prefix) else { return false }
        removeFirst(prefix.utf8CodeUnitCount)
        return true
    }

    /// Drops and returns the longest start of bytes that belong to a word.
    mutating func take(while belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = prefix(while: belongs)
        self = self[taken.endIndex...]
        return taken
    }

    /// The number that the digits stand for, or nil if there are none or it exceeds `Int`.
    var wholeNumber: Int? {
        guard !isEmpty else { return nil }
        var number = 0
        for byte in self {
            guard byte.isDigit else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            number = sum
        }
        return number
    }
}
