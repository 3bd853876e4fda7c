import MailParsing
import PatchParsing
import TrackerModel
package import TrackerStore

/// The mail as which a patch or cover letter is downloaded, ready for `git am`.
///
/// Its lines are, in order: the `From patchwork` line of an mbox, the headers that describe this
/// very text, the tracker's own headers, the headers of the mail that came in, the message with the
/// trailers of its comments, the diff.
package enum MboxMessage {
    package static func compose(_ source: MboxSource) -> [UInt8] {
        let body = MboxBody.compose(
            content: source.body.content ?? "",
            commentTrailerLines: source.comments.flatMap(Trailer.mboxLines(in:)),
            diff: source.body.diff
        )
        let isASCII = body.utf8.allSatisfy { $0 < 0x80 }
        var head = MboxHead(date: source.date)
        head.add("Content-Type", "text/plain; charset=\"utf-8\"")
        head.add("MIME-Version", "1.0")
        head.add("Content-Transfer-Encoding", isASCII ? "7bit" : "8bit")
        addOwnHeaders(of: source, to: &head)
        addStoredHeaders(of: source, to: &head)
        return head.bytes + CollectionOfOne(UInt8(ascii: "\n")) + body.utf8
    }

    private static func addOwnHeaders(of source: MboxSource, to head: inout MboxHead) {
        head.addFolded("X-Patchwork-Submitter", submitter(of: source))
        head.add("X-Patchwork-Id", "\(source.id)")
        if let delegate = source.delegateEmail { head.add("X-Patchwork-Delegate", delegate) }
    }

    private static func submitter(of source: MboxSource) -> String {
        MailboxText.write(name: source.submitterName, address: source.submitterEmail)
    }

    /// The headers of the mail, but for those that described its old form.
    ///
    /// Only the exact spelling of these two is left out, as Patchwork does. Where the list put its
    /// own address into `From` (for DMARC), the author is put back.
    private static func addStoredHeaders(of source: MboxSource, to head: inout MboxHead) {
        var hasDate = false
        for (name, value) in StoredHeaders.parse(source.body.headers) {
            switch name {
            case "Content-Type", "Content-Transfer-Encoding": continue
            default: break
            }
            if name.lowercased() == "date" { hasDate = true }
            if name.lowercased() == "from", isAddress(source.listEmail, in: value) {
                head.addFolded("X-Patchwork-Original-From", value)
                head.addFolded("From", submitter(of: source))
            } else {
                head.add(name, value)
            }
        }
        if !hasDate { head.add("Date", Timestamp.mailDate(source.date)) }
    }

    /// Compares letter by letter, as Patchwork does.
    private static func isAddress(_ address: String, in value: String) -> Bool {
        let field = MailMessage(parsing: Array("From: \(value)\n\n".utf8)).headers.first("From")
        guard let decoded = field?.decoded, let found = MailAddress(parsing: decoded) else {
            return false
        }
        return found.address == address
    }
}
