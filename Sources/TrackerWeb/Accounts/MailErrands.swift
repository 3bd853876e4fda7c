import Synchronization

/// Mails that are sent behind the answer, so that its time says nothing about who exists.
package final class MailErrands: Sendable {
    private struct Tasks {
        var last = 0
        var running: [Int: Task<Void, Never>] = [:]
    }

    private let tasks = Mutex(Tasks())

    package init() {}

    /// Starts one.
    func start(_ errand: @escaping @Sendable () async -> Void) {
        tasks.withLock { tasks in
            tasks.last += 1
            let number = tasks.last
            tasks.running[number] = Task { [weak self] in
                await errand()
                self?.end(number)
            }
        }
    }

    private func end(_ number: Int) {
        tasks.withLock { tasks in tasks.running[number] = nil }
    }

    /// Waits until all are done that were started: before the database is closed.
    package func finish() async {
        while let task = tasks.withLock({ $0.running.values.first }) { await task.value }
    }
}
