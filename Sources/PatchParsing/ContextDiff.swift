/// The lines of one file in a context diff (`diff -c`), behind its first line `*** a/x`.
///
///     --- b/x
///     ***************
///     *** 1,3 ****
///       one
///     ! two
///       three
///     --- 1,3 ----
///       one
///     ! 2
///       three
///
/// A block without changes of its own has its range only.
struct ContextDiff {
    private enum Place {
        case newName
        case stars
        case oldRange
        case oldLines(left: Int)
        case newLines(left: Int, isFirst: Bool)
    }

    private var place = Place.newName
    /// Whether the lines so far can be nothing else.
    private(set) var isProven = false

    /// Reads the next line; false if it does not belong to the file.
    mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
        let line = line.withoutCarriageReturn
        switch place {
        case .newName: return move(to: .stars, if: line.hasPrefix("--- "))
        case .stars: return move(to: .oldRange, if: line.isContextSeparator)
        case .oldRange:
            guard let count = line.contextRange(sign: UInt8(ascii: "*")) else { return false }
            isProven = true
            return move(to: .oldLines(left: count), if: true)
        case .oldLines(let left):
            if let count = line.contextRange(sign: UInt8(ascii: "-")) {
                return move(to: .newLines(left: count, isFirst: true), if: true)
            }
            if line.isNoNewlineMarker { return true }
            return move(to: .oldLines(left: left - 1), if: left > 0 && line.isContextLine)
        case .newLines(let left, let isFirst):
            if line.isContextSeparator { return move(to: .oldRange, if: true) }
            if line.isNoNewlineMarker { return true }
            // An empty line may be one whose blanks were stripped, but not where no line need be.
            let isLine = line.isContextLine && !(isFirst && line.isEmpty)
            return move(to: .newLines(left: left - 1, isFirst: false), if: left > 0 && isLine)
        }
    }

    private mutating func move(to next: Place, if isRight: Bool) -> Bool {
        if isRight { place = next }
        return isRight
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isContextSeparator: Bool { hasPrefix("***************") }

    fileprivate var isContextLine: Bool {
        guard let first else { return true }
        switch first {
        case .space, UInt8(ascii: "!"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            return dropFirst().first == .space
        default: return false
        }
    }

    /// The number of lines that `*** 1,3 ****` or `--- 1,3 ----` announces.
    fileprivate func contextRange(sign: UInt8) -> Int? {
        var rest = self
        guard rest.take(while: { $0 == sign }).count == 3, rest.take(" "),
            let start = rest.take(while: \.isDigit).wholeNumber
        else { return nil }
        var end = start
        if rest.take(",") {
            guard let number = rest.take(while: \.isDigit).wholeNumber else { return nil }
            end = number
        }
        guard rest.take(" "), rest.count == 4, rest.allSatisfy({ $0 == sign }) else { return nil }
        return start == 0 && end == 0 ? 0 : Swift.max(0, end - start) + 1
    }
}
