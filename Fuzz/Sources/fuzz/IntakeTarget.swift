import Foundation
import Synchronization
import TrackerModel
import TrackerSQLite
import TrackerStore

/// Takes mails into a database of its own, which starts anew from time to time.
final class IntakeFuzzer: Sendable {
    static let shared = IntakeFuzzer()

    /// With more mails in it, a database becomes slower than what is to be found.
    private static let mailsADatabase = 500

    private let state = Mutex<(store: Store, mails: Int)?>(nil)

    func run(_ input: [UInt8]) {
        wait { [self] in
            let store = try await store()
            let mail = IncomingMail(raw: input, source: "fuzz")
            let result = try await store.takeIn([mail])[0]
            require(result.outcome != .failed, "the intake has failed: \(result)")
            let raw = try await store.rawMail(result.mailID)
            require(raw == input, "the mail is not kept byte for byte")
        }
    }

    private func store() async throws -> Store {
        let current = state.withLock { state in
            state?.mails += 1
            return state
        }
        if let current, current.mails < Self.mailsADatabase { return current.store }
        await current?.store.close()
        let folder = FileManager.default.temporaryDirectory.path
        let path = "\(folder)/patchbay-fuzz-\(ProcessInfo.processInfo.processIdentifier).db"
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
        let database = try SQLiteDatabase(path: path)
        let store = try await Store.open(database, clock: Clock { 1_700_000_000_000_000 })
        let project = Project(
            linkName: "widget",
            name: "Widget",
            listID: "widget.lists.example.org",
            listEmail: "widget@lists.example.org"
        )
        _ = try await store.createProject(project)
        state.withLock { $0 = (store, 0) }
        return store
    }

    /// libFuzzer knows nothing of tasks, so its thread waits.
    private func wait(_ body: @escaping @Sendable () async throws -> Void) {
        let isDone = DispatchSemaphore(value: 0)
        Task.detached {
            do { try await body() } catch { fatalError("the intake threw \(error)") }
            isDone.signal()
        }
        isDone.wait()
    }
}
