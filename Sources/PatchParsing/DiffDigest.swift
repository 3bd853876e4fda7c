/// The text that stands for a diff when two mails are compared.
public enum DiffDigest {
    /// The bytes over which the SHA-1 of a diff is taken, Patchwork's `hash` of a patch.
    ///
    /// What changes when a patch is sent again is left out: line numbers, function names, `index`
    /// lines, dates, the topmost directory of file names.
    ///
    ///     --- linux-6.1/fs/a.c 2023-01-01        --- a/fs/a.c
    ///     +++ linux/fs/a.c 2023-01-02            +++ b/fs/a.c
    ///     @@ -10,2 +10,3 @@ int main()     →     @@ -2 +3 @@
    ///      one                                    one
    ///     +two                                   +two
    ///
    /// Renames, modes and binary files are left out, too, so diffs of nothing else are all alike.
    public static func normalisedBytes(of diff: String) -> [UInt8] {
        var bytes = Array(diff.utf8)
        if bytes.contains(.carriageReturn) { bytes.removeAll { $0 == .carriageReturn } }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for line in TextLines(bytes[...].trimmed()) {
            switch line.first {
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                if let path = line.pathBelowTop {
                    result += line.first == UInt8(ascii: "-") ? "--- a/".utf8 : "+++ b/".utf8
                    result.appendLine(path)
                } else {
                    result.appendLine(line)
                }
            case .space:
                result.appendLine(line)
            case UInt8(ascii: "@"):
                guard let header = HunkHeader(line) else { continue }
                result += "@@ -\(header.oldCount) +\(header.newCount) @@\n".utf8
            default: continue
            }
        }
        return result
    }
}

extension ArraySlice<UInt8> {
    /// `fs/a.c` of `--- linux-6.1/fs/a.c 2023-01-01`; nil if the line names no file.
    fileprivate var pathBelowTop: ArraySlice<UInt8>? {
        guard hasPrefix("--- ") || hasPrefix("+++ ") else { return nil }
        let name = dropFirst(4).firstWord()
        return name.isEmpty ? nil : name.withoutTopDirectory
    }

    /// `fs/a.c` of `linux-6.1/fs/a.c`, `dev/null` of `/dev/null`, and nothing of a bare name.
    var withoutTopDirectory: ArraySlice<UInt8> { drop { $0 != .slash }.dropFirst() }
}
