import MailParsing
import PatchParsing
import RangeDiff
import TrackerIntake
import TrackerModel

/// The patches among the mails of an archive, in the order of their numbers.
struct SeriesMails {
    let patches: [RangePatch]

    /// Reads an archive.
    ///
    /// - Throws: `ArchiveError` if it cannot be read.
    init(_ archive: MailArchive) throws {
        var reader = try archive.open()
        var found: [(number: Int?, patch: RangePatch)] = []
        while let mail = try reader.next() {
            if let patch = Self.patch(MailMessage(parsing: mail.bytes)) { found.append(patch) }
        }
        // Mails arrive in any order; where one has no number, that of the archive is all there is.
        if found.allSatisfy({ $0.number != nil }) {
            let order = found.indices.sorted {
                (found[$0].number ?? 0, $0) < (found[$1].number ?? 0, $1)
            }
            patches = order.map { found[$0].patch }
        } else {
            patches = found.map(\.patch)
        }
    }

    private static func patch(_ mail: MailMessage) -> (number: Int?, patch: RangePatch)? {
        let line = mail.headers.first("Subject")?.decoded ?? ""
        let subject = PatchSubject(parsing: line)
        let text = SubmissionText(mail.textParts, isReply: subject.isReply)
        // A cover letter may quote a range-diff, which is no patch.
        guard !subject.isReply, subject.position?.number != 0, let diff = text.diff else {
            return nil
        }
        let sender = mail.headers.first("From")?.decoded ?? ""
        let address = MailAddress(parsing: sender)
        let author = address.map { address in
            address.name.map { "\($0) <\(address.address)>" } ?? address.address
        }
        let patch = RangePatch(
            subject: line,
            author: author ?? sender,
            message: text.content ?? "",
            diff: diff
        )
        return (subject.position?.number, patch)
    }
}
