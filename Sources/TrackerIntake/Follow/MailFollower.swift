@preconcurrency import Dispatch
import Foundation
import Synchronization
package import TrackerStore

/// Takes in mail where it arrives: in Maildirs and in public-inboxes.
///
/// ```swift
/// let follower = MailFollower(store: store, places: [try FollowedPlace(path: "/var/mail/widget")])
/// try await follower.run { place, report in print(place.path, report) }
/// ```
package final class MailFollower: Sendable {
    package struct Settings: Sendable {
        /// The list that all mails come from; then their own headers do not count.
        package var listID: String?
        /// Seconds after which everything is looked at, whatever the watch on the folders says.
        package var interval = 60
        /// Whether new commits are fetched into the repositories of a public-inbox.
        package var fetches = false

        package init() {}
    }

    private let store: Store
    private let places: [FollowedPlace]
    private let settings: Settings
    private let hasStopped = Atomic(false)
    private let isRetrying = Atomic(false)
    private let wakeUps: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    /// Trouble is not waited out for longer than so many seconds.
    private static let retrySeconds = 5

    package init(store: Store, places: [FollowedPlace], settings: Settings = Settings()) {
        self.store = store
        self.places = places
        self.settings = settings
        (wakeUps, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Ends ``run(_:)`` and ``runOnce(_:)`` after the transaction under way.
    package func stop() {
        hasStopped.store(true, ordering: .relaxed)
        waker.finish()
    }

    /// Takes in what is there and what comes, until ``stop()``.
    ///
    /// Trouble is reported and tried again: a database that is gone comes back.
    ///
    /// - Parameter report: Called with what happens.
    package func run(_ report: @escaping @Sendable (FollowedPlace, FollowReport) -> Void) async {
        let waker = waker
        let watch = FolderWatch { waker.yield() }
        if watch == nil {
            for place in places {
                let text = "inotify cannot be used: new mail is found each \(settings.interval) s"
                report(place, .notice(text))
            }
        }
        let timer = Self.timer(seconds: settings.interval) { waker.yield() }
        defer { timer.cancel() }
        var visits = makeFollowers().map { FollowedVisits($0) }
        waker.yield()
        for await _ in wakeUps {
            for place in visits.indices where !isStopped {
                // Watched first, so that what comes while we look is not missed.
                for folder in visits[place].follower.watchedFolders { watch?.add(folder) }
                await look(&visits[place], report)
            }
            if visits.contains(where: { $0.trouble != nil }) { retryLater() }
        }
    }

    /// Wakes up once more after some seconds, however often it is called meanwhile.
    private func retryLater() {
        guard !isRetrying.exchange(true, ordering: .relaxed) else { return }
        let delay = min(Self.retrySeconds, settings.interval)
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(delay)) { [self] in
            isRetrying.store(false, ordering: .relaxed)
            waker.yield()
        }
    }

    private func look(
        _ visits: inout FollowedVisits,
        _ report: @escaping @Sendable (FollowedPlace, FollowReport) -> Void
    ) async {
        let place = visits.follower.place
        do {
            try await visits.follower.takeIn(visit(place, report))
            if visits.trouble != nil { report(place, .notice("goes on")) }
            visits.trouble = nil
        } catch {
            let text = "\(error)"
            if visits.trouble != text { report(place, .trouble(text)) }
            visits.trouble = text
        }
    }

    /// Takes in what is there.
    ///
    /// - Parameter report: Called with what happens.
    /// - Throws: ``ArchiveError`` for the first place that cannot be read, when the others were;
    ///   `StoreError` at once.
    package func runOnce(
        _ report: @escaping @Sendable (FollowedPlace, FollowReport) -> Void
    ) async throws {
        var failure: ArchiveError?
        for follower in makeFollowers() where !isStopped {
            do {
                try await follower.takeIn(visit(follower.place, report))
            } catch let error as ArchiveError {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    private var isStopped: Bool { hasStopped.load(ordering: .relaxed) || Task.isCancelled }

    private func makeFollowers() -> [any PlaceFollower] {
        places.map { place in
            switch place {
            case .maildir: MaildirFollower(place)
            case .publicInbox(let inbox):
                InboxFollower(
                    inbox,
                    store: store,
                    fetchEvery: settings.fetches ? .seconds(settings.interval) : nil
                )
            }
        }
    }

    private func visit(
        _ place: FollowedPlace,
        _ report: @escaping @Sendable (FollowedPlace, FollowReport) -> Void
    ) -> FollowVisit {
        FollowVisit(
            receiver: MailReceiver(store: store, origin: .arrival),
            listID: settings.listID,
            isStopped: { [self] in isStopped },
            report: { report(place, $0) }
        )
    }

    private static func timer(
        seconds: Int,
        fire: @escaping @Sendable () -> Void
    ) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource()
        timer.schedule(deadline: .now() + .seconds(seconds), repeating: .seconds(seconds))
        timer.setEventHandler(handler: fire)
        timer.resume()
        return timer
    }
}

/// A follower, and the trouble that it had the last time, which is reported once.
private struct FollowedVisits {
    let follower: any PlaceFollower
    var trouble: String?

    init(_ follower: any PlaceFollower) { self.follower = follower }
}
