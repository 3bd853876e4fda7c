import PatchParsing
import Testing

@Suite("Trailers between versions")
struct TrailerCarryTests {
    private func trailers(_ lines: String...) -> [Trailer] {
        Trailer.all(in: lines.joined(separator: "\n"))
    }

    private func names(_ trailers: [Trailer]) -> [String] {
        trailers.map { "\($0.key): \($0.value)" }
    }

    @Test("what was given to a version is in the next one, or is not")
    func carried() {
        let carry = TrailerCarry(
            given: trailers(
                "Signed-off-by: Priya <priya@example.org>",
                "Reviewed-by: Ada Byron <ada@example.org>",
                "Acked-by: Yuki <yuki@example.org>",
                "Tested-by: Lee <lee@example.org> # on a quay",
                "Reviewed-by: Ada Byron <ada@example.org>"
            ),
            now: trailers(
                "Signed-off-by: Priya <priya@example.org>",
                "reviewed-by: \"Ada  Byron\" <ADA@work.example.org>",
                "Tested-by: lee@example.org",
                "Link: https://example.org/1",
                "Acked-by: Kim <kim@example.org>"
            )
        )
        #expect(
            names(carry.carried) == [
                "Signed-off-by: Priya <priya@example.org>",
                "reviewed-by: \"Ada  Byron\" <ADA@work.example.org>", "Tested-by: lee@example.org",
            ]
        )
        #expect(names(carry.added) == ["Acked-by: Kim <kim@example.org>"])
        #expect(names(carry.dropped) == ["Acked-by: Yuki <yuki@example.org>"])
        let same = TrailerCarry(given: trailers("Acked-by: x"), now: trailers("Reviewed-by: x"))
        #expect(same.carried.isEmpty && same.added.count == 1 && same.dropped.count == 1)
        #expect(TrailerCarry(given: [], now: []).dropped.isEmpty)
        let nobody = TrailerCarry(
            given: [Trailer(key: "Acked-by", value: "<>")],
            now: [Trailer(key: "Acked-by", value: "#")]
        )
        #expect(nobody.carried.isEmpty)
    }

    /// The numbers, `all`, or `none`.
    private func patches(_ reply: String, total: Int = 7) -> String {
        guard let found = CoverTrailer.all(in: reply, total: total).first else { return "none" }
        switch found.patches {
        case .all: return "all"
        case .numbers(let numbers): return numbers.sorted().map { "\($0)" }.joined(separator: " ")
        }
    }

    private static let tag = "Reviewed-by: Ada <ada@example.org>"

    @Test(
        "the line above a trailer names patches",
        arguments: [
            ("For patches 1-3", "1 2 3"), ("For patches 1-3:", "1 2 3"), ("for patch 2:", "2"),
            ("Patches 1 & 2", "1 2"), ("Patches 2,4 and 6 are", "2 4 6"),
            ("Patches 2, 4, and 6:", "2 4 6"),
            ("For patches 3+4, in case you wait for this:", "3 4"),
            ("Patch #5:", "5"), ("patches #1, #2 and #7", "1 2 7"),
            ("Patches 1 to 3 and 5:", "1 2 3 5"),
            ("For 1/7 and 2/7:", "1 2"), ("Patch 3/7:", "3"), ("Patches 01-03:", "1 2 3"),
            ("For patch 1 and patch 4:", "1 4"), ("Looks good, for patches 1 through 3:", "1 2 3"),
            ("patches 5-9:", "5 6 7"), ("patches 8-9:", "none"), ("patch 12:", "none"),
            ("For the series:", "all"), ("for the whole series", "all"), ("Series:", "all"),
            ("For the set:", "all"), ("The entire series is", "all"), ("For all patches:", "all"),
            ("Whole patch set:", "all"), ("Looks good to me.", "all"), ("Thanks!", "all"),
            ("For the series except patch 3:", "1 2 4 5 6 7"),
            ("The series, excluding patches 1-5, is", "6 7"),
            ("For the rest:", "none"), ("For the rest of the series:", "none"),
            ("Except for what I said of the patch:", "none"), ("Except for that:", "all"),
            ("One nit in patch 3, otherwise:", "all"), ("Tested on 3 boards:", "all"),
            ("For 5.10 kernels:", "all"), ("In 2/9 of all cases:", "all"),
            ("I read patches in the evening:", "all"), ("patches 3-1:", "3"),
            ("patch 99999999999999999999:", "all"), ("patches 1-99999999:", "1 2 3 4 5 6 7"),
        ]
    )
    func lineAbove(_ line: String, _ expected: String) {
        #expect(patches("\(line)\n\(Self.tag)\n") == expected)
        #expect(patches("> What?\n\n\(line)\n\n\(Self.tag)\n") == expected)
    }

    @Test(
        "the end of a trailer names patches",
        arguments: [
            ("# patch 3", "3"), ("# patches 1-3", "1 2 3"), ("#patch 3", "3"),
            ("(for patches 1,2)", "1 2"),
            ("# for patches 4 and 5", "4 5"), ("[patch 2]", "2"), ("# 3/7", "3"),
            ("(whole series)", "all"),
            ("# SG2042", "all"), ("# on 3 boards", "all"), ("(AMD)", "all"),
            ("# patch 3 on arm64", "all"),
        ]
    )
    func endOfLine(_ end: String, _ expected: String) {
        #expect(patches("\(Self.tag) \(end)\n") == expected)
    }

    @Test("several trailers share the line above them, and quoted ones do not count")
    func blocks() {
        let reply = """
            On Monday, Priya wrote:
            > For patches 5-6:
            > Acked-by: Quoted <q@example.org>

            Thanks. For patches 1-2:

            Reviewed-by: Ada <ada@example.org>
            Tested-by: Ada <ada@example.org> # patch 2

            For patch 3:
            Acked-by: Ada <ada@example.org>
            Nacked-by: Ada <ada@example.org>
            """
        let found = CoverTrailer.all(in: reply, total: 7)
        #expect(
            found.map(\.trailer.key) == ["Reviewed-by", "Tested-by", "Acked-by", "Nacked-by"]
                && found.map(\.patches) == [
                    .numbers([1, 2]), .numbers([2]), .numbers([3]), .numbers([3]),
                ]
        )
        #expect(CoverTrailer.all(in: reply, total: 0).isEmpty)
        #expect(CoverTrailer.all(in: reply, total: -1).isEmpty)
        // What is quoted above a trailer is of somebody else.
        #expect(patches("For patch 3:\n> hm\n\(Self.tag)\n") == "all")
        // No series is so long.
        #expect(patches("For patch 3:\n\(Self.tag)\n", total: .max) == "all")
    }

    @Test("a refusal blocks")
    func blocking() {
        let reply = """
            > Nacked-by: Quoted <q@example.org>

            Nacked-by: Ada <ada@example.org>
            NAKed-by: Kim <kim@example.org>
            Acked-by: Yuki <yuki@example.org>
            Rejected-by: Lee <lee@example.org>
            """
        #expect(
            BlockingRemark.trailers(in: Trailer.all(in: reply)).map(\.value) == [
                "Ada <ada@example.org>", "Kim <kim@example.org>",
            ]
        )
    }
}
