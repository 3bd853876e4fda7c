/// What proves that a file of a diff begins: a program's own line, of which `--- ` is none.
enum DiffHeader {
    case none
    /// `Binary files a/x and b/x differ`, which proves nothing, but may begin a diff.
    case notice
    /// `diff -u …` or `Index: …`
    case plain
    /// `diff --git …`
    case git
    /// `diff --git a/x` without the second name, which a mail program has put on the next line
    case wrappedGit
    /// `diff --cc …`, of a merge
    case combined

    /// Any line that begins with `diff `, since the next line tells whether it is prose.
    init?(_ line: ArraySlice<UInt8>) {
        switch line.first {
        case UInt8(ascii: "d") where line.hasPrefix("diff "):
            if line.hasPrefix("diff --git ") {
                let names = line.dropFirst("diff --git ".utf8.count).trimmedAtEnd()
                self = names.contains(.space) ? .git : .wrappedGit
            } else if line.hasPrefix("diff --cc ") || line.hasPrefix("diff --combined ") {
                self = .combined
            } else {
                self = .plain
            }
        case UInt8(ascii: "I") where line.hasPrefix("Index: "): self = .plain
        default: return nil
        }
    }
}
