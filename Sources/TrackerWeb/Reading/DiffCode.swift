import PatchParsing

/// The code of one line of a diff, with what is to be pointed at in it.
struct DiffCode {
    /// The line without its sign.
    private let code: ArraySlice<UInt8>
    private let endsInCR: Bool
    /// Parts in their order, which do not overlap.
    private var parts: [(range: Range<Int>, part: Part)] = []

    private enum Part {
        case changed
        /// Blanks at the end of the line.
        case trailing
        /// Blanks before a tab at its beginning.
        case beforeTab

        var opening: StaticString {
            switch self {
            case .changed: "<mark>"
            case .trailing: "<i class=\"tw\">"
            case .beforeTab: "<i class=\"bt\">"
            }
        }

        var closing: StaticString { self == .changed ? "</mark>" : "</i>" }
    }

    /// - Parameters:
    ///   - code: The line without its sign.
    ///   - changed: The bytes that changed, counted from its start.
    ///   - isNew: Whether its blanks are of this patch.
    init(_ code: ArraySlice<UInt8>, changed: [Range<Int>], isNew: Bool) {
        endsInCR = code.last == 0x0D
        self.code = endsInCR ? code.dropLast() : code
        let count = self.code.count
        var end = count
        if isNew {
            while end > 0, self.code[self.code.startIndex + end - 1].isBlank { end -= 1 }
            if let tab = strayBlanks, tab.upperBound <= end { parts.append((tab, .beforeTab)) }
        }
        let start = parts.last?.range.upperBound ?? 0
        for range in changed {
            let part = max(range.lowerBound, start)..<max(min(range.upperBound, end), start)
            if !part.isEmpty { parts.append((part, .changed)) }
        }
        if end < count { parts.append((end..<count, .trailing)) }
    }

    /// Blanks with a tab behind them, at the beginning of the line.
    private var strayBlanks: Range<Int>? {
        let indent = code.prefix { $0.isBlank }
        guard let tab = indent.lastIndex(of: UInt8(ascii: "\t")),
            let blank = indent[..<tab].firstIndex(of: UInt8(ascii: " "))
        else { return nil }
        return blank - code.startIndex..<tab - code.startIndex
    }

    func write(_ html: inout HTMLWriter) {
        var place = 0
        for (range, part) in parts {
            html.source(bytes(place..<range.lowerBound))
            html.markup(part.opening)
            html.source(bytes(range))
            html.markup(part.closing)
            place = range.upperBound
        }
        html.source(bytes(place..<code.count))
        if endsInCR { html.markup("<i class=\"cr\" title=\"carriage return\">␍</i>") }
    }

    private func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
        code[code.startIndex + range.lowerBound..<code.startIndex + range.upperBound]
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
