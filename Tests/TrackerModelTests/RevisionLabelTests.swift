import Foundation
import Testing
import TrackerModel

@Suite("Versions on real lists, against labels made by reading")
struct RevisionLabelTests {
    @Test(
        "precision and recall",
        .enabled(
            if: !RevisionLabels.folders.isEmpty,
            "the mails of the labels are not here; see Tests/revision-labels/README.md"
        )
    )
    func score() async throws {
        let labels = try RevisionLabels()
        let mboxes = labels.ofMbox.keys.sorted()
        let scores = await withTaskGroup(of: RevisionScore?.self) { group in
            for mbox in mboxes {
                let truth = labels.ofMbox[mbox, default: []]
                group.addTask { Self.score(mbox, truth) }
            }
            return await group.reduce(into: [RevisionScore]()) {
                if let score = $1 { $0.append(score) }
            }
        }
        let total = Self.sum(scores)
        print(
            """
            \(scores.count) of \(mboxes.count) mboxes, \(total.pairs) pairs: precision \
            \(total.precision), recall \(total.recall), kinds right \(total.kindsRight), \
            certain \(total.certain), certain but wrong \(total.certainButWrong)
            """
        )
        for line in total.wrong.sorted() { print("wrong: \(line)") }
        for line in total.missed.sorted() { print("missed: \(line)") }
        #expect(total.pairs > 0)
        #expect(total.precision >= 0.99)
        #expect(total.recall >= 0.95)
        #expect(total.certainButWrong == 0)
    }

    @Test("each label is well-formed, and there are enough of them")
    func wellFormed() throws {
        let labels = try RevisionLabels().ofMbox.values.flatMap(\.self)
        let kinds = Set(RevisionKind.allCases.map(\.rawValue))
        for label in labels {
            #expect(!label.series.isEmpty)
            #expect(!label.earlier.contains(label.series))
            #expect(
                kinds.contains(label.kind) != (label.earlier.isEmpty || label.kind == "unclear")
            )
        }
        #expect(labels.count { kinds.contains($0.kind) } >= 200)
        #expect(labels.count { $0.kind == "none" || $0.kind == "alike" } >= 100)
    }

    private static func score(_ mbox: String, _ labels: [RevisionLabels.Label]) -> RevisionScore? {
        guard let bytes = RevisionLabels.bytes(of: mbox) else { return nil }
        let list = mbox.split(separator: "/").first.map(String.init) ?? mbox
        let mail = LabelledMail(mbox: bytes, list: list)
        var labelOfSeries: [Int64: RevisionLabels.Label] = [:]
        var score = RevisionScore()
        for label in labels {
            if let series = mail.seriesOfMessage[label.series] {
                labelOfSeries[series] = label
            } else {
                score.missed.append("\(mbox): no message \(label.series)")
            }
        }
        let index = mail.keyIndex
        for series in mail.series {
            let label = labelOfSeries[series.id]
            guard label?.kind != "unclear" else { continue }
            let candidates = mail.candidates(for: series, index)
            let link = RevisionMatcher.earlier(of: series, among: candidates)
            let right = Set((label?.earlier ?? []).compactMap { mail.seriesOfMessage[$0] })
            let name = "\(mbox): \(series.mails.first?.messageID ?? "?")"
            score.add(link, for: name, right: right, kind: label?.kind)
        }
        return score
    }

    private static func sum(_ scores: [RevisionScore]) -> RevisionScore {
        scores.reduce(into: RevisionScore()) { total, score in
            total.right += score.right
            total.wrong += score.wrong
            total.missed += score.missed
            total.certain += score.certain
            total.certainButWrong += score.certainButWrong
            total.kindsRight += score.kindsRight
        }
    }
}

extension RevisionScore {
    mutating func add(_ link: RevisionLink?, for name: String, right: Set<Int64>, kind: String?) {
        let isRight = link.map { right.contains($0.earlier) } ?? false
        if link?.confidence == .certain {
            certain += 1
            if !isRight { certainButWrong += 1 }
        }
        if isRight {
            self.right += 1
            if link?.kind.rawValue == kind { kindsRight += 1 }
            return
        }
        if let link { wrong.append("\(name) linked \(link.reason)") }
        if !right.isEmpty { missed.append(name) }
    }
}
