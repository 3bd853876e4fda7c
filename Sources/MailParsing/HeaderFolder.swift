/// Breaks the lines of a header where Python's `email` breaks them.
///
/// Lines have at most 78 characters if there is white space to break at: best behind a semicolon,
/// else behind a comma, else before the last space, else before the last tab.
struct HeaderFolder {
    private static let lineLength = 78

    /// A token with the white space before it.
    private struct Part {
        var blanks: ArraySlice<UInt8>
        var text: ArraySlice<UInt8>
        var count: Int { blanks.count + text.count }
        /// What stands between two chunks, and vanishes at the end of a line.
        var isTransition: Bool { text.isEmpty && blanks.elementsEqual(CollectionOfOne(.space)) }
    }

    private(set) var output: [UInt8] = []
    private var hasLines = false
    private var parts: [Part] = []
    private var length: Int
    /// What the first line holds before the value: name, colon, space.
    private var leadLength: Int

    init(nameLength: Int) {
        leadLength = nameLength + 2
        length = leadLength
    }

    /// How many characters the line has so far.
    var room: Int { Self.lineLength - length }

    /// How many characters a continuation line has room for, after its tab.
    static let continuationRoom = lineLength - 1

    /// Marks the place between two chunks, where a space must be.
    mutating func addTransition() { push(Part(blanks: [.space], text: [])) }

    /// Appends plain text, which may be broken at white space.
    mutating func append(plain line: ArraySlice<UInt8>) {
        var rest = line
        while !rest.isEmpty {
            let blanks = rest.prefix(while: \.isBlank)
            let text = rest[blanks.endIndex...].prefix { !$0.isBlank }
            append(Part(blanks: blanks, text: text))
            rest = rest[text.endIndex...]
        }
    }

    /// Appends encoded words. All but the first stand on lines of their own.
    mutating func append(words: [[UInt8]?], after blanks: ArraySlice<UInt8>) {
        guard let first = words.first else { return }
        if let first { append(Part(blanks: blanks, text: first[...])) }
        guard words.count > 1 else { return }
        endLine()
        for word in words.dropFirst().dropLast() { appendLine([.tab] + (word ?? [])) }
        push(Part(blanks: [.tab], text: (words[words.count - 1] ?? [])[...]))
    }

    /// Ends the line. One that holds only white space is glued to the line before.
    mutating func endLine() {
        if let last = parts.last, last.isTransition {
            parts.removeLast()
            length -= last.count
        }
        defer { reset(to: []) }
        guard length > 0 else { return }
        let line = parts.flatMap { Array($0.blanks) + Array($0.text) }
        if leadLength == 0, hasLines, line.allSatisfy(\.isSpace) {
            output += line
        } else {
            appendLine(line)
        }
    }

    private mutating func push(_ part: Part) {
        parts.append(part)
        length += part.count
    }

    private mutating func appendLine(_ line: [UInt8]) {
        if hasLines { output.append(.newline) }
        hasLines = true
        output += line
    }

    private mutating func reset(to rest: [Part]) {
        parts = rest
        leadLength = 0
        length = rest.reduce(0) { $0 + $1.count }
    }

    private mutating func append(_ part: Part) {
        push(part)
        guard length > Self.lineLength else { return }
        if let index = breakIndex {
            let rest = Array(parts[index...])
            appendLine(parts[..<index].flatMap { Array($0.blanks) + Array($0.text) })
            reset(to: rest)
        } else if leadLength > 0 {
            // Not even the first token fits behind the name: it gets a line of its own.
            parts.removeLast()
            length -= part.count
            endLine()
            push(Part(blanks: part.blanks.isEmpty ? [.space] : part.blanks, text: part.text))
        }
    }

    /// The part that should begin the next line.
    private var breakIndex: Int? {
        let later = parts.indices.dropFirst()
        return later.last { parts[$0 - 1].text.last == .semicolon }
            ?? later.last { parts[$0 - 1].text.last == .comma }
            ?? later.last { parts[$0].blanks.first == .space }
            ?? later.last { parts[$0].blanks.first == .tab }
    }
}
