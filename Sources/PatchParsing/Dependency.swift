/// A patch or series that has to be applied first, as named by a line
/// `Depends-on: <20240304.1@example.org>`.
public enum Dependency: Hashable, Sendable {
    /// The page of a patch, or of the list of patches of a series, here or on another server.
    case url(String)
    /// The message id of a patch or cover letter, with its angle brackets.
    case messageID(String)

    /// All dependencies of the message of a patch or cover letter: first the addresses, then the
    /// message ids, each in their order.
    ///
    /// The value stands alone on its line, exactly one space behind the colon; trailing white space
    /// is no harm, any other text is. Addresses have no `#`.
    public static func all(in message: String) -> [Dependency] {
        var urls: [Dependency] = []
        var messageIDs: [Dependency] = []
        for line in TextLines(message) where line.hasPrefix(anyCase: "Depends-on: ".utf8) {
            let value = line.dropFirst("Depends-on: ".utf8.count).trimmedAtEnd()
            if value.isWebAddress {
                urls.append(.url(value.text))
            } else if value.isMessageID {
                messageIDs.append(.messageID(value.text))
            }
        }
        return urls + messageIDs
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isWebAddress: Bool {
        guard hasPrefix(anyCase: "http://".utf8) || hasPrefix(anyCase: "https://".utf8) else {
            return false
        }
        return !contains(UInt8(ascii: "#")) && firstWord().count == count
    }

    fileprivate var isMessageID: Bool {
        guard first == UInt8(ascii: "<"), last == UInt8(ascii: ">"), count > 2 else { return false }
        let inside = dropFirst().dropLast()
        return !inside.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
            && firstWord().count == count
    }
}
