/// Finds where text stops standing for itself, eight bytes at a time: most of what is written as JSON or HTML
/// has nothing to escape for hundreds of bytes.
package enum PlainText {
    /// The next place, at or after `start`, of a byte that JSON may have to escape: a control character, `"`, `\\`, or
    /// what U+2028 begins with; the end of the text where there is none.
    package static func endForJSON(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        end(in: text, from: start) { word in
            under20(word) | equal(word, 0x22) | equal(word, 0x5C) | equal(word, 0xE2)
        }
    }

    /// The same for HTML: a control character, `& < > " '`, or a byte that is not ASCII.
    package static func endForHTML(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        end(in: text, from: start) { word in
            // `<` and `>` differ in one bit only, and so do `&` and `'`.
            (word & high) | under20(word) | equal(word | 2 &* ones, 0x3E)
                | equal(word | ones, 0x27) | equal(word, 0x22) | equal(word, 0x7F)
        }
    }

    /// `found` sets the highest bit of the first byte in memory that ends the run, and none below it.
    @inline(__always)
    private static func end(
        in text: UnsafeBufferPointer<UInt8>,
        from start: Int,
        _ found: (UInt64) -> UInt64
    ) -> Int {
        let bytes = UnsafeRawBufferPointer(text)
        var place = start
        while place + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let ends = found(UInt64(littleEndian: word))
            if ends != 0 { return place + ends.trailingZeroBitCount / 8 }
            place += 8
        }
        guard place < bytes.count else { return bytes.count }
        // The last ones, and nothing that ends a run behind them.
        var word = plain
        for byte in bytes[place...].reversed() { word = word << 8 | UInt64(byte) }
        let ends = found(word)
        return ends == 0 ? bytes.count : min(bytes.count, place + ends.trailingZeroBitCount / 8)
    }

    // In each of the functions below the highest bit of a byte says yes. Above a byte that says so truly, others may
    // say so as well; the lowest is right, which is all that is asked.

    /// `aaaaaaaa`
    private static let plain: UInt64 = 0x61 &* ones
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// Bytes below 0x20.
    @inline(__always)
    private static func under20(_ word: UInt64) -> UInt64 {
        (word &- 0x20 &* ones) & ~word & high
    }

    @inline(__always)
    private static func equal(_ word: UInt64, _ byte: UInt64) -> UInt64 {
        let difference = word ^ (byte &* ones)
        return (difference &- ones) & ~difference & high
    }
}
