/// The parts of a date as numbers.
struct PlainDate {
    let year: Int64
    /// 1 to 12.
    let month: Int64
    let day: Int64
    /// Seconds since midnight.
    let time: Int64
    /// -730 for half past seven hours west.
    let zone: Int64

    init(year: Int64, month: Int64, day: Int64, time: Int64, zone: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.time, self.zone) = (time, zone)
    }

    /// Reads a date as almost all mails have it: `Tue, 23 May 2017 13:21:05 +0800`. `nil` for all that
    /// looks otherwise, for which ``MailDate`` takes its time.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = Reader(bytes: bytes)
        guard reader.skipWeekday(), let day = reader.number(1...2), reader.skip(.space),
            let month = reader.month(), reader.skip(.space),
            let year = reader.number(4...4), year >= 1000, reader.skip(.space),
            let hour = reader.number(2...2), reader.skip(.colon),
            let minute = reader.number(2...2), reader.skip(.colon),
            let second = reader.number(2...2), reader.skip(.space),
            let zone = reader.zone(), reader.isAtEnd
        else { return nil }
        self.init(
            year: year,
            month: month,
            day: day,
            time: hour * 3600 + minute * 60 + second,
            zone: zone
        )
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        private var place = 0

        init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        var isAtEnd: Bool { place == bytes.count }
        private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

        mutating func skip(_ byte: UInt8) -> Bool {
            guard next == byte else { return false }
            place += 1
            return true
        }

        /// `Tue, `
        mutating func skipWeekday() -> Bool {
            for _ in 0..<3 {
                guard next.isLetter else { return false }
                place += 1
            }
            return skip(.comma) && skip(.space)
        }

        mutating func number(_ digits: ClosedRange<Int>) -> Int64? {
            let start = place
            var number: Int64 = 0
            while next.isDigit, place - start < digits.upperBound {
                number = 10 * number + Int64(next - UInt8(ascii: "0"))
                place += 1
            }
            return place - start < digits.lowerBound ? nil : number
        }

        private static let months = "JanFebMarAprMayJunJulAugSepOctNovDec".utf8.map(\.self)

        mutating func month() -> Int64? {
            guard place + 3 <= bytes.count else { return nil }
            for month in 0..<12
            where (0..<3).allSatisfy({ bytes[place + $0] == Self.months[3 * month + $0] }) {
                place += 3
                return Int64(month + 1)
            }
            return nil
        }

        mutating func zone() -> Int64? {
            let isWest = skip(.hyphen)
            guard isWest || skip(UInt8(ascii: "+")), let size = number(4...4) else { return nil }
            return isWest ? -size : size
        }
    }
}
