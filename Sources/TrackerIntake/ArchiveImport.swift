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
        while let batch = try Self.nextBatch(from: &reader, archive, givenListID, &summary) {
            for result in try await receiver.receive(batch) { summary.count(result) }
            progress(summary, reader.size == 0 ? 1 : Double(reader.position) / Double(reader.size))
        }
        return summary
    }

    private static func nextBatch(
        from reader: inout any ArchiveReader,
        _ archive: MailArchive,
        _ givenListID: String?,
        _ summary: inout ImportSummary
    ) throws -> [IncomingMail]? {
        var batch: [IncomingMail] = []
        var bytes = 0
        while batch.count < batchMails, bytes < batchBytes, let mail = try reader.next() {
            bytes += mail.bytes.count
            if mail.isTruncated { summary.truncated += 1 }
            batch.append(
                IncomingMail(raw: mail.bytes, givenListID: givenListID, source: archive.source)
            )
        }
        return batch.isEmpty ? nil : batch
    }
}

/// What an import did, in numbers.
package struct ImportSummary: Sendable {
    /// Mails that were read.
    package private(set) var mails = 0
    /// Mails that had been taken in before, byte for byte the same.
    package private(set) var repeated = 0
    /// Mails above the size limit, of which only the beginning was kept.
    package internal(set) var truncated = 0
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
