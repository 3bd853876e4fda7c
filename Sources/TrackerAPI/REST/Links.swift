import TrackerHTTP
import TrackerModel
import TrackerStore

/// The URLs in an answer: absolute, made from the request itself (rest-api, section 0).
///
/// A class, since each object of an answer takes it from its writer, and copies of three texts are
/// dearer than one of a reference.
final class Links: Sendable {
    /// `http://patches.example.org`
    private let origin: String
    /// `http://patches.example.org/api/1.2/`, without the version where the request has none.
    private let root: String
    /// `?format=json` if the request says so; it goes on in all API links (section 11).
    private let suffix: String

    init(origin: String, version: APIVersion?, format: String?) {
        self.origin = origin
        root = version.map { "\(origin)/api/\($0.rawValue)/" } ?? "\(origin)/api/"
        suffix = format.map { "?format=\($0)" } ?? ""
    }

    /// A list: `…/api/1.2/patches/`.
    func list(_ name: String) -> String { "\(root)\(name)/\(suffix)" }

    func patch(_ id: Int64) -> String { "\(root)patches/\(id)/\(suffix)" }
    func cover(_ id: Int64) -> String { "\(root)covers/\(id)/\(suffix)" }
    func series(_ id: Int64) -> String { "\(root)series/\(id)/\(suffix)" }
    func bundle(_ id: Int64) -> String { "\(root)bundles/\(id)/\(suffix)" }
    func project(_ id: Int64) -> String { "\(root)projects/\(id)/\(suffix)" }
    func person(_ id: Int64) -> String { "\(root)people/\(id)/\(suffix)" }
    func user(_ id: Int64) -> String { "\(root)users/\(id)/\(suffix)" }

    func check(_ id: Int64, patch: Int64) -> String {
        "\(root)patches/\(patch)/checks/\(id)/\(suffix)"
    }

    func comment(_ id: Int64, on parent: CommentParent) -> String {
        "\(root)\(parent.pathWord)/\(parent.id)/comments/\(id)/\(suffix)"
    }

    /// Where many patches are changed at once.
    var bulk: String { "\(origin)/api/patchbay/patches/bulk/" }

    /// Never has a version or a format, whatever the request has (Q1).
    func comments(on parent: CommentParent) -> String {
        "\(origin)/api/\(parent.pathWord)/\(parent.id)/comments/"
    }

    /// Never has a version or a format, whatever the request has (Q1).
    func checks(ofPatch id: Int64) -> String { "\(origin)/api/patches/\(id)/checks/" }

    // MARK: Pages for people

    func page(ofPatch patch: MailReference) -> String { page(of: patch, kind: "patch") }
    func page(ofCover cover: MailReference) -> String { page(of: cover, kind: "cover") }
    func page(ofComment id: Int64) -> String { "\(origin)/comment/\(id)/" }
    func mbox(ofSeries id: Int64) -> String { "\(origin)/series/\(id)/mbox/" }

    func mbox(ofStack id: Int64) -> String { "\(origin)/series/\(id)/stack/mbox/" }

    func page(of series: SeriesReference) -> String {
        "\(origin)/project/\(PercentCoding.segment(series.project.linkName))/list/"
            + "?series=\(series.id)"
    }

    func page(of bundle: BundleRecord) -> String {
        "\(origin)/bundle/\(PercentCoding.segment(bundle.owner.username))/"
            + "\(PercentCoding.segment(bundle.name))/"
    }

    // A slash in the message-id becomes %2F, once (Q5).
    private func page(of mail: MailReference, kind: String) -> String {
        "\(origin)/project/\(PercentCoding.segment(mail.project.linkName))/\(kind)/"
            + "\(PercentCoding.segment(mail.messageID.withoutAngleBrackets))/"
    }
}

extension CommentParent {
    /// `patches` or `covers`, as in the path of the API.
    var pathWord: String {
        switch self {
        case .patch: "patches"
        case .cover: "covers"
        }
    }
}
