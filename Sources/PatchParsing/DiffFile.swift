/// One file that a diff changes.
public struct DiffFile: Hashable, Sendable {
    /// What happens to the file.
    public enum Kind: Hashable, Sendable {
        /// Its text changes.
        case modified
        /// It is new.
        case added
        /// It is removed.
        case deleted
        /// It gets another name, and perhaps another text.
        case renamed
        /// It is a copy of another file, perhaps with another text.
        case copied
        /// Only its permissions change.
        case modeChanged
        /// Its bytes change, and they are no text.
        case binary
    }

    /// The path before the change, such as `src/main.c`; nil if the file is new.
    public let oldPath: String?
    /// The path after the change; nil if the file is removed.
    public let newPath: String?
    /// What happens to the file.
    public let kind: Kind
    /// Whether the file is no text, also if it is new, removed or renamed.
    public let isBinary: Bool
    /// The number of lines that start with `+` in the hunks of the file.
    public let added: Int
    /// The number of lines that start with `-` in the hunks of the file.
    public let deleted: Int

    /// Makes a file from its facts.
    public init(
        oldPath: String?,
        newPath: String?,
        kind: Kind,
        isBinary: Bool = false,
        added: Int = 0,
        deleted: Int = 0
    ) {
        self.oldPath = oldPath
        self.newPath = newPath
        self.kind = kind
        self.isBinary = isBinary
        self.added = added
        self.deleted = deleted
    }
}
