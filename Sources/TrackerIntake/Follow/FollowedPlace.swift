package import Foundation

/// Where mail keeps arriving.
package enum FollowedPlace: Hashable, Sendable {
    case maildir(URL)
    case publicInbox(PublicInbox)

    /// - Parameter path: A Maildir or a public-inbox.
    /// - Throws: ``ArchiveError`` if it is neither.
    package init(path: String) throws {
        let url = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
        switch try MailArchive(path: url.path) {
        case .maildir(let url): self = .maildir(url)
        case .publicInbox(let inbox): self = .publicInbox(inbox)
        case .mbox, .folder, .standardInput:
            throw ArchiveError(
                "\(path) is neither a Maildir (it has no 'new' and 'cur') nor a public-inbox (it has "
                    + "no 'git/0.git'), and others cannot be followed: patchbay mail import \(path)"
            )
        }
    }

    package var path: String {
        switch self {
        case .maildir(let url): url.path
        case .publicInbox(let inbox): inbox.url.path
        }
    }

    /// What it is, in words.
    package var kind: String {
        switch self {
        case .maildir: "Maildir"
        case .publicInbox: "public-inbox"
        }
    }

    /// The name under which its mails are remembered.
    var source: String { "follow \(URL(fileURLWithPath: path).lastPathComponent)" }
}

/// Something that a follower has to say.
package enum FollowReport: Sendable {
    /// Mails of one transaction are stored.
    case tookIn(ImportSummary)
    /// Something that went on in another way than usual, in words.
    case notice(String)
    /// Something that did not work; it is tried again.
    case trouble(String)
    /// A file that cannot be read, and why; it is left where it is.
    case unreadable(String)
}

/// Takes in what is new at one place.
protocol PlaceFollower: AnyObject {
    var place: FollowedPlace { get }

    /// Folders in which something moves when mail arrives.
    var watchedFolders: [String] { get }

    /// Takes in all that is there and was not taken in yet.
    ///
    /// - Throws: ``ArchiveError`` if the place cannot be read, `StoreError` if the database cannot be
    ///   written to; what came before is stored, and the rest is found again by the next call.
    func takeIn(_ visit: FollowVisit) async throws
}

/// What a ``PlaceFollower`` works with.
struct FollowVisit {
    let receiver: MailReceiver
    let listID: String?
    /// Whether to stop after the transaction under way.
    let isStopped: @Sendable () -> Bool
    let report: (FollowReport) -> Void

    /// Takes in a batch, and reports it.
    ///
    /// - Parameters:
    ///   - batch: Mails, or none.
    ///   - deleted: Mails that the archive says were taken out of it meanwhile.
    /// - Throws: `StoreError` if the mails could not be made durable.
    func receive(_ batch: MailBatch, deleted: Int = 0) async throws {
        guard !batch.mails.isEmpty || deleted > 0 else { return }
        var summary = ImportSummary()
        summary.deleted = deleted
        for result in try await receiver.receive(batch.mails) { summary.count(result) }
        report(.tookIn(summary))
    }
}
