import Testing
import TrackerModel

struct TimeTests {
    @Test(
        "writes a moment in the three forms",
        arguments: [
            (
                0, "1970-01-01T00:00:00", "Thu Jan  1 00:00:00 1970",
                "Thu, 01 Jan 1970 00:00:00 -0000"
            ),
            (
                1_495_516_865_000_000, "2017-05-23T05:21:05", "Tue May 23 05:21:05 2017",
                "Tue, 23 May 2017 05:21:05 -0000"
            ),
            (
                1_495_516_865_000_042, "2017-05-23T05:21:05.000042", "Tue May 23 05:21:05 2017",
                "Tue, 23 May 2017 05:21:05 -0000"
            ),
            (
                951_825_600_000_000, "2000-02-29T12:00:00", "Tue Feb 29 12:00:00 2000",
                "Tue, 29 Feb 2000 12:00:00 -0000"
            ),
            (
                -1, "1969-12-31T23:59:59.999999", "Wed Dec 31 23:59:59 1969",
                "Wed, 31 Dec 1969 23:59:59 -0000"
            ),
            (
                -2_203_891_200_000_000, "1900-03-01T00:00:00", "Thu Mar  1 00:00:00 1900",
                "Thu, 01 Mar 1900 00:00:00 -0000"
            ),
            (
                -62_135_596_800_000_000, "0001-01-01T00:00:00", "Mon Jan  1 00:00:00 1",
                "Mon, 01 Jan 0001 00:00:00 -0000"
            ),
            (
                253_402_300_799_999_999, "9999-12-31T23:59:59.999999", "Fri Dec 31 23:59:59 9999",
                "Fri, 31 Dec 9999 23:59:59 -0000"
            ),
        ] as [(Int64, String, String, String)]
    )
    func writes(moment: Int64, iso: String, ctime: String, mail: String) {
        #expect(Timestamp.iso(moment) == iso)
        #expect(Timestamp.ctime(moment) == ctime)
        #expect(Timestamp.mailDate(moment) == mail)
    }

    @Test("no number is too large for a calendar", arguments: [Int64.min, .min + 1, -1, 0, .max])
    func anyNumber(moment: Int64) {
        let time = CalendarTime(microseconds: moment)
        #expect((1...12).contains(time.month))
        #expect((1...31).contains(time.day))
        #expect((0..<1_000_000).contains(time.fraction))
        #expect(!Timestamp.iso(moment).isEmpty)
    }

    @Test("a date taken apart and put together is the same, for each day of 800 years")
    func thereAndBack() {
        let day: Int64 = 86_400_000_000
        var weekday = 6
        // From 1 January 1600, a Saturday, to 2400.
        for number in Int64(-135_140)..<157_055 {
            let time = CalendarTime(microseconds: number * day)
            let back = CalendarTime.microseconds(year: time.year, month: time.month, day: time.day)
            guard back == number * day, time.weekday == weekday else {
                Issue.record("day \(number) is \(time)")
                return
            }
            weekday = (weekday + 1) % 7
        }
        #expect(CalendarTime(microseconds: -135_140 * day).year == 1600)
    }

    @Test(
        "there is no such moment",
        arguments: [
            (0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 4, 31),
            (2026, 2, 29), (1900, 2, 29),
        ]
    )
    func noSuchMoment(year: Int, month: Int, day: Int) {
        #expect(CalendarTime.microseconds(year: year, month: month, day: day) == nil)
    }

    @Test(
        "there is no such time of day",
        arguments: [(24, 0, 0), (0, 60, 0), (0, 0, 60), (-1, 0, 0)]
    )
    func noSuchTime(hour: Int, minute: Int, second: Int) {
        let moment = CalendarTime.microseconds(
            year: 2026,
            month: 1,
            day: 1,
            hour: hour,
            minute: minute,
            second: second
        )
        #expect(moment == nil)
    }

    @Test("the leap day of a century")
    func leapDay() {
        #expect(CalendarTime.microseconds(year: 2000, month: 2, day: 29) == 951_782_400_000_000)
    }
}
