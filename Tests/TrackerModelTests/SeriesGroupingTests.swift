import Testing
import TrackerModel

@Suite("Which mails are one series")
struct SeriesGroupingTests {
    private static let minute: Int64 = 60_000_000

    /// `"v2 1/3 ada @5 <a b"`: version, place, author, minute, and what it answers, nearest first.
    private static func member(_ id: String, _ text: String) throws -> SeriesMember {
        let words = text.split(separator: " ").map(String.init)
        let place = try #require(words.first { $0.contains("/") }).split(separator: "/")
        let answers = words.drop { !$0.hasPrefix("<") }.map { $0.replacing("<", with: "") }
        let minutes = try #require(words.first { $0.hasPrefix("@") }).dropFirst()
        return SeriesMember(
            id: Int64(id.utf8.reduce(0) { $0 &* 31 &+ Int($1) }),
            messageID: id,
            references: answers,
            author: words.contains("grace") ? 2 : 1,
            date: (try #require(Int64(minutes))) * minute,
            version: words.first { $0.hasPrefix("v") }.flatMap { Int($0.dropFirst()) },
            number: try #require(Int(place[0])),
            total: try #require(Int(place[1]))
        )
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mails: [(String, String)]
        let series: Set<Set<String>>

        init(_ description: String, _ mails: KeyValuePairs<String, String>, _ series: [[String]]) {
            testDescription = description
            self.mails = mails.map { ($0.key, $0.value) }
            self.series = Set(series.map { Set($0) })
        }
    }

    @Test(
        "by thread, version, total, author and time",
        arguments: [
            Example(
                "a cover letter and its patches",
                ["c": "0/2 @0", "p": "1/2 @1 <c", "q": "2/2 @2 <c"],
                [["c", "p", "q"]]
            ),
            Example(
                "a chain of replies",
                ["p": "1/3 @0", "q": "2/3 @1 <p", "r": "3/3 @2 <q p"],
                [["p", "q", "r"]]
            ),
            Example(
                "a cover letter that is lost",
                ["p": "1/2 @1 <c", "q": "2/2 @2 <c"],
                [["p", "q"]]
            ),
            Example(
                "a second version in reply to the first does not fill its gaps",
                ["c": "0/3 @0", "p": "1/3 @1 <c", "r": "v2 2/3 @90 <p c", "s": "v2 3/3 @91 <p c"],
                [["c", "p"], ["r", "s"]]
            ),
            Example(
                "the version stands on the cover letter only",
                ["c": "v3 0/2 @0", "p": "1/2 @1 <c", "q": "2/2 @2 <c"],
                [["c", "p", "q"]]
            ),
            Example(
                "somebody else's patch in reply to one does not fill a gap",
                ["p": "1/2 @0", "x": "2/2 grace @300 <p"],
                [["p"], ["x"]]
            ),
            Example(
                "two senders of one series, at the same time",
                ["c": "0/2 @0", "p": "1/2 @1 <c", "q": "2/2 grace @2 <c"],
                [["c", "p", "q"]]
            ),
            Example(
                "the same numbers once more",
                ["p": "1/2 @0", "q": "2/2 @1 <p", "r": "1/2 @30 <p", "s": "2/2 @31 <r p"],
                [["p", "q"], ["r", "s"]]
            ),
            Example(
                "without threads: twenty minutes, and not a second more",
                ["p": "1/3 @0", "q": "2/3 @20", "r": "3/3 @41"],
                [["p", "q"], ["r"]]
            ),
            Example(
                "without threads the total counts",
                ["p": "1/2 @0", "q": "2/3 @1"],
                [["p"], ["q"]]
            ),
            Example(
                "two threads at the same time",
                ["p": "1/2 @0 <c", "q": "2/2 @1 <d"],
                [["p"], ["q"]]
            ),
            Example(
                "replies to a discussion do not make its root theirs",
                ["p": "1/1 @0 <root", "q": "1/2 grace @900 <root", "r": "2/2 grace @901 <q root"],
                [["p"], ["q", "r"]]
            ),
            Example(
                "a patch above the total",
                ["c": "0/2 @0", "p": "1/2 @1 <c", "q": "2/2 @2 <c", "r": "3/2 @3 <c"],
                [["c", "p", "q", "r"]]
            ),
            Example(
                "a miscounted total in the same hour",
                ["c": "0/2 @0", "p": "1/3 @1 <c", "q": "2/2 @2 <c"],
                [["c", "p", "q"]]
            ),
        ]
    )
    func grouped(example: Example) throws {
        let members = try example.mails.map { try Self.member($0.0, $0.1) }
        for order in [members, members.reversed()] {
            let found = SeriesGrouping.series(of: order).map { Set($0.map(\.messageID)) }
            #expect(Set(found) == example.series)
        }
    }

    @Test("the tie between two mails is the same from either side")
    func symmetric() throws {
        let members = try [
            ("a", "0/2 @0"), ("b", "1/2 @1 <a"), ("c", "v2 1/2 @2 <b a"), ("d", "2/2 grace @3 <a"),
            ("e", "1/3 @4"), ("f", "v2 0/2 @5"), ("g", "1/2 @6 <f"),
        ].map { try Self.member($0.0, $0.1) }
        for one in members {
            for other in members where one != other {
                #expect(SeriesKinship(one, other) == SeriesKinship(other, one))
            }
        }
    }

    @Test("dates at the ends of time do no harm")
    func extremeDates() throws {
        let ends = [Int64.min, .max, 0].enumerated().map { index, date in
            SeriesMember(
                id: Int64(index),
                messageID: "\(index)",
                references: [],
                author: 1,
                date: date,
                version: nil,
                number: index,
                total: 3
            )
        }
        #expect(SeriesGrouping.series(of: ends).count == 3)
    }
}
