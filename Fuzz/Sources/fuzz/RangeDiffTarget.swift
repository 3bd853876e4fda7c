import RangeDiff

/// Texts end at NULs. The first half are the patches of the old version, the others those of the
/// new one.
func fuzzRangeDiff(_ input: [UInt8]) {
    let patches = input.split(separator: 0, maxSplits: 24, omittingEmptySubsequences: false)
        .enumerated().map { place, bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let subject = text.prefix { $0 != "\n" }.prefix(40)
            return RangePatch(
                subject: "[PATCH \(place + 1)/9] \(subject)",
                author: "Ada <ada@example.org>",
                content: text
            )
        }
    let old = Array(patches.prefix(patches.count / 2))
    let new = Array(patches.dropFirst(patches.count / 2))
    let diff = RangeDiff(old: old, new: new)
    check(diff)
    let same = RangeDiff(old: new, new: new)
    require(
        same.entries.allSatisfy { $0.verdict == .unchanged && $0.old == $0.new },
        "a series differs from itself"
    )
    let back = RangeDiff(old: new, new: old)
    require(
        back.summary.count(.unchanged) == diff.summary.count(.unchanged),
        "equal patches depend on the side"
    )
}

private func check(_ diff: RangeDiff) {
    require(diff.entries.compactMap(\.old).sorted() == Array(diff.old.indices), "old patches")
    require(
        diff.entries.compactMap(\.new) == Array(diff.new.indices),
        "new patches, or their order"
    )
    for entry in diff.entries {
        let inner = diff.inner(of: entry)
        let isPair = entry.old != nil && entry.new != nil
        let isOther = isPair && entry.verdict != .unchanged
        require(isOther != inner.hunks.isEmpty, "a verdict without its reason")
        for hunk in inner.hunks {
            let before = hunk.lines.compactMap(\.oldIndex)
            let after = hunk.lines.compactMap(\.newIndex)
            for lines in [before, after] {
                let first = lines.first ?? 0
                require(lines == Array(first..<first + lines.count), "a hunk with a gap")
            }
            require(hunk.lines.contains { $0.sign != .both }, "a hunk without a change")
        }
    }
    consume(diff.text)
    require(!diff.summary.text.isEmpty)
}
