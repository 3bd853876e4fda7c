package import TrackerModel
package import TrackerStore

/// Takes in a whole archive.
package struct ArchiveImport: Sendable {
    private let receiver: MailReceiver
    private let givenListID: String?

    /// So many mails, or bytes, share one transaction.
    private static let batchMails = 200
    private static let batchBytes = 4 << 20

    package init(store: Store, givenListID: String? = nil) {
        receiver = MailReceiver(store: store)
        self.givenListID = givenListID
    }

    /// Reads the archive to its end.
    ///
    /// A second import of the same archive changes nothing, so one that was broken off can simply be
    /// started again.
    ///
    /// - Parameters:
    ///   - archive: What is read.
    ///   - progress: Called after each transaction with the share that is done, 0 to 1.
    /// - Returns: What became of the mails, in numbers.
    /// - Throws: ``ArchiveError`` if the archive cannot be read, `StoreError` if the database cannot
    ///   be written to; what came before is stored.
    package func run(
        _ archive: MailArchive,
        progress: (ImportSummary, Double) -> Void = { _, _ in }
    ) async throws -> ImportSummary {
        var reader = try archive.open()
        var summary = ImportSummary()
        while true {
            let (batch, failure) = nextBatch(from: &reader, archive)
            if !batch.isEmpty {
                for result in try await receiver.receive(batch) { summary.count(result) }
            }
            summary.unreadable = reader.unreadable
            if let failure { throw failure }
            if batch.isEmpty { break }
            progress(summary, reader.size == 0 ? 1 : Double(reader.position) / Double(reader.size))
        }
        return summary
    }

    /// The next mails; if the archive cannot be read on, those before that, and why.
    private func nextBatch(
        from reader: inout any ArchiveReader,
        _ archive: MailArchive
    ) -> (mails: [IncomingMail], failure: (any Error)?) {
        var batch: [IncomingMail] = []
        var bytes = 0
        do {
            while batch.count < Self.batchMails, bytes < Self.batchBytes,
                let mail = try reader.next()
            {
                bytes += mail.bytes.count
                batch.append(
                    IncomingMail(
                        raw: mail.bytes,
                        givenListID: givenListID,
                        source: archive.source,
                        cutFrom: mail.cutFrom
                    )
                )
            }
        } catch {
            return (batch, error)
        }
        return (batch, nil)
    }
}

/// What an import did, in numbers.
package struct ImportSummary: Sendable {
    /// Mails that were read.
    package private(set) var mails = 0
    /// Mails that had been taken in before, byte for byte the same.
    package private(set) var repeated = 0
    /// Files of a folder that could not be read.
    package internal(set) var unreadable = 0
    package private(set) var outcomes: [MailOutcome: Int] = [:]

    mutating func count(_ result: IntakeResult) {
        mails += 1
        if result.isRepeated {
            repeated += 1
        } else {
            outcomes[result.outcome, default: 0] += 1
        }
    }
}
