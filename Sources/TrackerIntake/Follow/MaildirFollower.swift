/// Follows a Maildir (https://cr.yp.to/proto/maildir.html).
///
/// A mail is in `new` until it is stored, and then in `cur`, marked as seen. So a mail that was
/// stored just before a crash is read once more, and found to be known.
final class MaildirFollower: PlaceFollower {
    let place: FollowedPlace
    private let files: MaildirFiles
    /// Files that were said to be unreadable.
    private var reported: Set<String> = []
    /// Files whose mail is stored, and which could not be moved, as in a folder of somebody else's.
    private var unmoved: Set<String> = []

    init(_ place: FollowedPlace) {
        self.place = place
        files = MaildirFiles(path: place.path)
    }

    var watchedFolders: [String] { [files.new] }

    func takeIn(_ visit: FollowVisit) async throws {
        let names = try files.newNames()
        let present = Set(names)
        reported.formIntersection(present)
        unmoved.formIntersection(present)
        retryMoves()
        var rest = names.filter { !unmoved.contains($0) }[...]
        while !rest.isEmpty, !visit.isStopped() {
            var batch = MailBatch()
            var taken: [String] = []
            while !batch.isFull, let name = rest.popFirst() {
                guard let mail = read(name, visit) else { continue }
                batch.append(mail, listID: visit.listID, source: place.source)
                taken.append(name)
            }
            try await visit.receive(batch)
            for name in taken { move(name, visit) }
        }
    }

    private func read(_ name: String, _ visit: FollowVisit) -> ArchivedMail? {
        switch files.read(name) {
        case .mail(let mail):
            reported.remove(name)
            return mail
        case .gone: return nil
        case .unreadable(let reason):
            if reported.insert(name).inserted {
                visit.report(.unreadable("\(files.new)/\(name): \(reason)"))
            }
            return nil
        }
    }

    private func move(_ name: String, _ visit: FollowVisit) {
        guard let reason = files.moveToCur(name) else { return }
        if unmoved.isEmpty {
            visit.report(
                .trouble(
                    "\(files.new)/\(name) is stored, but cannot be moved to \(files.cur): \(reason)"
                )
            )
        }
        unmoved.insert(name)
    }

    private func retryMoves() {
        for name in unmoved where files.moveToCur(name) == nil { unmoved.remove(name) }
    }
}
