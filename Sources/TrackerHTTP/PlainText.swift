/// Finds where text stops standing for itself, eight bytes at a time: most of what is written as JSON or HTML
/// has nothing to escape for hundreds of bytes.
package enum PlainText {
    /// The next place at or after `start` of eight bytes with one that JSON may have to escape: a control character,
    /// `"`, `\`, or what U+2028 begins with. Every byte before it stands for itself.
    ///
    /// - Returns: A place whose next bytes are to be looked at one by one, as are the last seven of the text.
    package static func endForJSON(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        end(in: text, from: start) { word in
            under20(word) | equal(word, 0x22) | equal(word, 0x5C) | equal(word, 0xE2)
        }
    }

    /// The same for HTML: a control character, `& < > " '`, or one that is not ASCII.
    package static func endForHTML(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        end(in: text, from: start) { word in
            // `<` and `>` differ in one bit only, and so do `&` and `'`.
            (word & high) | under20(word) | equal(word | 2 &* ones, 0x3E)
                | equal(word | ones, 0x27) | equal(word, 0x22) | equal(word, 0x7F)
        }
    }

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
            if found(word) != 0 { return place }
            place += 8
        }
        return place
    }

    // In each of the functions below the highest bit of a byte says yes; behind a byte that says so truly,
    // higher ones may say so as well. So it is known whether there is one, which is all that is asked.

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
