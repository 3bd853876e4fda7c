import MailParsing
import Testing

@Suite struct MailDateTests {
    @Test(
        "reads dates leniently, as hours and minutes of 23 May 2017 UTC",
        arguments: [
            ("Tue, 23 May 2017 13:21:05 +0800", "5:21:05"),
            ("Tue, 23 May 2017 13:21:05 EST", "18:21:05"),
            ("Tue, 23 May 2017 13:21:05", "13:21:05"),
            ("23 May 2017 13:21:05 -0000", "13:21:05"),
            ("23 May 2017 13:21 +0000", "13:21:00"),
            ("23 May 17 13.21.05 GMT", "13:21:05"),
            ("Tue May 23 13:21:05 2017", "13:21:05"),
            ("Tue, 23-May-17 13:21:05 GMT", "13:21:05"),
            ("23 May 2017 13:21:05+0100", "12:21:05"),
            ("23 May 2017 13:21:05 +0000 (comment)", "13:21:05"),
            ("Tue,23 May 2017 00:00:00 Nonsense", "0:00:00"),
            ("22 May 2017 25:61:05", "2:01:05"),
        ]
    )
    func readsClock(text: String, clock: String) throws {
        let seconds = try #require(MailDate.seconds(parsing: text)) - 1_495_497_600
        let minute = seconds / 60 % 60
        let second = seconds % 60
        let padded = [minute, second].map { ($0 < 10 ? "0" : "") + String($0) }
        #expect("\(seconds / 3600):\(padded[0]):\(padded[1])" == clock)
    }

    @Test(
        "reads dates of all years",
        arguments: [
            (", 11 Sep 2016 23:22:04 +0100", 1_473_632_524),
            ("23 May 70 00:00:00", 12_268_800),
            ("32 May 2017 00:00:00", 1_496_275_200),
            ("23 May 2017 00:00:00 +9999", 1_495_135_260),
            ("29 February 2016 00:00:00 Z", 1_456_704_000),
            ("1 Jan 0100 00:00:00", -59_011_459_200),
            ("31 Dec 9999 23:59:59", 253_402_300_799),
        ] as [(String, Int64)]
    )
    func reads(text: String, seconds: Int64) { #expect(MailDate.seconds(parsing: text) == seconds) }

    @Test(
        "gives up on what is no date",
        arguments: [
            "2017-05-23T13:21:05Z", "rubbish", "", " ", "23 May", "23 Foo 2017 13:21:05",
            "23 May 2017", "23 May 2017 13", "23 May 2017 1:2:3:4", "23 May 2017 a:b:c",
            "23 May 10000 00:00:00", "31 Dec 9999 23:59:59 -0100",
            "23 May 99999999999999999999 00:00:00", "99999999999999999999 May 2017 00:00:00",
            "1 May 2017 9223372036854775807:00:00", ", , , , ,",
        ]
    )
    func givesUp(text: String) { #expect(MailDate.seconds(parsing: text) == nil) }

    @Test(
        "a date in the common form is read as with one more blank in it, which takes the long way",
        arguments: [
            "Tue, 23 May 2017 13:21:05 +0800", "Fri, 1 Jan 1999 00:00:00 -0730",
            "Mon, 29 Feb 2024 23:59:60 +0000", "Sun, 31 Feb 2023 24:61:61 +9999",
            "Xyz, 00 Dec 9999 99:99:99 -9999", "Wed, 03 Sep 1000 01:02:03 +0000",
            "Thu, 4 Oct 0999 01:02:03 +0000", "Thu, 4 Okt 2020 01:02:03 +0000",
            "Thu, 4 Oct 2020 1:02:03 +0000", "Thu, 4 Oct 2020 01:02:03 +00000",
            "Thu, 4 Oct 2020 01:02:03 GMT", "Thu, 123 Oct 2020 01:02:03 +0000",
        ]
    )
    func commonForm(text: String) {
        let longer = text.replacing(", ", with: ",  ", maxReplacements: 1)
        #expect(MailDate.seconds(parsing: text) == MailDate.seconds(parsing: longer))
    }
}
