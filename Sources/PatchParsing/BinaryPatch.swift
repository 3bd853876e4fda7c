/// The lines behind `GIT binary patch`: one or two blocks, forward and reverse, each ended by an
/// empty line.
///
///     literal 10
///     Rcmb<base 85>
///
///     literal 0
///     HcmV?d00001
///
struct BinaryPatch {
    private enum Place {
        case beforeBlock
        case data
    }

    private var place = Place.beforeBlock
    private var blocks = 0

    /// Reads the next line; false if it no longer belongs to the patch.
    mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
        let line = line.withoutCarriageReturn
        switch place {
        case .beforeBlock:
            guard blocks < 2, line.isBinaryBlockHeader else { return false }
            blocks += 1
            place = .data
            return true
        case .data:
            if line.isEmpty {
                place = .beforeBlock
                return true
            }
            return line.isBinaryData
        }
    }
}

extension ArraySlice<UInt8> {
    /// `literal 10` or `delta 10`
    fileprivate var isBinaryBlockHeader: Bool {
        var rest = self
        guard rest.take("literal ") || rest.take("delta ") else { return false }
        return !rest.isEmpty && rest.allSatisfy(\.isDigit)
    }

    /// A letter for the length, and digits to the base of 85.
    fileprivate var isBinaryData: Bool {
        first?.isLetter == true && dropFirst().allSatisfy(\.isBase85Digit)
    }
}

extension UInt8 {
    fileprivate var isBase85Digit: Bool {
        if isDigit || isLetter { return true }
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "&"),
            UInt8(ascii: "(")...UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: ";")...UInt8(ascii: "@"), UInt8(ascii: "^")...UInt8(ascii: "`"),
            UInt8(ascii: "{")...UInt8(ascii: "~"):
            return true
        default: return false
        }
    }
}
