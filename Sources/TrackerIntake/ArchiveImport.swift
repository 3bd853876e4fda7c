package import TrackerStore

/// Takes in a whole archive.
package struct ArchiveImport: Sendable {
    private let receiver: MailReceiver
    private let givenListID: String?

    package init(store: Store, givenListID: String? = nil) {
        receiver = MailReceiver(store: store, origin: .history)
        self.givenListID = givenListID
    }

    /// Reads the archive to its end.
    ///
    /// A second import of the same archive changes nothing, so one that was broken off can simply be
    /// started again.
    ///
    /// - Parameters:
    ///   - archive: What is read.
    ///   - progress: Called after each transaction with the share that is done, 0 to 1; `nil` if
    ///     nobody knows how much there is.
    /// - Returns: What became of the mails, in numbers.
    /// - Throws: ``ArchiveError`` if the archive cannot be read, `StoreError` if the database cannot
    ///   be written to; what came before is stored.
    package func run(
        _ archive: MailArchive,
        progress: (ImportSummary, Double?) -> Void = { _, _ in }
    ) async throws -> ImportSummary {
        var reader = try archive.open()
        var summary = ImportSummary()
        while true {
            let (batch, failure) = nextBatch(from: &reader, archive)
            if !batch.isEmpty {
                for result in try await receiver.receive(batch) { summary.count(result) }
            }
            summary.unreadable = reader.unreadable
            summary.deleted = reader.deleted
            if let failure { throw failure }
            if batch.isEmpty { break }
            progress(summary, reader.share)
        }
        return summary
    }

    /// The next mails; if the archive cannot be read on, those before that, and why.
    private func nextBatch(
        from reader: inout any ArchiveReader,
        _ archive: MailArchive
    ) -> (mails: [IncomingMail], failure: (any Error)?) {
        var batch = MailBatch()
        do {
            while !batch.isFull, let mail = try reader.next() {
                batch.append(mail, listID: givenListID, source: archive.source)
            }
        } catch {
            return (batch.mails, error)
        }
        return (batch.mails, nil)
    }
}
