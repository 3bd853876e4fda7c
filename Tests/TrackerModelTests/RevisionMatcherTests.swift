import Testing
import TrackerModel

@Suite("Which series is the version before")
struct RevisionMatcherTests {
    private static let day: Int64 = 86_400_000_000

    /// A series of one author (1), sent on a day: `series(2, day: 3, "[PATCH v2 1/2] a", …)`.
    ///
    /// Each patch changes the file that its title begins with, and has a diff of its own.
    static func series(
        _ id: Int64,
        by author: Int64 = 1,
        day: Int64,
        version: Int = 1,
        total: Int? = nil,
        _ subjects: String...,
        change: (inout MailTraits) -> Void = { _ in }
    ) -> SeriesTraits {
        let hasCover = subjects.first?.contains("0/") == true
        let mails = subjects.enumerated().map { index, subject in
            let number = hasCover ? index : index + 1
            var mail = MailTraits(
                number: number,
                messageID: "\(id).\(number)@x.test",
                subject: subject
            )
            if number > 0 {
                mail.hash = "\(id).\(number)"
                mail.files = [
                    subject.split(separator: "] ").last.map { "fs/\($0.prefix(4)).c" } ?? ""
                ]
            }
            change(&mail)
            return mail
        }
        return SeriesTraits(
            id: id,
            author: author,
            date: day * Self.day,
            version: version,
            total: total ?? (hasCover ? mails.count - 1 : mails.count),
            mails: mails
        )
    }

    private static let first = series(
        1,
        day: 1,
        "[PATCH 0/2] Count quotas once",
        "[PATCH 1/2] quota: count all blocks once",
        "[PATCH 2/2] ext4: use the new counters"
    )
    private static let second = series(
        2,
        day: 5,
        version: 2,
        "[PATCH v2 0/2] Count quotas once",
        "[PATCH v2 1/2] quota: count all blocks once",
        "[PATCH v2 2/2] ext4: use the new counters"
    )

    private func earlier(_ series: SeriesTraits, _ candidates: SeriesTraits...) -> RevisionLink? {
        let link = RevisionMatcher.earlier(of: series, among: candidates)
        let reversed = RevisionMatcher.earlier(of: series, among: candidates.reversed())
        #expect(link == reversed, "the order of the candidates does not matter")
        return link
    }

