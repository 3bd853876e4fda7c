/// Text in a page: nothing in it can become markup.
enum HTMLText {
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#x27;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// The text with links where it names pages and mail addresses.
    static func linked(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: isInWord) {
            result += escaped(rest[..<start])
            let word = rest[start...].prefix(while: isInWord)
            result += linked(word: word)
            rest = rest[word.endIndex...]
        }
        return result + escaped(rest)
    }

    private static func linked(word: Substring) -> String {
        let text = escaped(word)
        if word.hasPrefix("http://") || word.hasPrefix("https://") {
            return "<a href=\"\(text)\" rel=\"nofollow\">\(text)</a>"
        }
        let halves = word.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }), halves[1].contains("."),
            word.utf8.allSatisfy(isInAddress)
        else { return text }
        return "<a href=\"mailto:\(text)\">\(text)</a>"
    }

    /// A word ends where JSON or prose would end a link.
    private static func isInWord(_ character: Character) -> Bool {
        !character.isWhitespace && !"\"'<>()[]{},;\\".contains(character)
    }

    private static func isInAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "@"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
