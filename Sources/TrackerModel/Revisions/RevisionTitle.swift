import PatchParsing

/// Titles of patches and series, made comparable.
enum RevisionTitle {
    /// In small letters, without prefixes, with single spaces, and without a full stop at its end.
    static func normalised(_ subject: String) -> String {
        normalised(PatchSubject(parsing: subject))
    }

    static func normalised(_ subject: PatchSubject) -> String {
        var title = subject.title.lowercased().utf8[...]
        while title.last == UInt8(ascii: ".") || title.last == UInt8(ascii: " ") {
            title = title.dropLast()
        }
        return String(Substring(title))
    }

    /// Whether it says too little to tell a patch from others: "bug fixes", "update".
    static func isVague(_ title: String) -> Bool {
        title.utf8.count < 12 || title.utf8.split(separator: UInt8(ascii: " ")).count < 3
    }

    /// How alike the words of two titles are: those in common as a share of all. Nothing if they begin
    /// with different areas, as in `mkfs: fix a typo` and `fsck: fix a typo`.
    static func likeness(_ one: String, _ other: String) -> Double {
        if one.hasPrefix("revert ") != other.hasPrefix("revert ") { return 0 }
        if let area = area(one), let otherArea = self.area(other), area != otherArea { return 0 }
        let (one, other) = (words(one), words(other))
        guard !one.isEmpty, !other.isEmpty else { return 0 }
        let common = one.intersection(other).count
        return Double(common) / Double(one.count + other.count - common)
    }

    private static func area(_ title: String) -> Substring? {
        guard let colon = title.firstIndex(of: ":") else { return nil }
        let area = title[..<colon]
        return area.contains(" ") ? nil : area
    }

    private static let wordLimit = 64
    private static let separators = Set(" :,/()'\"`-_".utf8)

    private static func words(_ title: String) -> Set<Substring> {
        Set(
            title.utf8.split(maxSplits: wordLimit, whereSeparator: separators.contains)
                .prefix(wordLimit).map(Substring.init)
        )
    }

    /// `I` and 40 hexadecimal digits: a `Change-Id` of Gerrit, which is that of one patch and goes with it
    /// to other branches, too.
    static func isOfOnePatch(_ changeID: String) -> Bool {
        changeID.utf8.count == 41 && changeID.utf8.first == UInt8(ascii: "I")
            && changeID.utf8.dropFirst().allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
    }
}
