/// A line of a mail, by what stands at its start: `> > ` and the like, or a trailer.
public struct ReplyLine: Hashable, Sendable {
    /// How many signs `>` stand before the text; 0 for what the writer of the mail says.
    public let depth: Int
    /// The bytes of the line that quote marks take, with one blank behind the last of them.
    public let markWidth: Int
    /// The bytes of the key of a trailer with its colon, at the start of a line that is not quoted.
    public let trailerKeyWidth: Int?

    /// Reads a line without its line feed.
    public init(_ line: ArraySlice<UInt8>) {
        var (depth, width, index) = (0, 0, line.startIndex)
        while index < line.endIndex {
            if line[index] == UInt8(ascii: ">") {
                depth += 1
                width = index + 1 - line.startIndex
            } else if line[index] != .space || depth == 0 || index - line.startIndex > width {
                // One blank may stand between two marks; code may begin with more.
                break
            }
            index += 1
        }
        let behind = line.dropFirst(width)
        if depth > 0, behind.first == .space { width += 1 }
        self.depth = depth
        markWidth = width
        let trailer = depth == 0 ? Trailer(line) : nil
        trailerKeyWidth = trailer.map { $0.key.utf8.count + 1 }
    }

    /// The lines of a text in their order.
    public static func all(in text: some Sequence<UInt8>) -> [(
        line: ReplyLine, text: ArraySlice<UInt8>
    )] {
        TextLines(Array(text)[...]).map { (ReplyLine($0), $0) }
    }
}
