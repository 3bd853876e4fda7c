private import PatchParsing

/// One patch of a series, as it is compared with those of another version.
///
/// It is made of what a mail says, and keeps what `git range-diff` compares: the author, the message as
/// `git am` would take it, and the diff without line numbers.
///
///     RangePatch(
///         subject: "[PATCH v2 1/3] tcp: fix a race",
///         author: "Ada <ada@example.org>",
///         content: "The lock comes too late.\n---\nv2: rebased\n\ndiff --git …"
///     )
///
/// What is kept of it reads:
///
///      ## Metadata ##
///     Author: Ada <ada@example.org>
///
///      ## Commit message ##
///         tcp: fix a race
///
///         The lock comes too late.
///
///      ## net/ipv4/tcp.c ##
///     @@ net/ipv4/tcp.c: int tcp_send(void)
///      	lock();
///     -	send();
///     +	send_all();
public struct RangePatch: Sendable {
    /// The subject without its brackets, or what the text itself says is the subject.
    public let title: String
    /// Who wrote the patch: who sent it, unless the text begins with `From: `.
    public let author: String

    /// The lines of the whole, each without its line feed.
    let bytes: [UInt8]
    let lines: [PatchLine]
    /// The first line of the diff; the number of lines if there is none.
    let diffStart: Int
    /// How many lines git counts for the size of the diff: all but the empty ones between files.
    let diffSize: Int

    /// Takes a patch apart. Nothing fails: a text without a diff is a patch without a diff.
    ///
    /// It is linear in the size of the content, in time and in memory.
    ///
    /// - Parameters:
    ///   - subject: The subject of the mail, decoded, with its brackets or without.
    ///   - author: Who sent the mail, such as `Ada <ada@example.org>`.
    ///   - content: The text of the mail, decoded: message, notes and diff.
    public init(subject: String, author: String, content: String) {
        let split = PatchText(splitting: content)
        let message = PatchMessage.text(outsideDiff: split.message ?? "", in: content)
        self.init(subject: subject, author: author, message: message, diff: split.diff)
    }

    /// Takes a patch apart whose message and diff are apart already, as by `PatchText`.
    ///
    /// - Parameters:
    ///   - subject: The subject of the mail, decoded, with its brackets or without.
    ///   - author: Who sent the mail, such as `Ada <ada@example.org>`.
    ///   - message: The text of the mail without its diff; what follows a line `---` does not count.
    ///   - diff: The diff, or nil if there is none.
    public init(subject: String, author: String, message: String, diff: String?) {
        let message = PatchMessage(message, subject: subject, sender: author)
        title = message.title
        self.author = message.author
        var text = PatchLines(capacity: (diff?.utf8.count ?? 0) + 4096)
        text.append(message)
        let start = text.lines.count
        text.append(diff: diff ?? "")
        bytes = text.bytes
        lines = text.lines
        // The empty line before the first file belongs to no side, as in git.
        diffStart = min(start + 1, text.lines.count)
        diffSize = text.diffSize
    }

    /// The bytes of a line.
    func text(of line: Int) -> ArraySlice<UInt8> {
        let start = line == 0 ? 0 : lines[line - 1].end
        return bytes[start..<lines[line].end]
    }

    /// The lines of the diff.
    var diffLines: Range<Int> { diffStart..<lines.count }

    /// How many lines the diff adds to files, and takes away from them.
    ///
    /// It is linear in the number of lines.
    public var changedLines: (added: Int, deleted: Int) {
        var counts = (added: 0, deleted: 0)
        for line in lines[diffLines] {
            if line.part == .added { counts.added += 1 }
            if line.part == .deleted { counts.deleted += 1 }
        }
        return counts
    }
}

/// What is known of a line beside its bytes.
struct PatchLine: Sendable {
    /// Behind its last byte.
    let end: Int
    let part: RangeDiffPart
}

/// What a line of a patch is when two versions of it are compared.
public enum RangeDiffPart: UInt8, Hashable, Sendable {
    /// ` ## Commit message ##` or ` ## src/main.c (new) ##`: what follows belongs to it.
    case section
    /// `Author: Ada <ada@example.org>`
    case author
    /// A line of the message, with four blanks before it; the first one is the title.
    case message
    /// `@@ src/main.c: int main(void)`, without line numbers.
    case hunk
    /// A line of the file before and after the patch; it begins with a blank.
    case context
    /// A line that the patch adds; it begins with `+`.
    case added
    /// A line that the patch takes away; it begins with `-`.
    case deleted
    /// A statement about a file, such as `\ No newline at end of file`, or a line of a diff that is not
    /// unified.
    case statement
    /// A checksum of the bytes of a file that is no text. git has no such line, and takes two patches
    /// for equal that put other bytes into a file; here they are a pair that is changed.
    case bytes
    /// An empty line between the parts.
    case blank
}
