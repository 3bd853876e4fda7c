/// The names of a file before and after a change, without what a tool puts before or behind them.
struct DiffPaths {
    /// The path before the change; nil for `/dev/null`.
    var old: String?
    /// The path after the change; nil for `/dev/null`.
    var new: String?

    init() {}

    /// Reads what follows `--- ` and `+++ `: `a/src/main.c` and `b/src/main.c`, both perhaps with a
    /// date behind a tab.
    ///
    /// The first directory goes if it is only a prefix: a single letter, or the one thing in which
    /// the two names differ.
    init(old: ArraySlice<UInt8>, new: ArraySlice<UInt8>) {
        let (old, new) = (Self.name(old), Self.name(new))
        guard Self.havePrefixes(old, new) else {
            (self.old, self.new) = (old?.text, new?.text)
            return
        }
        (self.old, self.new) = (old?.withoutTopDirectory.text, new?.withoutTopDirectory.text)
    }

    /// Reads `a/src/main.c b/src/main.c`. Where the two names differ, other lines tell them; so only
    /// equal ones are looked for, which may contain spaces.
    init(gitNames: ArraySlice<UInt8>) {
        let names = gitNames.trimmedAtEnd()
        let quotes = UInt8(ascii: "\"")
        if names.last == quotes, let quote = names.dropLast().lastIndex(of: quotes) {
            old = Self.name(names[quote...])?.withoutTopDirectory.text
            new = old
            return
        }
        let middle = names.startIndex + names.count / 2
        guard middle < names.endIndex, names[middle] == .space else { return }
        let pair = DiffPaths(old: names[..<middle], new: names[middle...].dropFirst())
        if pair.old == pair.new { self = pair }
    }

    /// Reads `a/logo.png and b/logo.png differ`, unless a name has a space.
    init(binaryNames: ArraySlice<UInt8>) {
        let words = binaryNames.trimmedAtEnd().split(separator: .space)
        guard words.count == 4, words[1].hasPrefix("and"), words[3].hasPrefix("differ") else {
            return
        }
        self = DiffPaths(old: words[0], new: words[2])
    }

    /// The path of `rename from src/main.c`, which has no prefix but may be quoted.
    static func path(_ name: ArraySlice<UInt8>) -> String? { Self.name(name)?.text }

    private static func name(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name = field.withoutDate.trimmedAtEnd()
        guard !name.isEmpty, name.firstWord().text != "/dev/null" else { return nil }
        return name.first == UInt8(ascii: "\"") ? name.unquoted[...] : name
    }

    private static func havePrefixes(_ old: ArraySlice<UInt8>?, _ new: ArraySlice<UInt8>?) -> Bool {
        guard let old, let new else { return (old ?? new)?.hasOneLetterDirectory == true }
        guard !old.topDirectory.elementsEqual(new.topDirectory) else { return false }
        if old.hasOneLetterDirectory, new.hasOneLetterDirectory { return true }
        return !old.withoutTopDirectory.isEmpty
            && old.withoutTopDirectory.elementsEqual(new.withoutTopDirectory)
    }
}

extension ArraySlice<UInt8> {
    /// The name before a tab, or before several spaces that were a tab once.
    fileprivate var withoutDate: ArraySlice<UInt8> {
        var previous: UInt8?
        return prefix { byte in
            defer { previous = byte }
            return byte != UInt8(ascii: "\t") && !(byte == .space && previous == .space)
        }
    }

    fileprivate var topDirectory: ArraySlice<UInt8> { prefix { $0 != .slash } }

    fileprivate var hasOneLetterDirectory: Bool { count > 2 && self[startIndex + 1] == .slash }

    /// The bytes of a name that git has quoted as in C: `"a/\303\244.txt"`.
    fileprivate var unquoted: [UInt8] {
        var rest = dropFirst()
        var result: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            let digits = rest.prefix(3).prefix { $0.isDigit }
            if digits.count == 3 {
                let value = digits.reduce(0) { $0 * 8 + Int($1 & 7) }
                result.append(UInt8(truncatingIfNeeded: value))
                rest = rest.dropFirst(3)
            } else if let escaped = rest.popFirst() {
                result.append(escaped.escapedMeaning)
            }
        }
        return result
    }
}

extension UInt8 {
    fileprivate var escapedMeaning: UInt8 {
        switch self {
        case UInt8(ascii: "t"): UInt8(ascii: "\t")
        case UInt8(ascii: "n"): .lineFeed
        case UInt8(ascii: "r"): .carriageReturn
        default: self
        }
    }
}
