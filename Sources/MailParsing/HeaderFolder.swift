/// Breaks the lines of a header where Python's `email` breaks them.
///
/// Lines have at most 78 characters if there is white space to break at: best behind a semicolon,
/// else behind a comma, else before the last space, else before the last tab.
struct HeaderFolder {
    private static let lineLength = 78

    /// A token with the white space before it, by their lengths.
    private struct Part {
        var blanks: Int
        var text: Int
        var count: Int { blanks + text }
    }

    private(set) var output: [UInt8] = []
    private var hasLines = false
    /// The line so far, and the parts it consists of.
    private var line: [UInt8] = []
    private var parts: [Part] = []
    /// What the first line holds before the value: name, colon, space.
    private var leadLength: Int

    init(nameLength: Int) {
        leadLength = nameLength + 2
    }

    private var length: Int { leadLength + line.count }

    /// How many characters the line has room for.
    var room: Int { Self.lineLength - length }

    /// How many characters a continuation line has room for, after its tab.
    static let continuationRoom = lineLength - 1

    /// Marks the place between two chunks, where a space must be.
    mutating func addTransition() { push(CollectionOfOne(.space), []) }

    /// Appends plain text, which may be broken at white space.
    mutating func append(plain line: ArraySlice<UInt8>) {
        var start = line.startIndex
        while start < line.endIndex {
            var middle = start
            while middle < line.endIndex, line[middle].isBlank { middle += 1 }
            var end = middle
            while end < line.endIndex, !line[end].isBlank { end += 1 }
            append(line[start..<middle], line[middle..<end])
            start = end
        }
    }

    /// Appends encoded words. All but the first stand on lines of their own.
    mutating func append(words: [[UInt8]?], after blanks: ArraySlice<UInt8>) {
        guard let first = words.first else { return }
        if let first { append(blanks, first[...]) }
        guard words.count > 1 else { return }
        endLine()
        for word in words.dropFirst().dropLast() { appendLine([.tab] + (word ?? [])) }
        push(CollectionOfOne(.tab), words[words.count - 1] ?? [])
    }

    /// Ends the line. One that holds only white space is glued to the line before.
    mutating func endLine() {
        // A transition vanishes at the end of a line.
        if let last = parts.last, last.text == 0, last.blanks == 1, line.last == .space { pop() }
        defer { keepLine(from: parts.count) }
        guard length > 0 else { return }
        if leadLength == 0, hasLines, line.allSatisfy(\.isSpace) {
            output += line
        } else {
            appendLine(line[...])
        }
    }

    private mutating func push(_ blanks: some Collection<UInt8>, _ text: some Collection<UInt8>) {
        line += blanks
        line += text
        parts.append(Part(blanks: blanks.count, text: text.count))
    }

    private mutating func pop() {
        guard let part = parts.popLast() else { return }
        line.removeLast(part.count)
    }

    private mutating func appendLine(_ line: ArraySlice<UInt8>) {
        if hasLines { output.append(.newline) }
        hasLines = true
        output += line
    }

    /// Starts a line with what stands in the parts from an index on.
    private mutating func keepLine(from index: Int) {
        line.removeFirst(parts[..<index].reduce(0) { $0 + $1.count })
        parts.removeFirst(index)
        leadLength = 0
    }

    private mutating func append(_ blanks: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) {
        push(blanks, text)
        guard length > Self.lineLength else { return }
        if let (index, offset) = breakPoint {
            appendLine(line[..<offset])
            keepLine(from: index)
        } else if leadLength > 0 {
            // Not even the first token fits behind the name: it gets a line of its own.
            pop()
            endLine()
            push(blanks.isEmpty ? [.space] : blanks, text)
        }
    }

    /// The part that should begin the next line, and where it begins.
    private var breakPoint: (index: Int, offset: Int)? {
        var places: [(index: Int, offset: Int)?] = [nil, nil, nil, nil]
        var offset = parts.first?.count ?? 0
        for index in parts.indices.dropFirst() {
            if parts[index - 1].text > 0 {
                if line[offset - 1] == .semicolon { places[0] = (index, offset) }
                if line[offset - 1] == .comma { places[1] = (index, offset) }
            }
            if parts[index].blanks > 0 {
                places[line[offset] == .space ? 2 : 3] = (index, offset)
            }
            offset += parts[index].count
        }
        return places[0] ?? places[1] ?? places[2] ?? places[3]
    }
}
