import Foundation
import Testing
import TrackerTesting

/// What a server answered, byte for byte: redirects are not followed, nothing is unpacked.
struct HTTPAnswer: Sendable {
    let status: Int
    fileprivate let fields: [(name: String, value: String)]
    /// The lines of the header as they came.
    let headerLines: [String]
    let body: [UInt8]

    /// The value of a field, whatever the case of its name.
    func header(_ name: String) -> String? {
        fields.first { $0.name == name.lowercased() }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    func object() throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any],
            "no JSON object: \(text.prefix(300))"
        )
    }

    func objects() throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(body)) as? [[String: Any]],
            "no JSON list: \(text.prefix(300))"
        )
    }

    /// Takes apart what came until the server closed the connection.
    init(parsing bytes: [UInt8]) throws {
        let end = try #require(
            bytes.indices.first { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) },
            "no answer: \(bytes.count) bytes"
        )
        var lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        status = try #require(Int(lines.removeFirst().split(separator: " ")[1]))
        headerLines = lines
        fields = lines.compactMap { line in
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { return nil }
            return (halves[0].lowercased(), halves[1].trimmingCharacters(in: .whitespaces))
        }
        let rest = bytes[(end + 4)...]
        let isChunked = fields.contains { $0.name == "transfer-encoding" && $0.value == "chunked" }
        body = isChunked ? try Self.joined(chunks: rest) : Array(rest)
    }

    private static func joined(chunks bytes: ArraySlice<UInt8>) throws -> [UInt8] {
        var (body, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes)
        while let end = rest.firstIndex(of: 13) {
            let size = try #require(Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16))
            if size == 0 { return body }
            let chunk = rest[(end + 2)...].prefix(size)
            body += chunk
            rest = rest[(chunk.endIndex + 2)...]
        }
        // A HEAD says that a body would come in chunks, and sends none.
        return body
    }
}

/// One request on one connection to this machine.
struct HTTPClient: Sendable {
    let port: Int

    func send(
        _ method: String,
        _ target: String,
        headers: [String: String] = [:],
        body: String = ""
    ) async throws -> HTTPAnswer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: patches.test\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.utf8.count)\r\n" }
        let answer = try HTTPAnswer(parsing: await exchange(text: "\(head)\r\n\(body)"))
        Recording.add(
            method,
            target,
            status: answer.status,
            headers: answer.fields,
            body: answer.body
        )
        return answer
    }

    /// Sends a text as it is, and returns what comes until the server closes the connection.
    func exchange(text: String) async throws -> [UInt8] {
        try await send(raw: Array(text.utf8))
    }

    /// Sends bytes as they are, and returns what comes until the server closes the connection.
    func send(raw request: [UInt8]) async throws -> [UInt8] {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try Self.exchange(request, port: port) })
            }
        }
    }

    private static func exchange(_ request: [UInt8], port: Int) throws -> [UInt8] {
        let failure = ChildProcess.Failure(description: "no connection to port \(port)")
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw failure }
        defer { close(socket) }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw failure }
        guard Glibc.send(socket, request, request.count, noSignal) == request.count
        else { throw failure }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &piece, piece.count, 0)
            guard count >= 0 else { throw failure }
            if count == 0 { return answer }
            answer += piece[..<count]
        }
    }
}
