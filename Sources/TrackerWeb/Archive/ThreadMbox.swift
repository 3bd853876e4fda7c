import TrackerHTTP
import TrackerStore

/// The mails of a thread as a compressed mbox, read and written a few at a time.
actor ThreadMbox {
    /// How many mails are held at the same time.
    private static let mailsAPiece = 8

    private let store: Store
    private var rest: ArraySlice<Int64>
    private let gzip: Gzip
    private var isFinished = false

    init(_ mails: [Int64], store: Store) throws {
        self.store = store
        rest = mails[...]
        gzip = try Gzip()
    }

    /// The body of an answer that asks for one piece after the other.
    nonisolated var body: Answer.Body { .pieces { try await self.next() } }

    /// The next bytes, or nil behind the last ones.
    func next() async throws -> [UInt8]? {
        while !rest.isEmpty {
            let ids = Array(rest.prefix(Self.mailsAPiece))
            rest = rest.dropFirst(Self.mailsAPiece)
            var piece: [UInt8] = []
            for mail in try await store.rawMails(ids) {
                piece += try gzip.write(MboxrdMessage.compose(mail))
            }
            if !piece.isEmpty { return piece }
        }
        guard !isFinished else { return nil }
        isFinished = true
        return try gzip.finish()
    }
}
