import NIOCore

/// Rings when a deadline has passed that is put off again and again, which costs nearly nothing: the
/// event loop is asked only when an earlier ring turns out to be too early.
final class LMTPAlarm {
    private var deadline = NIODeadline.distantFuture
    private var next: (time: NIODeadline, task: Scheduled<Void>)?

    /// Sets a new deadline in place of the old one; `nil` for none.
    func set(_ deadline: NIODeadline?, on loop: any EventLoop, ring: @escaping () -> Void) {
        self.deadline = deadline ?? .distantFuture
        if let next, next.time > self.deadline { stop() }
        schedule(on: loop, ring)
    }

    func stop() {
        next?.task.cancel()
        next = nil
    }

    private func schedule(on loop: any EventLoop, _ ring: @escaping () -> Void) {
        guard next == nil, deadline != .distantFuture else { return }
        let task = loop.assumeIsolated().scheduleTask(deadline: deadline) { [self] in
            next = nil
            if loop.now >= deadline { ring() } else { schedule(on: loop, ring) }
        }
        next = (deadline, task)
    }
}
