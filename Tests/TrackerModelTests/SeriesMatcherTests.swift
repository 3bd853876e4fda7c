import PatchParsing
import Testing
import TrackerModel

struct SeriesMatcherTests {
    private static let place = SeriesPosition(number: 2, total: 3)

    private func candidate(_ id: Int64, date: Int64 = 0, hasNumber: Bool = false) -> SeriesCandidate
    {
        SeriesCandidate(id: id, version: 1, total: 3, date: date, hasNumber: hasNumber)
    }

    private func series(
        referenced: SeriesCandidate? = nil,
        marked: [SeriesCandidate] = []
    ) -> Int64? {
        switch SeriesMatcher.match(position: Self.place, referenced: referenced, marked: marked) {
        case .joins(let id, let reason):
            #expect(reason.contains("\(id)"), "the reason names the series")
            return id
        case .starts(let reason):
            #expect(!reason.isEmpty)
            return nil
        }
    }

    @Test("the series of the thread, if it has room")
    func thread() {
        #expect(series(referenced: candidate(7)) == 7)
        #expect(series(referenced: candidate(7, hasNumber: true)) == nil)
    }

    @Test("the thread decides, also against a better mark")
    func threadBeforeMark() {
        #expect(series(referenced: candidate(7), marked: [candidate(8)]) == 7)
        #expect(series(referenced: candidate(7, hasNumber: true), marked: [candidate(8)]) == nil)
    }

    @Test("without a thread the newest series that waits for the number")
    func mark() {
        #expect(series() == nil)
        #expect(series(marked: [candidate(1)]) == 1)
        #expect(series(marked: [candidate(1, date: 5), candidate(2, date: 3)]) == 1)
        #expect(series(marked: [candidate(1, date: 5), candidate(2, date: 5)]) == 2)
        #expect(series(marked: [candidate(1), candidate(2, date: 9, hasNumber: true)]) == 1)
        #expect(series(marked: [candidate(1, hasNumber: true)]) == nil)
    }

    @Test("the window is twenty minutes")
    func window() {
        #expect(SeriesMatcher.window == 1_200_000_000)
    }
}

struct TrackerURLTests {
    @Test(
        "reads the addresses of lists of series and of patches",
        arguments: [
            ("https://x.test/project/p/list/?series=12", .series(12)),
            ("http://x.test:8000/project/p/list/?series=12", .series(12)),
            ("https://x.test/project/p/list/?state=*&series=12&order=-date", .series(12)),
            // The form in Patchwork's manual, which Patchwork itself does not read.
            ("https://x.test/project/p/list?series=12", .series(12)),
            ("https://x.test/project/p/patch/1.2@x.test/", .patch("<1.2@x.test>")),
            ("https://x.test/project/p/patch/1.2@x.test", .patch("<1.2@x.test>")),
            ("https://x.test/project/p/patch/a%2Fb@x.test/", .patch("<a/b@x.test>")),
        ] as [(String, TrackerURL)]
    )
    func reads(text: String, expected: TrackerURL) {
        #expect(TrackerURL(text) == expected)
    }

    @Test(
        "reads nothing else",
        arguments: [
            "", "x", "https://", "https://x.test", "https://x.test/",
            "https://x.test/project/p/list/",
            "https://x.test/project/p/list/?series=", "https://x.test/project/p/list/?series=x",
            "https://x.test/project/p/list/?series=99999999999999999999",
            "https://x.test/project/p/cover/1@x.test/", "https://x.test/patch/12/",
            "https://x.test/series/12/", "https://x.test/project/p/patch/",
            "https://x.test/project/p",
            "https://x.test/project/p/patch/%ff%zz/", "/project/p/list/?series=12",
            "https://x.test?series=1",
        ]
    )
    func readsNothing(text: String) {
        #expect(TrackerURL(text) == nil)
    }
}
