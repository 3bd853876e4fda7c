import TrackerHTTP
import TrackerStore

/// An mbox of many patches, read and written a few at a time, so that no answer fills the memory.
actor MboxPieces {
    /// How many patches are held at the same time.
    private static let patchesAPiece = 4

    private let store: Store
    private var rest: ArraySlice<Int64>
    private var isFirst = true

    init(_ patches: [Int64], store: Store) {
        self.store = store
        rest = patches[...]
    }

    /// The body of an answer that asks for one piece after the other.
    nonisolated var body: Answer.Body { .pieces { try await self.next() } }

    /// The next patches, or nil behind the last one. An empty line stands between two messages.
    func next() async throws -> [UInt8]? {
        while !rest.isEmpty {
            let ids = Array(rest.prefix(Self.patchesAPiece))
            rest = rest.dropFirst(Self.patchesAPiece)
            var piece: [UInt8] = []
            for source in try await store.mboxSources(patches: ids) {
                if !isFirst { piece.append(UInt8(ascii: "\n")) }
                isFirst = false
                piece += MboxMessage.compose(source)
            }
            // Patches may have been deleted since; an empty piece would look like the end to some.
            if !piece.isEmpty { return piece }
        }
        return nil
    }
}
