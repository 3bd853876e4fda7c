@preconcurrency import Dispatch
import Glibc

/// Says when something is put into one of some folders, by inotify.
///
/// Watching saves time and nothing depends on it: where it is not to be had, as on some network file
/// systems, the folders are looked at each so many seconds all the same.
final class FolderWatch: Sendable {
    private let descriptor: Int32
    private let source: any DispatchSourceRead

    /// Begins without a folder; `nil` if the system has no more watches to give.
    ///
    /// - Parameter changed: Called after a change, on a thread of its own.
    init?(changed: @escaping @Sendable () -> Void) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor,
            queue: DispatchQueue(label: "patchbay.watch")
        )
        source.setEventHandler {
            // What changed does not matter: everything is looked at.
            var events = [UInt8](repeating: 0, count: 1 << 14)
            while read(descriptor, &events, events.count) > 0 {}
            changed()
        }
        source.setCancelHandler { close(descriptor) }
        source.resume()
    }

    /// Watches a folder, also one that has been watched and was made anew.
    func add(_ folder: String) {
        // A mail comes into `new` by a link or by a rename, a branch of git by a rename.
        inotify_add_watch(descriptor, folder, UInt32(IN_CREATE | IN_MOVED_TO | IN_ONLYDIR))
    }

    deinit { source.cancel() }
}
