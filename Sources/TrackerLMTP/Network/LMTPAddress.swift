import Glibc
import NIOCore

/// Where mail is taken in by LMTP: `127.0.0.1:2424`, `[::1]:2424`, `/run/patchbay/lmtp`, or
/// `unix:/run/patchbay/lmtp`.
package enum LMTPAddress: Hashable, Sendable {
    case inet(host: String, port: Int)
    case unix(path: String)

    /// - Returns: `nil` if the text is neither a host and a port nor an absolute path.
    package init?(_ text: String) {
        let path = text.hasPrefix("unix:") ? text.dropFirst("unix:".count) : text[...]
        if path.hasPrefix("/") {
            self = .unix(path: String(path))
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[colon...].dropFirst())
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            // Whether the last part of an IPv6 address is a port cannot be told without brackets.
            return nil
        }
        guard !host.isEmpty else { return nil }
        self = .inet(host: String(host), port: Int(port))
    }
}

/// An address that cannot be listened on, in one line that says what to do.
package struct LMTPAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = "cannot take in mail by LMTP: \(description)" }
}

extension LMTPListener.Settings {
    /// Looks the address up.
    ///
    /// - Throws: ``LMTPAddressError`` if there is none such, or other machines could reach it.
    func socketAddress() throws -> SocketAddress {
        switch address {
        case .unix(let path):
            do {
                return try SocketAddress(unixDomainSocketPath: path)
            } catch {
                throw LMTPAddressError(
                    "the path \(path) is too long for a socket; use a shorter one"
                )
            }
        case .inet(let host, let port):
            guard let found = try? SocketAddress.makeAddressResolvingHost(host, port: port) else {
                throw LMTPAddressError("there is no host \(host)")
            }
            guard allowsRemote || found.isLoopback else {
                throw LMTPAddressError(
                    "other machines can reach \(host), and LMTP asks nobody who he is; use "
                        + "127.0.0.1 or a socket, or say --lmtp-allow-remote"
                )
            }
            return found
        }
    }
}

/// What the server calls itself: the name of the machine, without asking the network.
func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let isName = bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    return isName && !bytes.isEmpty ? String(decoding: bytes, as: UTF8.self) : "localhost"
}

extension SocketAddress {
    /// The address as people write it: `127.0.0.1:2424`, or a path.
    var plainText: String {
        guard let host = ipAddress else { return pathname ?? description }
        return "\(host.contains(":") ? "[\(host)]" : host):\(port ?? 0)"
    }

    /// Whether only programs of this machine can reach it.
    var isLoopback: Bool {
        switch self {
        case .v4: ipAddress?.hasPrefix("127.") ?? false
        case .v6: ipAddress == "::1"
        case .unixDomainSocket: true
        }
    }
}
