import Foundation
import TrackerStore

/// Follows a public-inbox: in each epoch, the commits after the last one that was read.
final class InboxFollower: PlaceFollower {
    let place: FollowedPlace
    private let url: URL
    private let store: Store
    /// How often new commits are fetched from elsewhere; `nil` for never.
    private let fetchInterval: Duration?
    private var lastFetch: ContinuousClock.Instant?
    /// The first trouble of the last fetch.
    private var fetchFailure: ArchiveError?
    private var inbox: PublicInbox

    init(_ inbox: PublicInbox, store: Store, fetchEvery interval: Duration?) {
        place = .publicInbox(inbox)
        url = inbox.url
        self.inbox = inbox
        self.store = store
        fetchInterval = interval
    }

    var watchedFolders: [String] { inbox.watchedFolders }

    func takeIn(_ visit: FollowVisit) async throws {
        guard let inbox = PublicInbox(at: url) else {
            throw ArchiveError("\(url.path) is no public-inbox any more")
        }
        self.inbox = inbox
        fetch(visit)
        let archive = FollowedArchive(place: url.path, givenListID: visit.listID)
        let known = try await store.lastCommits(of: archive)
        for epoch in inbox.epochs where !visit.isStopped() {
            try await takeIn(epoch, of: archive, after: known[epoch.number], visit)
        }
        // What is there was taken in all the same.
        if let fetchFailure { throw fetchFailure }
    }

    /// Fetches the epochs that are due: all at the start, later the newest one, the only one that
    /// grows.
    private func fetch(_ visit: FollowVisit) {
        guard let fetchInterval else { return }
        let now = ContinuousClock.now
        // A timer may come a little early.
        if let lastFetch, now - lastFetch < fetchInterval * 0.9 { return }
        let due = lastFetch == nil ? inbox.epochs : inbox.epochs.suffix(1)
        lastFetch = now
        fetchFailure = nil
        for epoch in due where !visit.isStopped() {
            do {
                try epoch.repository.fetch(isStopped: visit.isStopped)
            } catch {
                fetchFailure = fetchFailure ?? ArchiveError("\(epoch.repository.path): \(error)")
            }
        }
    }

    private func takeIn(
        _ epoch: PublicInbox.Epoch,
        of archive: FollowedArchive,
        after known: String?,
        _ visit: FollowVisit
    ) async throws {
        guard let head = try epoch.repository.head(), head != known else { return }
        let walk = try EpochWalk(
            epoch.repository,
            after: try start(epoch, after: known, to: head, visit),
            to: head
        )
        var remembered: String?
        while !visit.isStopped() {
            let (batch, deleted, ending) = Self.nextBatch(of: walk, source: place.source, visit)
            try await visit.receive(batch, deleted: deleted)
            if let commit = walk.completed, commit != remembered {
                try await store.remember(commit, ofEpoch: epoch.number, in: archive)
                remembered = commit
            }
            switch ending {
            case .more: continue
            case .end: return
            case .failed(let error): throw error
            }
        }
    }

    /// Where to go on: behind the commit that was read last, if it is still part of the history.
    private func start(
        _ epoch: PublicInbox.Epoch,
        after known: String?,
        to head: String,
        _ visit: FollowVisit
    ) throws -> String? {
        guard let known else { return nil }
        if try epoch.repository.leads(known, to: head) { return known }
        visit.report(
            .notice(
                "the history of \(epoch.repository.path) was rewritten, as a purge of a mail does: "
                    + "it is read again from its beginning"
            )
        )
        return nil
    }

    private enum Ending {
        case more
        case end
        case failed(any Error)
    }

    /// The next mails; if the walk cannot go on, those before that.
    private static func nextBatch(
        of walk: EpochWalk,
        source: String,
        _ visit: FollowVisit
    ) -> (MailBatch, deleted: Int, Ending) {
        var batch = MailBatch()
        var deleted = 0
        do {
            while !batch.isFull {
                switch try walk.next() {
                case .mail(let mail): batch.append(mail, listID: visit.listID, source: source)
                case .deletion: deleted += 1
                case nil: return (batch, deleted, .end)
                }
            }
            return (batch, deleted, .more)
        } catch {
            return (batch, deleted, .failed(error))
        }
    }
}
