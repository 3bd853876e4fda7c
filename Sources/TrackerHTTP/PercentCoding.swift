/// Percent-encoding (RFC 3986 §2.1), in the spellings that clients of Patchwork rely on.
package enum PercentCoding {
    /// Bytes that stand for themselves in one segment of a path.
    private static let segmentBytes = {
        var bytes = [Bool](repeating: false, count: 256)
        for byte in "!$&'()*+,;=:@".utf8 { bytes[Int(byte)] = true }
        return bytes
    }()

    /// `a/b c` as one segment of a path: `a%2Fb%20c`. Message-ids keep their `@`, `+` and `=`.
    package static func segment(_ text: String) -> String {
        encode(text) { isUnreserved($0) || segmentBytes[Int($0)] }
    }

    /// `a b@c` as a part of a query: `a+b%40c`.
    package static func form(_ text: String) -> String {
        encode(text, blankAsPlus: true, keeping: isUnreserved)
    }

    /// Undoes percent-encoding; what is not valid UTF-8 becomes U+FFFD, a stray `%` stays.
    package static func decode(_ text: some StringProtocol, plusAsBlank: Bool = false) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "%")) || plusAsBlank else { return String(text) }
        return String(decoding: decodedBytes(bytes[...], plusAsBlank: plusAsBlank), as: UTF8.self)
    }

    /// Undoes percent-encoding; a stray `%` stays.
    static func decodedBytes(_ slice: ArraySlice<UInt8>, plusAsBlank: Bool) -> [UInt8] {
        let bytes = Array(slice)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "%"), place + 2 < bytes.count,
                let high = hexValue(bytes[place + 1]), let low = hexValue(bytes[place + 2])
            {
                decoded.append(high << 4 | low)
                place += 3
                continue
            }
            decoded.append(plusAsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            place += 1
        }
        return decoded
    }

    private static func encode(
        _ text: String,
        blankAsPlus: Bool = false,
        keeping isKept: (UInt8) -> Bool
    ) -> String {
        guard !text.utf8.allSatisfy(isKept) else { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if isKept(byte) {
                encoded.append(byte)
            } else if blankAsPlus && byte == UInt8(ascii: " ") {
                encoded.append(UInt8(ascii: "+"))
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
