import TrackerModel

/// The token of a form, in other digits on each page.
///
/// Pages are compressed, and some repeat what their address says: whoever can make a browser load
/// them with words of his own and see how long the answers are could guess a token that is always
/// the same, digit by digit (BREACH).
package enum MaskedToken {
    private static let length = 20

    /// A token of 40 hexadecimal digits as 80: the mask, and the token under it.
    package static func text(_ token: String) -> String {
        guard let bytes = bytes(token), bytes.count == length,
            let mask = Secret.random(count: length)
        else { return token }
        return (mask + zip(mask, bytes).map { $0 ^ $1 }).hex
    }

    /// The token that a form or script shows, masked or not.
    static func plain(_ shown: String) -> String {
        guard let bytes = bytes(shown), bytes.count == 2 * length else { return shown }
        return zip(bytes.prefix(length), bytes.suffix(length)).map { $0 ^ $1 }.hex
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count <= 4 * length, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
