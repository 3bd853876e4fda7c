@preconcurrency import Dispatch

/// A thread of its own for what waits on files and on git, so that the threads on which requests are
/// answered do not wait.
///
/// ```swift
/// try await withTaskExecutorPreference(ReadingThread()) { try await follower.run() }
/// ```
package final class ReadingThread: TaskExecutor {
    private let queue = DispatchQueue(label: "patchbay.reading")

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
