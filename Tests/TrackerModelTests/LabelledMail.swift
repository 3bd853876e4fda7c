import MailParsing
import PatchParsing
import TrackerModel

/// The series of one mbox, as they would be stored.
///
/// Mails that are no part of a numbered series are series of one patch each.
struct LabelledMail {
    let series: [SeriesTraits]
    /// The series of each mail, by message id without angle brackets.
    let seriesOfMessage: [String: Int64]

    init(mbox: [UInt8], list: String) {
        var reader = SeriesReader(list: list)
        var rest: [UInt8]? = mbox
        for message in MboxReader(nextChunk: {
            defer { rest = nil }
            return rest
        }) {
            reader.read(message.bytes)
        }
        series = reader.series
        var seriesOfMessage: [String: Int64] = [:]
        for one in series {
            for mail in one.mails { seriesOfMessage[mail.messageID] = one.id }
        }
        self.seriesOfMessage = seriesOfMessage
    }

    /// Series that have a key in common with one.
    func candidates(for one: SeriesTraits, _ index: [Int64: Set<Int64>]) -> [SeriesTraits] {
        let ids = Set(one.mails.flatMap(RevisionMatcher.keys).flatMap { index[$0, default: []] })
        return series.filter { ids.contains($0.id) }
    }

    /// The series that have each key.
    var keyIndex: [Int64: Set<Int64>] {
        var index: [Int64: Set<Int64>] = [:]
        for one in series {
            for key in one.mails.flatMap(RevisionMatcher.keys) {
                index[key, default: []].insert(one.id)
            }
        }
        return index
    }
}

/// Reads mails of a list, and puts them together to series.
private struct SeriesReader {
    private let project: Project
    private var people: [String: Int64] = [:]
    private var submissions: [Int64: Submission] = [:]
    private var members: [SeriesMember] = []
    private var alone: [Int64] = []
    private var known: Set<String> = []

    init(list: String) {
        project = Project(
            linkName: list.split(separator: ".").first.map(String.init) ?? list,
            name: list,
            listID: list,
            listEmail: list.replacing(".", with: "@", maxReplacements: 1)
        )
    }

    mutating func read(_ bytes: [UInt8]) {
        let mail = MailMessage(parsing: bytes)
        guard let submission = try? Submission(mail, for: project), submission.kind != .comment,
            known.insert(submission.messageID).inserted
        else { return }
        let id = Int64(submissions.count + 1)
        submissions[id] = submission
        guard let position = submission.position else {
            alone.append(id)
            return
        }
        members.append(
            SeriesMember(
                id: id,
                messageID: submission.messageID,
                references: submission.references,
                author: person(submission.author.address),
                date: Self.date(of: submission),
                version: submission.versionLabel,
                number: position.number,
                total: position.total
            )
        )
    }

    private mutating func person(_ address: String) -> Int64 {
        let next = Int64(people.count + 1)
        let id = people[address.lowercased(), default: next]
        people[address.lowercased()] = id
        return id
    }

    private static func date(of submission: Submission) -> Int64 {
        (submission.date ?? 0) * 1_000_000
    }

    var series: [SeriesTraits] {
        var reader = self
        let groups = SeriesGrouping.series(of: members).map { $0.map(\.id) } + alone.map { [$0] }
        return groups.compactMap { reader.series($0) }
    }

    private mutating func series(_ ids: [Int64]) -> SeriesTraits? {
        let mails = ids.compactMap { submissions[$0] }
        guard let first = mails.first, let id = ids.first else { return nil }
        return SeriesTraits(
            id: id,
            author: person(first.author.address),
            date: Self.date(of: first),
            version: mails.compactMap(\.versionLabel).first ?? 1,
            total: first.position?.total ?? 1,
            mails: mails.map { traits($0) }.sorted { $0.number < $1.number }
        )
    }

    private mutating func traits(_ mail: Submission) -> MailTraits {
        let notes = SeriesNotes(mail.content ?? "")
        return MailTraits(
            number: mail.position?.number ?? (mail.kind == .cover ? 0 : 1),
            messageID: mail.messageID.withoutAngleBrackets,
            author: person(mail.author.address),
            answers: mail.references.map(\.withoutAngleBrackets),
            subject: mail.subject.name,
            changeID: notes.changeID,
            earlier: notes.earlier,
            hash: mail.diff.map { Digest.sha1(DiffDigest.normalisedBytes(of: $0)).hex },
            files: Self.files(of: mail.diff)
        )
    }

    private static func files(of diff: String?) -> [String] {
        guard let diff else { return [] }
        return DiffFiles.files(in: diff).prefix(MailTraits.fileLimit).compactMap {
            $0.newPath ?? $0.oldPath
        }
    }
}
