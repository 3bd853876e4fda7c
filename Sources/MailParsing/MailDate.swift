/// The `Date` field of a mail: `Tue, 23 May 2017 13:21:05 +0800` (RFC 5322, section 3.3).
///
/// Parsing is as lenient as that of Python's `email`, and so compatible with Patchwork: comments and
/// days of the week are ignored, old forms and swapped words are understood, and day 32 is the first
/// of the next month. An unknown zone counts as UTC.
public enum MailDate {
    /// The moment in seconds since 1 January 1970, UTC.
    ///
    /// - Parameter text: The decoded field.
    /// - Returns: nil if the text is no date between the years 1 and 9999. Patchwork uses the time of
    ///   arrival then.
    public static func seconds(parsing text: String) -> Int64? {
        if let date = text.utf8.withContiguousStorageIfAvailable({ PlainDate($0) }), let date {
            return seconds(of: date)
        }
        guard let words = words(of: text), let words = DateWords(words),
            let (hour, minute, second) = words.clock, let day = integer(words.day),
            var year = integer(words.year)
        else { return nil }
        if year < 100 { year += year > 68 ? 1900 : 2000 }
        guard (1...9999).contains(year) else { return nil }
        return seconds(
            of: PlainDate(
                year: year,
                month: words.month,
                day: day,
                time: hour * 3600 + minute * 60 + second,
                zone: numeric(words.zone)
            )
        )
    }

    private static func seconds(of date: PlainDate) -> Int64? {
        // Numbers have at most ten digits, so nothing can overflow.
        let days = daysBefore(year: date.year, month: date.month) + date.day - 1
        let seconds = days * 86_400 + date.time - offset(ofZone: date.zone)
        return (-62_135_596_800...253_402_300_799).contains(seconds) ? seconds : nil
    }

    /// The five words of a date: day, month, year, clock, zone, perhaps in another order.
    private static func words(of text: String) -> [Substring]? {
        var words = text.utf8.split(whereSeparator: \.isSpace).map(Substring.init)
        guard let first = words.first else { return nil }
        if first.hasSuffix(",") || weekdays.contains(first.lowercased()) {
            words.removeFirst()
        } else if let comma = first.lastIndex(of: ",") {
            words[0] = first[first.index(after: comma)...]
        }
        if words.count == 3 {
            let parts = words[0].split(separator: "-", omittingEmptySubsequences: false)
            if parts.count == 3 { words.replaceSubrange(0..<1, with: parts) }
        }
        if words.count == 4 {
            let clock = words[3]
            let sign = clock.firstIndex(of: "+") ?? clock.firstIndex(of: "-")
            if let sign, sign > clock.startIndex {
                words.replaceSubrange(3..<4, with: [clock[..<sign], clock[sign...]])
            } else {
                words.append("")
            }
        }
        return words.count < 5 ? nil : Array(words.prefix(5))
    }

    /// Days from 1970 to the first of a month, in the Gregorian calendar.
    private static func daysBefore(year: Int64, month: Int64) -> Int64 {
        // The year starts in March here, so that the leap day is its last.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    /// A zone as a number, such as -730.
    private static func numeric(_ zone: Substring) -> Int64 {
        zoneNames[zone.uppercased()] ?? integer(zone) ?? 0
    }

    /// Seconds east of UTC of a zone as a number.
    private static func offset(ofZone hundreds: Int64) -> Int64 {
        let size = abs(hundreds)
        return (hundreds < 0 ? -1 : 1) * (size / 100 * 3600 + size % 100 * 60)
    }

    /// A number of at most ten characters without leading zeros, with a sign or without.
    fileprivate static func integer(_ text: Substring) -> Int64? {
        let digits = text.drop { $0 == "0" }
        return digits.utf8.count > 10 ? nil : Int64(digits.isEmpty ? text.prefix(1) : text)
    }

    private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Military zones are left out: their signs were wrong in RFC 822, so nobody can rely on them.
    private static let zoneNames: [String: Int64] = [
        "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "AST": -400, "ADT": -300, "EST": -500, "EDT": -400,
        "CST": -600, "CDT": -500, "MST": -700, "MDT": -600, "PST": -800, "PDT": -700,
    ]
}

/// The words of a date by their meaning, whatever order they had.
private struct DateWords {
    private(set) var day: Substring
    let month: Int64
    private(set) var year: Substring
    private(set) var time: Substring
    private(set) var zone: Substring

    /// - Parameter words: Five words. nil if no month is among the first two.
    init?(_ words: [Substring]) {
        guard words.count == 5, words[..<3].allSatisfy({ !$0.isEmpty }) else { return nil }
        (day, year, time, zone) = (words[0], words[2], words[3], words[4])
        if let month = Self.month(words[1]) {
            self.month = month
        } else if let month = Self.month(words[0]) {
            self.month = month
            day = words[1]
        } else {
            return nil
        }
        day.dropComma()
        if let colon = year.firstIndex(of: ":"), colon > year.startIndex { swap(&year, &time) }
        year.dropComma()
        guard let first = year.first else { return nil }
        if !first.isNumber { swap(&year, &zone) }
        time.dropComma()
    }

    /// Hours, minutes and seconds; some mailers write `13.21.05`.
    var clock: (hour: Int64, minute: Int64, second: Int64)? {
        let separator: Character = time.contains(":") ? ":" : "."
        let words = time.split(separator: separator, omittingEmptySubsequences: false)
        guard (2...3).contains(words.count), let hour = MailDate.integer(words[0]),
            let minute = MailDate.integer(words[1]),
            let second = words.count == 3 ? MailDate.integer(words[2]) : 0
        else { return nil }
        return (hour, minute, second)
    }

    private static func month(_ name: Substring) -> Int64? {
        let name = name.lowercased()
        let index = names.firstIndex { $0 == name || ($0.prefix(3) == name) }
        return index.map { Int64($0) + 1 }
    }

    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}

extension Substring {
    fileprivate mutating func dropComma() {
        if last == "," { removeLast() }
    }
}
