import Foundation
import TrackerMail

/// A mail server of a test: says its replies one after the other, whatever it hears.
final class MailServer: Sendable {
    let port: Int
    /// What the client said, once it is gone.
    private let said: AsyncStream<String>

    private struct Trouble: Error {}

    /// Listens on a port of this machine that is free.
    ///
    /// - Parameter replies: The first one is said at once, each further one after a command, or after
    ///   the text of a mail; an empty one closes the connection.
    /// - Throws: If there is no such port.
    init(replies: [String]) throws {
        let listener = try Self.listen()
        port = try Self.port(of: listener)
        let (said, end) = AsyncStream<String>.makeStream()
        self.said = said
        Thread.detachNewThread {
            end.yield(Self.serve(listener, replies))
            end.finish()
        }
    }

    /// What the client said.
    func heard() async -> String { await said.first { _ in true } ?? "" }

    /// A port on which nobody listens.
    static func freePort() throws -> Int {
        let listener = try listen()
        defer { close(listener) }
        return try port(of: listener)
    }

    private static func serve(_ listener: Int32, _ replies: [String]) -> String {
        defer { close(listener) }
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return "" }
        defer { close(client) }
        var heard: [UInt8] = []
        for reply in replies {
            guard !reply.isEmpty else { break }
            _ = send(client, reply, reply.utf8.count, Int32(MSG_NOSIGNAL))
            let end = reply.hasPrefix("354") ? "\r\n.\r\n" : "\r\n"
            let start = heard.count
            var piece = [UInt8](repeating: 0, count: 4_096)
            while !String(decoding: heard[start...], as: UTF8.self).hasSuffix(end) {
                let count = recv(client, &piece, piece.count, 0)
                guard count > 0 else { return String(decoding: heard, as: UTF8.self) }
                heard += piece[..<count]
            }
        }
        return String(decoding: heard, as: UTF8.self)
    }

    private static func listen() throws -> Int32 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard listener >= 0, bound == 0, Glibc.listen(listener, 4) == 0 else { throw Trouble() }
        return listener
    }

    private static func port(of listener: Int32) throws -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(listener, $0, &length)
            }
        }
        guard code == 0 else { throw Trouble() }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
