/// A patch whose comments are carried, or that they are carried to.
struct CarriedPatch: Sendable {
    let diff: DiffLayout
    /// By line: its bytes without sign and blanks.
    let keys: [QuoteKey]
    /// The files by their paths after the change, or before it where they are removed.
    private let filesByPath: [String: Int]
    /// The files by their paths before the change.
    private let filesByOldPath: [String: Int]

    init(_ diff: DiffLayout) {
        self.diff = diff
        keys = diff.lines.indices.map { QuoteKey(diff.code(of: $0)) }
        var (byPath, byOldPath): ([String: Int], [String: Int]) = ([:], [:])
        for (number, file) in diff.files.enumerated() {
            if let path = file.facts.path, byPath[path] == nil { byPath[path] = number }
            if let path = file.facts.oldPath, byOldPath[path] == nil { byOldPath[path] = number }
        }
        (filesByPath, filesByOldPath) = (byPath, byOldPath)
    }

    /// The file that a file of another version is: by its name, else by the name it had before.
    func file(like facts: DiffFile) -> Int? {
        if let path = facts.path, let file = filesByPath[path] { return file }
        if let path = facts.oldPath, let file = filesByOldPath[path] { return file }
        return facts.newPath.flatMap { filesByOldPath[$0] }
    }

    /// The file at a place in the diff, if it has a name.
    func file(_ ordinal: Int, named path: String?) -> Int? {
        let files = diff.files
        return files.indices.contains(ordinal) && files[ordinal].facts.path == path ? ordinal : nil
    }

    /// Whether there is such a line, and it is of the kinds.
    func isCode(_ line: Int, of sides: [DiffLineKind]) -> Bool {
        diff.lines.indices.contains(line) && sides.contains(diff.lines[line].kind)
    }

    /// How many lines around two are the same, up to three above and three below.
    func likeness(of line: Int, to other: Int, in patch: CarriedPatch) -> Int {
        var count = 0
        for step in [-1, 1] {
            var distance = 1
            while distance <= 3, agrees(line + step * distance, patch, other + step * distance) {
                if keys[line + step * distance].weight > 0 { count += 1 }
                distance += 1
            }
        }
        return count
    }

    private func agrees(_ line: Int, _ patch: CarriedPatch, _ other: Int) -> Bool {
        isCode(line, of: DiffLayout.codeKinds) && patch.isCode(other, of: DiffLayout.codeKinds)
            && keys[line].whole == patch.keys[other].whole
    }
}

extension DiffLayout {
    static let codeKinds: [DiffLineKind] = [.context, .added, .deleted]
    /// The lines of the file after the change.
    static let newSide: [DiffLineKind] = [.context, .added]
    /// The lines of the file before the change.
    static let oldSide: [DiffLineKind] = [.context, .deleted]

    /// A line without its sign.
    func code(of line: Int) -> ArraySlice<UInt8> { text(of: line).dropFirst() }
}

extension DiffFile {
    /// Its name after the change, or before it where it is removed.
    var path: String? { newPath ?? oldPath }
}
