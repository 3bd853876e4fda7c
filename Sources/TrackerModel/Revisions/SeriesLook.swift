import PatchParsing

/// A series as ``RevisionMatcher`` compares it: each mail looked at once.
package final class SeriesLook: Sendable {
    package let series: SeriesTraits
    let marks: SeriesMarks
    /// The mails that have a diff or at least a number.
    let patches: [PatchLook]
    /// The title of the cover letter; `nil` without one.
    let cover: String?
    let messageIDs: Set<String>
    /// Messages that it names as earlier versions.
    let named: Set<String>
    /// Messages that its mails answer.
    let answered: Set<String>
    let changeIDs: Set<String>
    /// Gerrit's, one a patch.
    let patchChangeIDs: Set<String>
    let titles: Set<String>
    let hashes: Set<String>
    let files: Set<String>

    /// The smallest of all.
    let firstMessageID: String

    package init(_ series: SeriesTraits) {
        self.series = series
        let subjects = series.mails.map { PatchSubject(parsing: $0.subject) }
        marks = SeriesMarks(subjects)
        patches = zip(series.mails, subjects)
            .filter { mail, _ in mail.number != 0 || mail.hash != nil }
            .map { PatchLook($0, $1) }
        cover = zip(series.mails, subjects).first { mail, _ in mail.number == 0 && mail.hash == nil
        }
        .map { RevisionTitle.normalised($1) }
        firstMessageID = series.mails.map(\.messageID).min() ?? ""
        messageIDs = Set(series.mails.map(\.messageID))
        named = Set(series.mails.flatMap(\.earlier))
        answered = Set(series.mails.flatMap(\.answers))
        let ids = series.mails.compactMap(\.changeID)
        changeIDs = Set(ids.filter { !RevisionTitle.isOfOnePatch($0) })
        patchChangeIDs = Set(ids.filter(RevisionTitle.isOfOnePatch))
        titles = Set(patches.map(\.title))
        hashes = Set(patches.compactMap(\.hash))
        files = Set(series.mails.flatMap(\.files))
    }

    /// The names of the files of the patch with a title, without their folders. Few pairs are compared by
    /// them.
    func filesOfTitle() -> [String: Set<String>] {
        Dictionary(patches.map { ($0.title, $0.files) }, uniquingKeysWith: { $0.union($1) })
    }

    /// Whether patches are missing that it says that it has.
    var isIncomplete: Bool { patches.count < series.total }

    /// Sent earlier; of two with the same date, the one with the smaller message id.
    func isSent(before other: SeriesLook) -> Bool {
        if series.date != other.series.date { return series.date < other.series.date }
        return firstMessageID < other.firstMessageID
    }
}

/// One patch, for comparing.
struct PatchLook {
    let title: String
    let hash: String?
    let changeID: String?
    private let paths: [String]

    init(_ mail: MailTraits, _ subject: PatchSubject) {
        title = RevisionTitle.normalised(subject)
        hash = mail.hash
        changeID = mail.changeID.flatMap { RevisionTitle.isOfOnePatch($0) ? $0 : nil }
        paths = mail.files
    }

    /// Names of files, without their folders.
    var files: Set<String> {
        Set(
            paths.map { path in
                let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
                return String(path[(slash.map(path.utf8.index(after:)) ?? path.startIndex)...])
            }
        )
    }
}

/// What the brackets of the subjects say of a series as a whole.
struct SeriesMarks {
    private(set) var isRFC = false
    private(set) var isResend = false
    /// `[GIT PULL]`, `[PULL 3/9]`, or called a pull request: other people's patches, taken together.
    private(set) var isPull = false
    /// A robot says that a patch was taken.
    private(set) var isNotice = false
    /// `v2.1`: some patches again.
    private(set) var isDotted = false
    /// Whether a version is named.
    private(set) var hasVersion = false
    /// `5.10`, `6.1.y`, `AUTOSEL`: the same patch for another tree is other work.
    private(set) var trees: Set<String> = []

    init(_ subjects: [PatchSubject]) {
        for (index, subject) in subjects.enumerated() {
            if subject.versionLabel != nil { hasVersion = true }
            for tag in subject.tags where !Self.isNumber(tag) { read(tag.lowercased()) }
            guard index == 0 else { continue }
            let title = subject.title.lowercased()
            isPull = isPull || Self.isPull(title)
            isNotice = isNotice || Self.isNotice(title)
        }
    }

    /// `1/2`, as most tags are.
    private static func isNumber(_ tag: String) -> Bool {
        tag.utf8.first?.isASCIIDigit == true && tag.utf8.contains(UInt8(ascii: "/"))
    }

    /// `Pull request for the next release`, `pull-request: …`
    private static func isPull(_ title: String) -> Bool {
        let words = title.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
        return zip(words, words.dropFirst()).contains { word, next in
            word.elementsEqual("pull".utf8) && next.starts(with: "request".utf8)
        }
    }

    private mutating func read(_ tag: String) {
        if tag.hasPrefix("rfc") { isRFC = true }
        // Searching in strings is slow, and most tags are as short as `v2`.
        if tag.utf8.count >= 6 {
            isResend = isResend || ["resend", "repost", "resent"].contains(where: tag.contains)
        }
        if tag == "pull" || tag == "gitpull" { isPull = true }
        if tag.hasPrefix("tip:") { isNotice = true }
        if tag == "autosel" || Self.isTree(tag) { trees.insert(tag) }
        if tag.hasPrefix("v"), tag.contains("."), Self.isTree(String(tag.dropFirst())) {
            isDotted = true
        }
    }

    /// `5.10`, `6.1.y`, `6.6-stable`
    private static func isTree(_ tag: String) -> Bool {
        let parts = tag.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count >= 2, let first = parts.first, !first.isEmpty else { return false }
        return first.allSatisfy(\.isASCIIDigit) && parts[1].first?.isASCIIDigit == true
    }

    private static func isNotice(_ title: String) -> Bool {
        title.hasPrefix("linux-next: ")
            || title.hasPrefix("patch \"") && title.contains("has been added to")
    }
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