    @Test("by subject and author")
    func likeness() {
        #expect(
            earlier(Self.second, Self.first)
                == RevisionLink(
                    earlier: 1,
                    kind: .revision,
                    confidence: .likely,
                    reason: "by subject and author, 2 of 2 patches alike"
                )
        )
        #expect(earlier(Self.first, Self.second) == nil, "which is sent later")
        #expect(earlier(Self.first, Self.first) == nil)
        #expect(earlier(Self.second) == nil)
    }

    @Test("by the same change-id, whatever else was changed")
    func changeID() {
        let one = Self.series(1, day: 1, "[PATCH] mm: a first idea") { $0.changeID = "20240304-a" }
        let next = Self.series(2, by: 2, day: 9, version: 2, "[PATCH v2] fs: quite another way") {
            $0.changeID = "20240304-a"
        }
        #expect(earlier(next, one)?.confidence == .certain)
        #expect(earlier(next, one)?.reason == "by the same change-id 20240304-a")
        let same = Self.series(3, day: 9, "[RESEND PATCH] mm: a first idea") {
            ($0.changeID, $0.hash) = ("20240304-a", "1.1")
        }
        #expect(earlier(same, one)?.kind == .resend)
    }

    @Test("by a link to it as an earlier version")
    func named() {
        let one = Self.series(1, day: 1, "[PATCH] mm: a first idea")
        let next = Self.series(2, by: 2, day: 9, version: 2, "[PATCH v2] fs: quite another way") {
            $0.earlier = ["1.1@x.test"]
        }
        #expect(earlier(next, one)?.confidence == .certain)
        let other = Self.series(3, by: 2, day: 9, version: 2, "[PATCH v2] fs: quite another way") {
            $0.earlier = ["7@x.test"]
        }
        #expect(earlier(other, one) == nil)
    }

    @Test("in its thread, also below a review")
    func thread() {
        let next = Self.series(2, day: 5, version: 2, "[PATCH v2] quota: count all blocks once") {
            $0.answers = ["review@y.test", "1.0@x.test"]
        }
        let link = earlier(next, Self.first)
        #expect(link?.confidence == .certain)
        #expect(link?.kind == .revision)
        let unrelated = Self.series(3, by: 2, day: 5, version: 2, "[PATCH v2] sched: be quick") {
            $0.answers = ["1.0@x.test"]
        }
        #expect(earlier(unrelated, Self.first) == nil, "other people's patches in a thread")
    }

    @Test("a single patch again is part of its series", arguments: ["v2", "v1.1"])
    func part(version: String) {
        let again = Self.series(
            2,
            day: 5,
            version: version == "v2" ? 2 : 1,
            total: 2,
            "[PATCH \(version) 2/2] ext4: use the new counters"
        ) { $0.answers = ["1.2@x.test", "1.0@x.test"] }
        #expect(earlier(again, Self.first)?.kind == .part)
    }

    @Test("the highest version below it, and of these the latest")
    func highest() {
        let third = Self.series(
            3,
            day: 9,
            version: 3,
            "[PATCH v3 0/2] Count quotas once",
            "[PATCH v3 1/2] quota: count all blocks once",
            "[PATCH v3 2/2] ext4: use the new counters"
        )
        let resend = Self.series(
            4,
            day: 7,
            version: 2,
            "[PATCH RESEND v2 0/2] Count quotas once",
            "[PATCH RESEND v2 1/2] quota: count all blocks once",
            "[PATCH RESEND v2 2/2] ext4: use the new counters"
        ) { $0.hash = $0.hash?.replacing("4.", with: "2.") }
        #expect(earlier(third, Self.first, Self.second)?.earlier == 2)
        #expect(earlier(third, Self.first)?.earlier == 1, "v2 is not there")
        #expect(earlier(resend, Self.first, Self.second)?.earlier == 2)
        #expect(earlier(resend, Self.first, Self.second)?.kind == .resend)
        #expect(earlier(third, Self.first, Self.second, resend)?.earlier == 4)
        #expect(earlier(Self.second, Self.first, third, resend)?.earlier == 1)
    }

    @Test("a part of a version does not hide the whole of it")
    func partsAreNoVersions() {
        let part = Self.series(3, day: 3, total: 2, "[PATCH v1.1 2/2] ext4: use the new counters")
        #expect(earlier(Self.second, Self.first, part)?.earlier == 1)
        let again = Self.series(4, day: 4, total: 2, "[PATCH v1.2 2/2] ext4: use the new counters")
        #expect(earlier(again, Self.first, part)?.earlier == 3)
    }

    @Test("drafts come before all versions")
    func drafts() {
        let draft = Self.series(
            3,
            day: 0,
            version: 3,
            "[RFC PATCH v3] quota: count all blocks once"
        )
        let older = Self.series(
            4,
            day: -5,
            version: 2,
            "[RFC PATCH v2] quota: count all blocks once"
        )
        #expect(earlier(Self.first, draft, older)?.earlier == 3)
        #expect(earlier(Self.second, draft, older, Self.first)?.earlier == 1)
        #expect(earlier(draft, older)?.earlier == 4)
    }

    @Test("a version that forgot to say so")
    func unmarked() {
        let forgotten = Self.series(3, day: 7, "[PATCH] quota: count all blocks once")
        let one = Self.series(1, day: 1, version: 2, "[PATCH v2] quota: count all blocks once")
        let next = Self.series(4, day: 9, version: 4, "[PATCH v4] quota: count all blocks once")
        #expect(earlier(forgotten, one)?.earlier == 1)
        #expect(earlier(next, one, forgotten)?.earlier == 3)
        let late = Self.series(5, day: 99, "[PATCH] quota: count all blocks once")
        #expect(earlier(late, one) == nil, "the next cycle has the same subject for other work")
        let elsewhere = Self.series(6, day: 7, "[PATCH] quota: count all blocks once") {
            $0.files = ["net/other.c"]
        }
        #expect(earlier(elsewhere, one) == nil)
    }

    @Test("another title, but the same author and files")
    func retitled() {
        let next = Self.series(
            2,
            day: 5,
            version: 2,
            "[PATCH v2] quota: count every block only once"
        ) {
            $0.files = ["fs/quot.c"]
        }
        let one = Self.series(1, day: 1, "[PATCH] quota: count all blocks once")
        #expect(earlier(next, one)?.earlier == 1)
        let other = Self.series(3, day: 5, version: 2, "[PATCH v2] quota: print a warning") {
            $0.files = ["fs/quot.c"]
        }
        #expect(earlier(other, one) == nil)
        let area = Self.series(4, day: 5, version: 2, "[PATCH v2] fsck: count all blocks once") {
            $0.files = ["fs/quot.c"]
        }
        let mkfs = Self.series(1, day: 1, "[PATCH] mkfs: count all blocks once, too")
        #expect(earlier(area, mkfs) == nil)
    }

    @Test("somebody else goes on with it")
    func takenOver() {
        let next = Self.series(
            2,
            by: 2,
            day: 5,
            version: 2,
            "[PATCH v2] quota: count all blocks once"
        )
        let one = Self.series(1, day: 1, "[PATCH] quota: count all blocks once")
        #expect(earlier(next, one)?.reason == "by subject and diff, from another author")
        let unmarked = Self.series(3, by: 2, day: 5, "[PATCH] quota: count all blocks once")
        #expect(earlier(unmarked, one) == nil, "two people fix the same bug")
        let again = Self.series(4, by: 2, day: 5, "[PATCH] quota: count all blocks once") {
            $0.hash = "1.1"
        }
        #expect(earlier(again, one)?.kind == .resend)
        let small = Self.series(5, by: 2, day: 5, version: 2, "[PATCH v2] a", "[PATCH v2] b") {
            if $0.number == 1 { $0.subject = "[PATCH v2 1/2] quota: count all blocks once" }
        }
        #expect(earlier(small, Self.first) == nil)
    }

    @Test(
        "other work with the same title",
        arguments: [
            ("[GIT PULL] ext4 fixes", "[GIT PULL] ext4 fixes"),
            ("[PATCH 0/1] pull request for net", "[PATCH 0/1] pull request for net"),
            ("[tip: x86/cpu] x86/cpu: Fix typos", "[tip: x86/cpu] x86/cpu: Fix typos"),
            ("[PATCH 5.10] ext4: fix a race", "[PATCH 5.15] ext4: fix a race"),
            ("[PATCH] ext4: fix a race", "[PATCH 6.1.y] ext4: fix a race"),
            ("[PATCH] ext4: fix a race", "[PATCH AUTOSEL 5.4 12/40] ext4: fix a race"),
            ("linux-next: build failure after merge", "linux-next: build failure after merge"),
        ]
    )
    func lookAlikes(titles: (String, String)) {
        let one = Self.series(1, day: 1, titles.0) { $0.hash = "same" }
        let next = Self.series(2, day: 8, titles.1) { $0.hash = "same" }
        #expect(earlier(next, one) == nil)
    }

    @Test("a pull request that was not taken comes again")
    func pullAgain() {
        let one = Self.series(
            1,
            day: 1,
            "[PATCH 0/2] pull request",
            "[PATCH 1/2] a",
            "[PATCH 2/2] b"
        )
        let next = Self.series(
            2,
            day: 3,
            "[PATCH 0/2] pull request",
            "[PATCH 1/2] a",
            "[PATCH 2/2] b"
        )
        #expect(earlier(next, one)?.earlier == 1)
    }

    @Test("of two series with patches in common the one that has more")
    func mostInCommon() {
        let other = Self.series(
            3,
            day: 3,
            "[PATCH 0/3] Clean up",
            "[PATCH 1/3] quota: count all blocks once",
            "[PATCH 2/3] btrfs: drop a header",
            "[PATCH 3/3] xfs: drop a header"
        )
        #expect(earlier(Self.second, Self.first, other)?.earlier == 1)
    }

    @Test("Gerrit's Change-Id is that of a patch")
    func gerrit() {
        let id = "I" + String(repeating: "4", count: 40)
        let one = Self.series(1, day: 1, "[PATCH] a first idea for it") { $0.changeID = id }
        let next = Self.series(2, day: 2, version: 2, "[PATCH v2] quite another way") {
            ($0.changeID, $0.files) = (id, ["fs/a fi.c"])
        }
        #expect(earlier(next, one)?.confidence == .likely)
        let backport = Self.series(3, day: 2, "[PATCH 5.10] a first idea for it") {
            $0.changeID = id
        }
        #expect(earlier(backport, one) == nil)
    }

    @Test("versions have a key in common")
    func keys() throws {
        let mail = MailTraits(
            number: 1,
            messageID: "1@x.test",
            author: 1,
            answers: ["0@x.test"],
            subject: "[PATCH v2 1/2] Quota:  count all",
            changeID: "c",
            earlier: ["e@x.test"],
            hash: "h",
            files: ["b", "a"]
        )
        let keys = RevisionMatcher.keys(of: mail)
        #expect(Set(keys).count == keys.count)
        let others = [
            MailTraits(number: 1, messageID: "0@x.test", subject: ""),
            MailTraits(number: 0, messageID: "e@x.test", subject: ""),
            MailTraits(number: 1, messageID: "2@x.test", subject: "[RFC] quota: count all"),
            MailTraits(number: 1, messageID: "3@x.test", subject: "", changeID: "c"),
            MailTraits(number: 1, messageID: "4@x.test", subject: "", hash: "h"),
            MailTraits(
                number: 1,
                messageID: "5@x.test",
                author: 1,
                subject: "",
                files: ["a", "b"]
            ),
        ]
        for other in others {
            #expect(!Set(keys).isDisjoint(with: RevisionMatcher.keys(of: other)))
        }
        let stranger = MailTraits(
            number: 1,
            messageID: "c",
            author: 2,
            subject: "h",
            hash: "c",
            files: ["a", "b"]
        )
        #expect(Set(keys).isDisjoint(with: RevisionMatcher.keys(of: stranger)))
        #expect(keys.first == RevisionMatcher.keys(of: mail).first, "the same in each process")
    }

    @Test("large series with many candidates", arguments: [400])
    func large(count: Int) {
        func many(_ id: Int64, _ version: Int) -> SeriesTraits {
            let mails = (1...count).map { number in
                MailTraits(
                    number: number,
                    messageID: "\(id).\(number)@x.test",
                    answers: (0..<24).map { "\($0)@x.test" },
                    subject: "[PATCH v\(version) \(number)/\(count)] fix \(number) \(id % 3)",
                    earlier: (0..<64).map { "e\($0)@x.test" },
                    hash: "\(id).\(number)",
                    files: ["a/\(number).c"]
                )
            }
            let date = id * Self.day
            return SeriesTraits(
                id: id,
                author: 1,
                date: date,
                version: version,
                total: count,
                mails: mails
            )
        }
        let candidates = (1...60).map { many($0, 1) }
        #expect(RevisionMatcher.earlier(of: many(99, 2), among: candidates)?.earlier == 60)
    }
}
