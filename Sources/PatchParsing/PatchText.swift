/// The text of a mail, split into the message for people and the diff for machines.
///
/// As in Patchwork, text after the last file belongs to the message, a `---` line and the notes below
/// it stay in the message, and what stands between two files of a diff belongs to the diff. What is a
/// file follows the grammar of the tools: git with its binary patches, renames, modes and merges,
/// Subversion, CVS, Mercurial, and `diff` with unified or context output. Concatenated, the two parts
/// have all lines of the text, but not in their old order.
public struct PatchText: Hashable, Sendable {
    /// The lines that belong to no diff, or nil if there are none.
    public let message: String?
    /// The diff as the tool has written it, or nil if the text has none.
    public let diff: String?

    /// Splits a text, such as a decoded `text/plain` part of a mail.
    ///
    /// Lines end with a line feed; a carriage return before it is kept. Both parts end with a line
    /// feed even if the text does not. Behind a last line feed Patchwork sees one more, empty line;
    /// it shows as an empty line at the end of the message, or of a hunk that is cut short.
    public init(splitting text: String) {
        var splitter = DiffSplitter(capacity: text.utf8.count)
        for line in TextLines(text) { splitter.read(line) }
        if text.utf8.last == .lineFeed { splitter.read([]) }
        splitter.finish()
        message = splitter.message.isEmpty ? nil : splitter.message[...].text
        diff = splitter.diff.isEmpty ? nil : splitter.diff[...].text
    }
}
