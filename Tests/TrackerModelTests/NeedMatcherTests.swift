import PatchParsing
import Testing
import TrackerModel

@Suite("Which series is needed")
struct NeedMatcherTests {
    /// Sent on the fifth day.
    private let own = StackCandidate(id: 100, project: 1, date: 5, version: 1)

    private func candidate(
        _ id: Int64,
        day: Int64,
        version: Int = 1,
        project: Int64 = 1
    ) -> StackCandidate {
        StackCandidate(id: id, project: project, date: day, version: version)
    }

    private func need(_ target: NamedNeed.Target, _ name: String = "x") -> NamedNeed {
        NamedNeed(word: .dependsOn, named: name, target: target)
    }

    private func places(
        _ needs: [NamedNeed],
        _ candidates: [NamedNeed.Target: [StackCandidate]]
    ) -> [ResolvedNeed.Place] {
        NeedMatcher.resolve(needs, of: own, among: candidates).map(\.place)
    }

    @Test("is the one with the message, of this project first")
    func message() {
        let target = NamedNeed.Target.message("<1@x.test>")
        #expect(places([need(target)], [:]) == [.unknown])
        #expect(places([need(target)], [target: [candidate(2, day: 9)]]) == [.here(2)])
        let other = candidate(3, day: 1, project: 2)
        #expect(places([need(target)], [target: [other]]) == [.elsewhere(3)])
        #expect(places([need(target)], [target: [other, candidate(2, day: 9)]]) == [.here(2)])
        // A patch of a series that names its neighbour needs nothing.
        #expect(places([need(target)], [target: [own, other]]) == [])
        #expect(places([need(.nothing)], [:]) == [.unknown])
    }

    @Test("is the version that is named, or the last one before")
    func change() {
        let versions = [
            candidate(1, day: 1), candidate(2, day: 3, version: 2),
            candidate(3, day: 4, version: 2), candidate(4, day: 7, version: 3),
        ]
        func found(_ version: Int?) -> [ResolvedNeed.Place] {
            let target = NamedNeed.Target.change(7, version: version)
            return places([need(target)], [target: versions])
        }
        #expect(found(1) == [.here(1)])
        #expect(found(2) == [.here(3)])
        #expect(found(3) == [.here(4)])
        #expect(found(4) == [.unknown])
        #expect(found(nil) == [.here(3)])
        let target = NamedNeed.Target.change(7, version: nil)
        let later = [candidate(8, day: 9), candidate(9, day: 8)]
        #expect(places([need(target)], [target: later]) == [.here(9)])
    }

    @Test("is the one with most of the patches")
    func patches() {
        let needs = (1...3).map { need(.patch($0), "\($0)") }
        let (old, new) = (candidate(1, day: 1), candidate(2, day: 3, version: 2))
        // The first patch is in both versions, the second one in the old one only.
        #expect(
            places(
                needs,
                [.patch(1): [new, old], .patch(2): [old], .patch(3): [candidate(3, day: 2)]]
            ) == [.here(1), .here(1), .here(3)]
        )
        #expect(places(needs, [.patch(1): [old, new]]) == [.here(2), .unknown, .unknown])
        // Of a series that is needed anyway.
        let named = need(.message("<1@x.test>"))
        #expect(
            places(
                needs.prefix(1) + [named],
                [.patch(1): [old, new], named.target: [old]]
            ) == [.here(1), .here(1)]
        )
    }

    @Test("is found at once among many")
    func many() {
        let needs = (1...300).map { need(.patch($0), "\($0)") }
        let all = (1...300).map { candidate($0, day: $0 % 7) }
        let candidates = Dictionary(
            uniqueKeysWithValues: needs.enumerated().map { place, need in
                (need.target, Array(all.suffix(place % 3 == 0 ? 10 : 1)))
            }
        )
        #expect(places(needs, candidates).allSatisfy { $0 == .here(300) })
    }

    @Test(
        "is told by addresses of this kind of site",
        arguments: [
            ("https://a.test/project/p/list/?series=12", 12),
            ("https://a.test/project/p/series/12/", 12), ("https://a.test/series/12/mbox/", 12),
            ("https://a.test/project/p/list/", nil), ("https://a.test/series/", nil),
            ("https://a.test/other/series/12/", nil), ("https://a.test/series/x/", nil),
            ("https://a.test", nil), ("https://a.test/series/99999999999999999999/", nil),
        ] as [(String, Int64?)]
    )
    func address(address: String, series: Int64?) {
        let need = NamedNeed(Prerequisite(.dependsOn, .address(address)))
        #expect(need.target == series.map { .series($0) } ?? .nothing)
    }

    @Test("patch-ids that are too short are found by nothing")
    func shortID() {
        #expect(NamedNeed(Prerequisite(.patchID, .patch("0123456"))).target == .nothing)
        let hex = "ff23456789abcdef" + String(repeating: "0", count: 24)
        let id = StablePatchID(hex: hex)
        #expect(id?.hex == hex)
        #expect(id?.key == StablePatchID(hex: String(hex.prefix(16)))?.key)
    }
}
