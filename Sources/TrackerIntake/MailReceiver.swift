package import TrackerStore

/// Takes mails in, one or many, and never loses one: it is stored, or the caller gets an error and
/// keeps it.
package struct MailReceiver: Sendable {
    private let store: Store
    private let origin: IntakeOrigin

    package init(store: Store, origin: IntakeOrigin) {
        self.store = store
        self.origin = origin
    }

    /// Takes in one mail.
    ///
    /// - Throws: `StoreError` if it could not be made durable; the sender must try again later.
    package func receive(_ mail: IncomingMail) async throws -> IntakeResult {
        do {
            return try await store.takeIn([mail], origin: origin)[0]
        } catch let error as StoreError where !error.isTemporary {
            return try await store.keepFailed(mail, reason: error.message)
        }
    }

    /// Takes in many mails in one transaction; one that fails is kept apart from the others.
    func receive(_ mails: [IncomingMail]) async throws -> [IntakeResult] {
        do {
            return try await store.takeIn(mails, origin: origin)
        } catch let error as StoreError where !error.isTemporary {
            var results: [IntakeResult] = []
            for mail in mails { results.append(try await receive(mail)) }
            return results
        }
    }

    /// Takes in many mails in one transaction, and says of each by itself whether it is stored; one
    /// that fails is kept apart from the others.
    func receiveEach(_ mails: [IncomingMail]) async -> [Result<IntakeResult, any Error>] {
        do {
            return try await store.takeIn(mails, origin: origin).map { .success($0) }
        } catch let error as StoreError where !error.isTemporary {
            var results: [Result<IntakeResult, any Error>] = []
            for mail in mails { results.append(await result(of: mail)) }
            return results
        } catch {
            return mails.map { _ in .failure(error) }
        }
    }

    private func result(of mail: IncomingMail) async -> Result<IntakeResult, any Error> {
        do { return .success(try await receive(mail)) } catch { return .failure(error) }
    }
}
