import Glibc

/// The file of a Unix socket that this process listens on.
struct SocketFile: Sendable {
    private let path: String
    private let identity: Identity

    /// Its owner and its group may connect: give the folder to the group of the mail server.
    static let mode: mode_t = 0o660

    private struct Identity: Equatable {
        let device: dev_t
        let number: ino_t
    }

    /// Notes the file that is there now.
    ///
    /// - Returns: `nil` if there is none.
    init?(_ path: String) {
        guard let status = Self.status(path) else { return nil }
        self.path = path
        identity = Identity(device: status.st_dev, number: status.st_ino)
    }

    /// Removes the file, unless it has been replaced by somebody else's.
    func remove() {
        if SocketFile(path)?.identity == identity { unlink(path) }
    }

    /// Removes a socket that nobody listens on: a server that was killed leaves one.
    ///
    /// - Throws: ``LMTPAddressError`` if the path is taken.
    static func removeStale(_ path: String) throws {
        guard let status = status(path) else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw LMTPAddressError("\(path) is no socket; remove it, or choose another path")
        }
        guard !hasListener(path) else {
            throw LMTPAddressError("another server listens on \(path)")
        }
        unlink(path)
    }

    /// Runs the body while new files get at most this mode, so that a socket never has another.
    static func withMode<Result>(
        _ mode: mode_t,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        let usual = umask(0o777 & ~mode)
        defer { umask(usual) }
        return try await body()
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// Whether a connection is taken, or refused for another reason than that nobody is there.
    private static func hasListener(_ path: String) -> Bool {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let probe = socket(AF_UNIX, kind, 0)
        guard probe >= 0 else { return true }
        defer { close(probe) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(probe, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result == 0 || errno != ECONNREFUSED
    }
}
