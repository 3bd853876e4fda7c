/// A moment in microseconds since 1970 in UTC, and how the API and mail write it.
package enum Timestamp {
    /// `2017-05-23T05:21:05`, with six digits of fraction only where they are not zero. No zone: the
    /// API of Patchwork has none, and times are UTC everywhere.
    package static func iso(_ microseconds: Int64) -> String {
        let parts = CalendarTime(microseconds: microseconds)
        guard (0...9999).contains(parts.year) else { return longISO(parts) }
        // Lists have many of them: written byte by byte, they take a tenth of what joining texts does.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(26)
        append(parts.year, 4, to: &bytes)
        for (sign, number) in [
            ("-", parts.month), ("-", parts.day), ("T", parts.hour), (":", parts.minute),
            (":", parts.second),
        ] as [(Unicode.Scalar, Int)] {
            bytes.append(UInt8(ascii: sign))
            append(number, 2, to: &bytes)
        }
        if parts.fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            append(parts.fraction, 6, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func longISO(_ parts: CalendarTime) -> String {
        let text =
            "\(pad(parts.year, 4))-\(pad(parts.month, 2))-\(pad(parts.day, 2))"
            + "T\(pad(parts.hour, 2)):\(pad(parts.minute, 2)):\(pad(parts.second, 2))"
        return parts.fraction == 0 ? text : text + ".\(pad(parts.fraction, 6))"
    }

    /// Appends the last digits of a number that is not negative.
    private static func append(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// `2026-11-17 14:02` of `2026-11-17T14:02:33`: the minute, for people.
    package static func minute(ofISO text: String) -> String {
        let minute = text.utf8.prefix(16).map {
            $0 == UInt8(ascii: "T") ? UInt8(ascii: " ") : $0
        }
        return String(decoding: minute, as: UTF8.self)
    }

    /// `Sun Sep 11 22:22:03 2016`: the form of C's `ctime`, as in the first line of an mbox.
    package static func ctime(_ microseconds: Int64) -> String {
        let parts = CalendarTime(microseconds: microseconds)
        let day = parts.day < 10 ? " \(parts.day)" : "\(parts.day)"
        return "\(weekdays[parts.weekday]) \(months[parts.month - 1]) \(day) "
            + "\(pad(parts.hour, 2)):\(pad(parts.minute, 2)):\(pad(parts.second, 2)) \(parts.year)"
    }

    /// `Sun, 11 Sep 2016 22:22:03 -0000`: as a mail header (RFC 5322 §3.3).
    package static func mailDate(_ microseconds: Int64) -> String {
        let parts = CalendarTime(microseconds: microseconds)
        return "\(weekdays[parts.weekday]), \(pad(parts.day, 2)) \(months[parts.month - 1]) "
            + "\(pad(parts.year, 4)) "
            + "\(pad(parts.hour, 2)):\(pad(parts.minute, 2)):\(pad(parts.second, 2)) -0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
