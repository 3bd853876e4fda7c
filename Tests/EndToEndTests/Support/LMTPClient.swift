import Foundation

/// A connection to an LMTP server, on which bytes are sent as they are.
struct LMTPClient: Sendable {
    private let socket: Int32

    private static let failure = ChildProcess.Failure(description: "no connection by LMTP")

    /// Connects.
    ///
    /// - Parameter place: As the server says it: `inet:127.0.0.1:2424` or `unix:/run/lmtp`.
    /// - Throws: ``ChildProcess/Failure`` if nobody listens there.
    init(place: String) throws {
        if place.hasPrefix("unix:") {
            socket = try Self.connected(path: String(place.dropFirst("unix:".count)))
        } else {
            let port = place.split(separator: ":").last.flatMap { UInt16($0) }
            guard let port else { throw Self.failure }
            socket = try Self.connected(port: port)
        }
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Sends all lines, closes the sending side, and returns all that the server says until it
    /// closes the connection: a client that pipelines without waiting for anything.
    func exchange(_ text: String) async throws -> [String] {
        try await exchange(Array(text.utf8))
    }

    func exchange(_ bytes: [UInt8]) async throws -> [String] {
        try await onThread {
            defer { close() }
            try send(bytes)
            shutdown(socket, Int32(SHUT_WR))
            var answer: [UInt8] = []
            while let piece = try read() { answer += piece }
            return Self.lines(answer)
        }
    }

    /// Sends some bytes, and returns what the server has said when it ends with this line.
    func say(_ text: String, until prefix: String) async throws -> [String] {
        try await onThread {
            try send(Array(text.utf8))
            var answer: [UInt8] = []
            while !(Self.lines(answer).last?.hasPrefix(prefix) == true && answer.last == 10) {
                guard let piece = try read() else { break }
                answer += piece
            }
            return Self.lines(answer)
        }
    }

    func close() { _ = Glibc.close(socket) }

    private func send(_ bytes: [UInt8]) throws {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    socket,
                    buffer.baseAddress?.advanced(by: start),
                    buffer.count - start,
                    noSignal
                )
            }
            guard count > 0 else { throw Self.failure }
            start += count
        }
    }

    /// What has come; `nil` at the end.
    private func read() throws -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &piece, piece.count, 0)
        guard count >= 0 else { throw Self.failure }
        return count == 0 ? nil : Array(piece[..<count])
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    private func onThread<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Swift.Result { try body() })
            }
        }
    }

    private static func connected(port: UInt16) throws -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return try connected(AF_INET, &address)
    }

    private static func connected(path: String) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        return try connected(AF_UNIX, &address)
    }

    private static func connected<Address>(
        _ family: Int32,
        _ address: inout Address
    ) throws -> Int32 {
        let socket = Glibc.socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw failure }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard result == 0 else {
            _ = Glibc.close(socket)
            throw failure
        }
        return socket
    }
}

extension TestMail {
    /// The commands that deliver the mail, up to the dot, sent without waiting for a reply.
    func lmtp(recipients: Int = 1) -> String {
        let to = (0..<recipients).map { "RCPT TO:<r\($0)@lists.example.org>\r\n" }.joined()
        let data = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") ? ".\($0)" : "\($0)" }.joined(separator: "\r\n")
        return "MAIL FROM:<ada@example.org>\r\n\(to)DATA\r\n\(data).\r\n"
    }
}

extension Site {
    /// Delivers a mail by Debian's `swaks`, for two recipients.
    func swaks(
        _ mail: TestMail,
        to place: String,
        _ options: [String] = []
    ) async throws -> ChildProcess.Ending {
        let parts = place.split(separator: ":").map(String.init)
        let target =
            parts[0] == "unix"
            ? ["--socket", parts[1]] : ["--server", parts[1], "--port", parts[2]]
        let words = [
            "swaks", "--protocol", "LMTP", "--from", "ada@example.org", "--to",
            "widget@lists.example.org,b@lists.example.org", "--data", "-",
        ]
        return try await tool(words + target + options, input: mail.bytes)
    }
}
