package import TrackerStore

/// Lets mails that arrive side by side share a transaction, so that they share the wait for the disk.
///
/// While one transaction runs, mails line up; the next one takes all that wait, in the order of their
/// arrival. A mail that finds the line empty is taken in at once: nothing is ever held back in the
/// hope of company. Its callers wait, so the line is as long as there are callers.
package actor IntakeQueue {
    private struct Waiting {
        let raw: [UInt8]
        let cutFrom: Int64?
        let source: String
        let answer: CheckedContinuation<IntakeResult, any Error>
    }

    /// So many mails, or bytes, share one transaction: less than in an import, because all of their
    /// senders wait for it.
    package static let batchMails = 100
    package static let batchBytes = 4 << 20

    private let receiver: MailReceiver
    private var line: [Waiting] = []
    private var isRunning = false

    package init(store: Store) { receiver = MailReceiver(store: store, origin: .arrival) }

    /// How many mails wait for the next transaction.
    package var waiting: Int { line.count }

    /// Takes in one mail. It is durable when the call returns.
    ///
    /// - Parameters:
    ///   - raw: The mail as it is to be stored.
    ///   - cutFrom: How long it was, if `raw` is only its beginning.
    ///   - source: How it came, such as `lmtp`.
    /// - Returns: What became of it.
    /// - Throws: `StoreError` if it could not be made durable; the sender must try again later.
    package func receive(
        raw: [UInt8],
        cutFrom: Int64? = nil,
        source: String
    ) async throws -> IntakeResult {
        try await withCheckedThrowingContinuation { answer in
            line.append(Waiting(raw: raw, cutFrom: cutFrom, source: source, answer: answer))
            guard !isRunning else { return }
            isRunning = true
            Task { await run() }
        }
    }

    private func run() async {
        while !line.isEmpty {
            let batch = nextBatch()
            let results = await Self.receive(batch, receiver)
            for (mail, result) in zip(batch, results) { mail.answer.resume(with: result) }
        }
        isRunning = false
    }

    /// The first mails of the line, at least one.
    private func nextBatch() -> [Waiting] {
        var (count, bytes) = (0, 0)
        for mail in line.prefix(Self.batchMails) {
            bytes += mail.raw.count
            if count > 0, bytes > Self.batchBytes { break }
            count += 1
        }
        defer { line.removeFirst(count) }
        return Array(line.prefix(count))
    }

    /// Reads the mails here, not where they arrive: reading takes a multiple of a mail's size, and
    /// so only one batch at a time takes it.
    private nonisolated static func receive(
        _ batch: [Waiting],
        _ receiver: MailReceiver
    ) async -> [Result<IntakeResult, any Error>] {
        await receiver.receiveEach(
            batch.map { IncomingMail(raw: $0.raw, source: $0.source, cutFrom: $0.cutFrom) }
        )
    }
}
