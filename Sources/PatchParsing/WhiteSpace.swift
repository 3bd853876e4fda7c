/// White space in the sense of Python's `str.strip`: Unicode's, and the four separators
/// U+001C to U+001F. Message and subject are trimmed by this rule, so that they come out as they do
/// in Patchwork.
extension ArraySlice<UInt8> {
    /// How many bytes the white space character at the start has; 0 if there is none.
    var whiteSpaceWidth: Int {
        guard let first else { return 0 }
        switch first {
        case 0x09...0x0D, 0x1C...0x20: return 1
        case ..<0x80: return 0
        case 0xC2: return hasByte(0x85, at: 1) || hasByte(0xA0, at: 1) ? 2 : 0
        case 0xE1: return hasByte(0x9A, at: 1) && hasByte(0x80, at: 2) ? 3 : 0
        case 0xE2: return isGeneralPunctuationSpace ? 3 : 0
        case 0xE3: return hasByte(0x80, at: 1) && hasByte(0x80, at: 2) ? 3 : 0
        default: return 0
        }
    }

    /// U+2000 to U+200A, U+2028, U+2029, U+202F and U+205F.
    private var isGeneralPunctuationSpace: Bool {
        if hasByte(0x81, at: 1) { return hasByte(0x9F, at: 2) }
        guard hasByte(0x80, at: 1), count > 2 else { return false }
        switch self[startIndex + 2] {
        case 0x80...0x8A, 0xA8, 0xA9, 0xAF: return true
        default: return false
        }
    }

    private func hasByte(_ byte: UInt8, at offset: Int) -> Bool {
        offset < count && self[startIndex + offset] == byte
    }

    private var trailingWhiteSpaceWidth: Int {
        guard let last else { return 0 }
        guard last >= 0x80 else { return suffix(1).whiteSpaceWidth }
        if suffix(2).whiteSpaceWidth == 2 { return 2 }
        return suffix(3).whiteSpaceWidth == 3 ? 3 : 0
    }

    func trimmedAtStart() -> ArraySlice<UInt8> {
        var rest = self
        while case let width = rest.whiteSpaceWidth, width > 0 { rest = rest.dropFirst(width) }
        return rest
    }

    func trimmedAtEnd() -> ArraySlice<UInt8> {
        var rest = self
        while case let width = rest.trailingWhiteSpaceWidth, width > 0 {
            rest = rest.dropLast(width)
        }
        return rest
    }

    func trimmed() -> ArraySlice<UInt8> { trimmedAtStart().trimmedAtEnd() }

    /// The bytes up to the first white space.
    func firstWord() -> ArraySlice<UInt8> {
        var end = startIndex
        while end < endIndex, self[end...].whiteSpaceWidth == 0 { end += 1 }
        return self[..<end]
    }

    /// The text trimmed, and each run of white space within it as one space.
    func withSingleSpaces() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var rest = trimmedAtStart()
        while !rest.isEmpty {
            let word = rest.firstWord()
            if !result.isEmpty { result.append(.space) }
            result += word
            rest = self[word.endIndex...].trimmedAtStart()
        }
        return result
    }
}
