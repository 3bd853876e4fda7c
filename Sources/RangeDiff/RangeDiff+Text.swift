extension RangeDiff {
    /// The whole as `git range-diff` prints it, with dashes for the names of commits, which mails do not
    /// have.
    ///
    ///     1:  ------- = 1:  ------- tcp: fix a race
    ///     2:  ------- ! 2:  ------- tcp: test it
    ///         @@ Commit message
    ///     …
    ///     -:  ------- > 3:  ------- tcp: say so
    ///
    /// It ends with a line feed, unless there is no patch.
    public var text: String {
        var text = ""
        for entry in entries {
            text += heading(of: entry) + "\n"
            let changes = innerText(of: entry)
                .split(separator: "\n", omittingEmptySubsequences: false)
            for line in changes.dropLast() { text += "    \(line)\n" }
        }
        return text
    }

    /// How the text of a pair has changed as git prints it, without the blanks before each line; empty
    /// if it has not, or if the patch has no other.
    public func innerText(of entry: Entry) -> String {
        var text = ""
        for hunk in inner(of: entry).hunks {
            text += hunk.heading.isEmpty ? "@@\n" : "@@ \(Self.cut(hunk.heading))\n"
            for line in hunk.lines { text += "\(line.sign.rawValue)\(line.text)\n" }
        }
        return text
    }

    /// As much of a heading as git prints: 80 bytes.
    private static func cut(_ heading: String) -> String {
        var bytes = heading.utf8.prefix(80)
        // Not within a character.
        while !bytes.isEmpty, String(bytes) == nil { bytes.removeLast() }
        return String(bytes) ?? heading
    }

    /// The line above the changes of a patch: `2:  ------- ! 2:  ------- tcp: test it`
    public func heading(of entry: Entry) -> String {
        let width = String(1 + max(old.count, new.count)).count
        let title = entry.old.map { old[$0].title } ?? entry.new.map { new[$0].title } ?? ""
        let before = Self.place(entry.old, width)
        return "\(before) \(entry.verdict.sign) \(Self.place(entry.new, width)) \(title)"
    }

    private static func place(_ index: Int?, _ width: Int) -> String {
        let number = index.map { String($0 + 1) } ?? "-"
        return String(repeating: " ", count: max(0, width - number.count)) + number + ":  -------"
    }
}
