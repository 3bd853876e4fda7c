/// The request of `git request-pull` to fetch a branch instead of applying a diff.
public enum PullRequest {
    /// The repository and the branch or tag to fetch, such as
    /// `https://git.example.org/tree.git tags/fixes-6.1`.
    ///
    /// The message has a line starting with `The following changes since commit`, and later one of
    /// `are available in the git repository at:`, then the address. The reference may follow on the
    /// next line, also after a backslash. The last address that can be read counts. Addresses are
    /// of the form `scheme://…` or `user@…`.
    ///
    /// - Returns: The address, or nil if the message has none or it exceeds 255 characters.
    public static func url(in message: String) -> String? {
        let bytes = Array(message.utf8)
        var starts: [Int] = []
        var hasOpening = false
        for line in TextLines(bytes[...]) {
            if !hasOpening {
                hasOpening = line.hasPrefix(anyCase: opening)
            } else if line.hasPrefix(anyCase: announcement) {
                starts.append(line.startIndex + announcement.count)
            }
        }
        for start in starts.reversed() {
            if let address = bytes[start...].takePullAddress() {
                return address.unicodeScalars.count > 255 ? nil : address
            }
        }
        return nil
    }

    private static let opening = Array("The following changes since commit".utf8)
    private static let announcement = Array("are available in the git repository at:".utf8)
}

extension ArraySlice<UInt8> {
    /// Reads the lines below the announcement.
    fileprivate func takePullAddress() -> String? {
        var rest = trimmedAtStart()
        let address = rest
        guard self[..<rest.startIndex].contains(.lineFeed) else { return nil }

        guard !rest.takeWord(with: \.isSchemeSign).isEmpty, rest.take("://") || rest.take("@"),
            !rest.takeWord(with: \.isAddressSign).isEmpty
        else { return nil }

        let gap = rest.takeGap()
        let reference = rest.takeWord(with: \.isReferenceSign)
        if !reference.isEmpty || rest.isEmpty, rest.startsWithLineEnd {
            return address[..<rest.startIndex].singleSpaced
        }
        // No reference: the line has to end behind the address and the backslashes, if any.
        return gap.lastIndex(of: .lineFeed).map { address[..<$0].singleSpaced }
    }

    private var singleSpaced: String { withSingleSpaces()[...].text }

    /// Whether only white space follows on the line.
    private var startsWithLineEnd: Bool {
        let rest = trimmedAtStart()
        return rest.isEmpty || self[..<rest.startIndex].contains(.lineFeed)
    }

    /// Drops white space and the backslashes of continued lines.
    private mutating func takeGap() -> ArraySlice<UInt8> {
        let whole = self
        while true {
            if first == UInt8(ascii: "\\") {
                removeFirst()
            } else if case let width = whiteSpaceWidth, width > 0 {
                removeFirst(width)
            } else {
                return whole[..<startIndex]
            }
        }
    }

    /// Drops letters and digits of any script and some signs.
    private mutating func takeWord(with isSign: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var end = startIndex
        while end < endIndex {
            let byte = self[end]
            let isForeignLetter = byte >= 0x80 && self[end...].whiteSpaceWidth == 0
            guard byte.isLetter || byte.isDigit || isForeignLetter || isSign(byte) else { break }
            end += 1
        }
        let word = self[..<end]
        self = self[end...]
        return word
    }
}

extension UInt8 {
    fileprivate var isSchemeSign: Bool {
        self == UInt8(ascii: "_") || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
    }

    fileprivate var isReferenceSign: Bool {
        switch self {
        case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    fileprivate var isAddressSign: Bool {
        switch self {
        case UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "~"): true
        default: isReferenceSign
        }
    }
}
