/// The files that a diff touches.
public struct DiffFiles {
    /// The paths by which the rules for automatic delegation go, without doubles, in the order of
    /// their appearance.
    ///
    /// A path is the first word of each line starting with `--- ` or `+++ `, without its first
    /// directory: `src/main.c` for `--- a/src/main.c`. `/dev/null` is left out, and a name without a
    /// directory gives an empty path. Lines of hunks that look like that count, too: this is
    /// Patchwork's rule. For display, use ``files(in:)``.
    public static func delegationPaths(in diff: String) -> [String] {
        var seen: Set<[UInt8]> = []
        var paths: [String] = []
        for line in TextLines(diff) where line.hasPrefix("--- ") || line.hasPrefix("+++ ") {
            let name = line.dropFirst(4).trimmedAtStart().firstWord()
            guard !name.isEmpty, !name.hasPrefix("/dev/null") else { continue }
            let path = name.withoutTopDirectory
            if seen.insert(Array(path)).inserted { paths.append(path.text) }
        }
        return paths
    }

    /// The files of a diff with what happens to each, in the order of the diff.
    ///
    /// Reads the output of git, `diff -u`, Subversion and CVS, and skips text between the files. A
    /// file that appears twice is listed twice.
    public static func files(in diff: String) -> [DiffFile] {
        var reader = DiffFileReader()
        for line in TextLines(diff) { reader.read(line) }
        return reader.finish()
    }
}
