/// What is known so far about one file of a diff.
struct DiffFileDraft {
    private var paths = DiffPaths()
    private var kind = DiffFile.Kind.modified
    private var isBinary = false
    private var hasNewMode = false
    private(set) var hasNames = false
    /// Whether the lines that follow are the bytes of a binary file.
    private(set) var hasBinaryPatch = false
    /// Whether the diff is that of a merge.
    private(set) var isMerge = false
    var hasHunks = false
    var added = 0
    var deleted = 0

    init() {}

    /// Starts at the rest of `diff --git a/src/main.c b/src/main.c`.
    init(gitNames names: ArraySlice<UInt8>) { paths = DiffPaths(gitNames: names) }

    /// Starts at the rest of `Index: src/main.c`, which Subversion and CVS write.
    init(name: ArraySlice<UInt8>) { paths = DiffPaths(old: name, new: name) }

    /// Starts at the rest of `diff --cc src/main.c`, which has no prefix.
    init(mergedName name: ArraySlice<UInt8>) {
        paths.old = DiffPaths.path(name)
        paths.new = paths.old
        isMerge = true
    }

    /// Starts at the rest of `Binary files a/logo.png and b/logo.png differ`.
    init(binaryNames names: ArraySlice<UInt8>) {
        paths = DiffPaths(binaryNames: names)
        isBinary = true
    }

    /// Takes the names of the lines `--- ` and `+++ `.
    mutating func setNames(old: ArraySlice<UInt8>, new: ArraySlice<UInt8>) {
        let named = DiffPaths(old: old, new: new)
        hasNames = true
        // `rename from` and its like are exact already, and two empty names say nothing.
        guard kind != .renamed, kind != .copied, named.old != nil || named.new != nil else {
            return
        }
        paths = named
    }

    /// Reads a line that git writes between `diff --git` and the first hunk.
    mutating func readHeader(_ line: ArraySlice<UInt8>) {
        guard !hasHunks else { return }
        var rest = line
        if rest.take("new file mode ") {
            kind = .added
        } else if rest.take("deleted file mode ") {
            kind = .deleted
        } else if rest.take("rename from ") || rest.take("copy from ") {
            kind = line.hasPrefix("rename") ? .renamed : .copied
            paths.old = DiffPaths.path(rest)
        } else if rest.take("rename to ") || rest.take("copy to ") {
            paths.new = DiffPaths.path(rest)
        } else if rest.take("new mode ") {
            hasNewMode = true
        } else if rest.take("GIT binary patch") {
            isBinary = true
            hasBinaryPatch = true
        } else if rest.take("Binary files ") {
            isBinary = true
        }
    }

    /// The file, unless nothing but its name was found.
    var file: DiffFile? {
        guard paths.old != nil || paths.new != nil else { return nil }
        let kind = finalKind
        return DiffFile(
            oldPath: kind == .added ? nil : paths.old,
            newPath: kind == .deleted ? nil : paths.new,
            kind: kind,
            isBinary: isBinary,
            added: added,
            deleted: deleted
        )
    }

    private var finalKind: DiffFile.Kind {
        // The names count if a header says otherwise: `new file mode` above `+++ /dev/null`.
        switch kind {
        case .added where paths.new == nil: return .deleted
        case .deleted where paths.old == nil: return .added
        case .modified: break
        default: return kind
        }
        if paths.old == nil { return .added }
        if paths.new == nil { return .deleted }
        if isBinary { return .binary }
        return hasNewMode && !hasHunks ? .modeChanged : .modified
    }
}
