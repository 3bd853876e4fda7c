/// What is compared of a line of a diff and of one that quotes it: its bytes without blanks.
struct QuoteKey: Hashable, Sendable {
    /// Of all bytes.
    let whole: UInt64
    /// Of the first ``headLength`` bytes; 0 where there are no more.
    let head: UInt64
    /// How many bytes there are without blanks and signs such as `+`, `{` and `;`: what makes a line
    /// recognisable.
    let weight: Int

    /// Shorter lines are not broken in two by mail programs.
    static let headLength = 24

    init(_ line: ArraySlice<UInt8>) {
        var (hash, head, count, weight) = (Self.seed, UInt64(0), 0, 0)
        Self.forEach(line) { byte in
            if count == Self.headLength { head = hash }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            count += 1
            if byte.isLetter || byte.isDigit || byte >= 0x80 { weight += 1 }
        }
        (whole, self.head, self.weight) = (hash, head, weight)
    }

    /// The key of a line of a diff.
    init(_ line: Int, of diff: DiffLayout) {
        self.init(Self.essence(of: diff.text(of: line)))
    }

    /// Of a hunk header only the numbers, since replies cut what stands behind them.
    static func essence(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard line.hasPrefix("@@ -") else { return line }
        let inner = line.dropFirst(4).prefix { $0 != UInt8(ascii: "@") }
        let end = inner.endIndex + 2
        return end <= line.endIndex ? line[..<end] : line
    }

    /// The line without its blanks.
    static func bytes(of line: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        forEach(line) { bytes.append($0) }
        return bytes
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func forEach(_ line: ArraySlice<UInt8>, _ body: (UInt8) -> Void) {
        line.withUnsafeBufferPointer { line in
            var index = 0
            while index < line.count {
                let byte = line[index]
                index += 1
                // A blank that does not break is what some mail programs make of one.
                if byte == 0xC2, index < line.count, line[index] == 0xA0 {
                    index += 1
                } else if byte != .space, byte != 0x09, byte != .carriageReturn {
                    body(byte)
                }
            }
        }
    }
}
