/// Reads all mails of a public-inbox, epoch by epoch.
struct PublicInboxReader: ArchiveReader {
    let size: Int64
    private(set) var deleted = 0
    let unreadable = 0
    private var rest: ArraySlice<PublicInbox.Epoch>
    private var walk: EpochWalk?
    private var length: Int64 = 1
    private var finished: Int64 = 0

    /// An epoch counts so much: its commits are counted when it is its turn, since that takes time.
    private static let share: Int64 = 1_000_000

    init(_ inbox: PublicInbox) {
        rest = inbox.epochs[...]
        size = Int64(inbox.epochs.count) * Self.share
    }

    var position: Int64 {
        guard let walk else { return finished * Self.share }
        return finished * Self.share + min(walk.commits, length) * Self.share / length
    }

    mutating func next() throws -> ArchivedMail? {
        while true {
            if walk == nil, try !openNext() { return nil }
            switch try walk?.next() {
            case .mail(let mail): return mail
            case .deletion: deleted += 1
            case nil:
                walk = nil
                finished += 1
            }
        }
    }

    /// Goes on to the next epoch that has mails. Returns whether there is one.
    private mutating func openNext() throws -> Bool {
        while let epoch = rest.popFirst() {
            guard let head = try epoch.repository.head() else {
                finished += 1
                continue
            }
            walk = try EpochWalk(epoch.repository, after: nil, to: head)
            length = max(1, try epoch.repository.length(to: head))
            return true
        }
        return false
    }
}
