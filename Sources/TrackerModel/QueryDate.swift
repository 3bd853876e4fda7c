/// A moment as people and programs write it, in a query or a command: `2024-03-04`, `2024-03-04T10:02:00.5`, `2024-03-04 10:02Z`.
///
/// A date alone is its midnight; without a zone it is UTC, with one it is converted (rest-api,
/// section 4.3 and Q19).
package enum QueryDate {
    /// Microseconds since 1970 in UTC, or `nil` for what is no date.
    package static func microseconds(parsing text: String) -> Int64? {
        var rest = text[...]
        guard let year = rest.dropNumber(4...4), rest.drop("-"), let month = rest.dropNumber(1...2),
            rest.drop("-"), let day = rest.dropNumber(1...2)
        else { return nil }
        guard !rest.isEmpty else {
            return CalendarTime.microseconds(year: year, month: month, day: day)
        }
        guard rest.drop("T") || rest.drop("t") || rest.drop(" "),
            let time = timeOfDay(&rest), let offset = zone(rest),
            let moment = CalendarTime.microseconds(
                year: year,
                month: month,
                day: day,
                hour: time.hour,
                minute: time.minute,
                second: time.second,
                fraction: time.fraction
            )
        else { return nil }
        return moment - offset
    }

    private static func timeOfDay(
        _ rest: inout Substring
    ) -> (hour: Int, minute: Int, second: Int, fraction: Int)? {
        guard let hour = rest.dropNumber(1...2), rest.drop(":"), let minute = rest.dropNumber(1...2)
        else { return nil }
        guard rest.drop(":") else { return (hour, minute, 0, 0) }
        guard let second = rest.dropNumber(1...2) else { return nil }
        guard rest.drop(".") || rest.drop(",") else { return (hour, minute, second, 0) }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...12).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let micro = digits.prefix(6) + repeatElement("0", count: max(0, 6 - digits.count))
        return (hour, minute, second, Int(micro) ?? 0)
    }

    /// Microseconds east of Greenwich: 0 for nothing and `Z`.
    private static func zone(_ text: Substring) -> Int64? {
        var rest = text
        if rest.isEmpty || rest == "Z" || rest == "z" { return 0 }
        let isEast = rest.drop("+")
        guard isEast || rest.drop("-"), let hours = rest.dropNumber(2...2), hours < 24 else {
            return nil
        }
        var minutes = 0
        if !rest.isEmpty {
            _ = rest.drop(":")
            guard let number = rest.dropNumber(2...2), number < 60, rest.isEmpty else { return nil }
            minutes = number
        }
        let offset = Int64(hours * 60 + minutes) * 60_000_000
        return isEast ? offset : -offset
    }
}

extension Substring {
    fileprivate mutating func drop(_ character: Character) -> Bool {
        guard first == character else { return false }
        removeFirst()
        return true
    }

    /// Drops a number with so many digits.
    fileprivate mutating func dropNumber(_ lengths: ClosedRange<Int>) -> Int? {
        let digits = prefix(lengths.upperBound).prefix { $0.isASCII && $0.isNumber }
        guard digits.count >= lengths.lowerBound else { return nil }
        self = dropFirst(digits.count)
        return Int(digits)
    }
}
