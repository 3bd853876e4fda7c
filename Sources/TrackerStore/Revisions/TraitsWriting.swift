import MailParsing
import PatchParsing
import TrackerModel

/// The patch or cover letter that traits are of.
enum TraitsOwner: Hashable {
    case patch(Int64)
    case cover(Int64)
}

extension MailTraits {
    /// Names of files and message-ids beyond this say nothing; in bytes.
    private static let nameLimit = 500
    /// Nobody names more earlier versions; the rest is not kept.
    private static let earlierLimit = 64

    /// What a mail says, read anew; `author`: see ``MailTraits/author``.
    init(_ submission: Submission, _ notes: SeriesNotes, by author: Person.ID?, hash: String?) {
        self.init(
            number: submission.position?.number ?? (submission.kind == .cover ? 0 : 1),
            messageID: submission.messageID.withoutAngleBrackets,
            author: author,
            answers: Self.lines(submission.references.map(\.withoutAngleBrackets), .max),
            subject: submission.name,
            changeID: notes.changeID.flatMap { Self.lines([$0], 1).first },
            earlier: Self.lines(notes.earlier, Self.earlierLimit),
            hash: hash,
            files: submission.diff.map(Self.files) ?? []
        )
        patchKey = submission.diff.flatMap { StablePatchID(of: $0)?.key }
    }

    private static func files(in diff: String) -> [String] {
        let names = DiffFiles.files(in: diff).lazy.compactMap { $0.newPath ?? $0.oldPath }
        return lines(Array(names.prefix(fileLimit)), fileLimit)
    }

    /// What can stand in a line of a table.
    private static func lines(_ texts: [String], _ limit: Int) -> [String] {
        Array(
            texts.lazy.filter { text in
                !text.isEmpty && text.utf8.count <= nameLimit && !text.hasControls
            }.prefix(limit)
        )
    }
}

/// Stores what mails say of their versions: many rows in one statement.
struct TraitsWriting {
    let db: any SQLConnection

    /// Stores those of each mail; they take the place of what is there.
    func store(_ traits: [TraitsOwner: MailTraits]) throws {
        var patches: [SQLText] = []
        var covers: [SQLText] = []
        for (owner, traits) in traits {
            switch owner {
            case .patch(let id):
                patches.append("(\(sql: Self.row(id, traits)), \(traits.patchKey))")
            case .cover(let id): covers.append("(\(sql: Self.row(id, traits)))")
            }
        }
        try db.add(
            patches,
            to: "patch_traits (patch_id, \(sql: Self.columns), patch_key)",
            """
            ON CONFLICT (patch_id) DO UPDATE SET \(sql: Self.update),
                patch_key = excluded.patch_key
            """
        )
        try db.add(
            covers,
            to: "cover_traits (cover_id, \(sql: Self.columns))",
            "ON CONFLICT (cover_id) DO UPDATE SET \(sql: Self.update)"
        )
    }

    private static let columns: SQLText = "change_id, earlier, answers, files"
    private static let update: SQLText = """
        change_id = excluded.change_id, earlier = excluded.earlier, answers = excluded.answers,
            files = excluded.files
        """

    private static func row(_ id: Int64, _ traits: MailTraits) -> SQLText {
        """
        \(id), \(traits.changeID), \(traits.earlier.joined(separator: "\n")),
            \(traits.answers.joined(separator: "\n")), \(traits.files.joined(separator: "\n"))
        """
    }
}
