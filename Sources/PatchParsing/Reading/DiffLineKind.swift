/// What a line of a diff is.
public enum DiffLineKind: UInt8, Hashable, Sendable {
    /// It stands behind a file or between two, and no tool reads it.
    case between
    /// It names a file, or says what happens to it: `index 1..2 100644`.
    case header
    /// `@@ -1,2 +1,3 @@ main()`
    case hunk
    /// It is in the file before and after.
    case context
    /// It is in the file after the change only.
    case added
    /// It is in the file before the change only.
    case deleted
    /// `\ No newline at end of file`
    case noNewline
    /// Bytes of a file that is no text, in letters and digits.
    case binary
}
