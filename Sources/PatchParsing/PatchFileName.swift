/// The name of a file to download.
public enum PatchFileName {
    /// A name of letters, digits, `-`, `_` and `.` only: `1-2-test-Add-x` for `[1/2] test: Add x`.
    ///
    /// Each run of other characters becomes one hyphen; hyphens at both ends are dropped. The
    /// result has no suffix, and is empty if nothing of the name is left.
    public static func sanitised(_ name: String) -> String {
        let hyphen = UInt8(ascii: "-")
        var result: [UInt8] = []
        var isInGap = false
        for byte in name.utf8 {
            if byte.isFileNameCharacter {
                result.append(byte)
                isInGap = false
            } else if !isInGap {
                result.append(hyphen)
                isInGap = true
            }
        }
        let end = result.lastIndex { $0 != hyphen }.map { $0 + 1 } ?? 0
        return result[..<end].drop { $0 == hyphen }.text
    }
}

extension UInt8 {
    fileprivate var isFileNameCharacter: Bool {
        switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: isLetter || isDigit
        }
    }
}
