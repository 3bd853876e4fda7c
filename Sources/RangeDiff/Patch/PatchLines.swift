private import PatchParsing

/// The lines of a patch in the order in which they are compared, as they are put together.
struct PatchLines {
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [PatchLine] = []
    /// How many lines of the diff git counts.
    private(set) var diffSize = 0
    /// How many bytes hunk headers may still repeat the names of their files, so that a long name in a
    /// mail of many hunks does not make a text of many times its size.
    private var nameBytes = 0

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(_ message: PatchMessage) {
        append(" ## Metadata ##", .section)
        append("Author: \(message.author)", .author)
        append("", .blank)
        append(" ## Commit message ##", .section)
        append("    \(message.title)", .message)
        if !message.body.isEmpty { append("", .message) }
        for line in message.body {
            if !line.isEmpty { bytes += "    ".utf8 }
            append(line, .message)
        }
    }

    /// Appends a diff without what changes when it is made anew on top of other patches.
    mutating func append(diff: String) {
        guard !diff.isEmpty else { return }
        let layout = DiffLayout(diff)
        nameBytes = diff.utf8.count
        if layout.files.isEmpty {
            append("", .blank)
            appendForeign(layout)
        }
        for file in layout.files {
            append("", .blank)
            let header = FileHeader(file, in: layout)
            appendCounted(header.text, .section)
            if let binary = header.binaryStatement { appendCounted(binary, .statement) }
            if let checksum = header.checksum { append(checksum, .bytes) }
            for line in file.lines {
                append(layout.lines[line].kind, layout.text(of: line), name: header.name)
            }
        }
    }

    private mutating func append(
        _ kind: DiffLineKind,
        _ text: ArraySlice<UInt8>,
        name: String
    ) {
        let text = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
        switch kind {
        case .hunk: appendHunk(text, name: name)
        case .added: appendCounted(text, .added)
        case .deleted: appendCounted(text, .deleted)
        case .context:
            // Some mail programs take the blank from empty lines.
            if text.first != .blank { bytes.append(.blank) }
            appendCounted(text, .context)
        case .noNewline: appendCounted(" \\ No newline at end of file", .statement)
        case .between, .header, .binary: break
        }
    }

    /// `@@ -1,2 +1,3 @@ int main(void)` as `@@ src/main.c: int main(void)`.
    private mutating func appendHunk(_ text: ArraySlice<UInt8>, name: String) {
        let at = UInt8(ascii: "@")
        let ranges: ArraySlice<UInt8> = text.drop { $0 == at }
        let marks: ArraySlice<UInt8> = ranges.drop { $0 != at }
        let rest: ArraySlice<UInt8> = marks.drop { $0 == at }
        let function: ArraySlice<UInt8> = rest.drop { $0.isBlank }
        bytes += "@@".utf8
        if !function.isEmpty {
            if nameBytes >= name.utf8.count {
                nameBytes -= name.utf8.count
                bytes += " \(name):".utf8
            }
            bytes.append(.blank)
        }
        appendCounted(function, .hunk)
    }

    /// A context diff, which is compared as it is.
    private mutating func appendForeign(_ layout: DiffLayout) {
        for line in layout.lines.indices { appendCounted(layout.text(of: line), .statement) }
    }

    private mutating func appendCounted(_ text: String, _ part: RangeDiffPart) {
        appendCounted(Array(text.utf8)[...], part)
    }

    private mutating func appendCounted(_ text: ArraySlice<UInt8>, _ part: RangeDiffPart) {
        diffSize += 1
        append(text, part)
    }

    private mutating func append(_ text: String, _ part: RangeDiffPart) {
        append(Array(text.utf8)[...], part)
    }

    private mutating func append(_ text: ArraySlice<UInt8>, _ part: RangeDiffPart) {
        text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        lines.append(PatchLine(end: bytes.count, part: part))
    }
}
