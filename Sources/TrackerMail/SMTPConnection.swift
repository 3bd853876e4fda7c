import Glibc

/// A connection to a mail server. It blocks, so it needs a thread of its own.
final class SMTPConnection {
    private let socket: Int32
    private let deadline: Int64
    private var buffer: [UInt8] = []

    /// Hands a mail over.
    static func send(
        _ lines: [String],
        from sender: String,
        to recipient: String,
        by server: (host: String, port: Int),
        within seconds: Int
    ) throws {
        let dialogue = SMTPDialogue(lines: lines, sender: sender, recipient: recipient)
        try SMTPConnection(server, within: seconds).run(dialogue)
    }

    /// Makes sure that the server is ready.
    static func check(
        from sender: String,
        by server: (host: String, port: Int),
        within seconds: Int
    ) throws {
        let dialogue = SMTPDialogue(lines: nil, sender: sender, recipient: "")
        try SMTPConnection(server, within: seconds).run(dialogue)
    }

    private init(_ server: (host: String, port: Int), within seconds: Int) throws {
        deadline = Self.now() + Int64(seconds) * 1_000
        socket = try Self.connect(server, deadline: deadline)
    }

    deinit { close(socket) }

    private func run(_ dialogue: SMTPDialogue) throws {
        var dialogue = dialogue
        while true {
            switch try dialogue.step(after: try reply()) {
            case .send(let text): try write(text)
            case .end(let text):
                // The mail is theirs already, whatever becomes of the farewell.
                try? write(text)
                return
            }
        }
    }

    private func reply() throws -> SMTPReply {
        for _ in 0..<SMTPReply.lineLimit {
            guard let (reply, isLast) = SMTPReply.line(try line()) else {
                throw MailFailure("what listens there is no mail server")
            }
            if isLast { return reply }
        }
        throw MailFailure("the mail server does not come to an end")
    }

    private func line() throws -> String {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[..<end]
                buffer.removeSubrange(...end)
                let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
                return String(decoding: text, as: UTF8.self)
            }
            guard buffer.count <= SMTPReply.lengthLimit else {
                throw MailFailure("what listens there is no mail server")
            }
            try wait(for: Int16(POLLIN), socket, deadline)
            var piece = [UInt8](repeating: 0, count: 4_096)
            let count = recv(socket, &piece, piece.count, Int32(MSG_DONTWAIT))
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { throw MailFailure("the mail server has closed the connection") }
            buffer += piece[..<count]
        }
    }

    private func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            try wait(for: Int16(POLLOUT), socket, deadline)
            let count = bytes[start...].withUnsafeBytes {
                Glibc.send(
                    socket,
                    $0.baseAddress,
                    $0.count,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                )
            }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { throw MailFailure("the mail server has closed the connection") }
            start += count
        }
    }

    // MARK: Connecting

    private static func connect(
        _ server: (host: String, port: Int),
        deadline: Int64
    ) throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(server.host, "\(server.port)", &hints, &found)
        guard code == 0, let found else {
            throw MailFailure("no host \(server.host): \(String(cString: gai_strerror(code)))")
        }
        defer { freeaddrinfo(found) }
        var trouble = ECONNREFUSED
        var entry: UnsafeMutablePointer<addrinfo>? = found
        while let address = entry {
            if let socket = connect(to: address.pointee, deadline: deadline, &trouble) {
                return socket
            }
            entry = address.pointee.ai_next
        }
        let reason = String(cString: strerror(trouble))
        throw MailFailure("no connection to \(server.host):\(server.port): \(reason)")
    }

    private static func connect(
        to address: addrinfo,
        deadline: Int64,
        _ trouble: inout Int32
    ) -> Int32? {
        let kind = address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let socket = Glibc.socket(address.ai_family, kind, address.ai_protocol)
        guard socket >= 0 else {
            trouble = errno
            return nil
        }
        var code: Int32 = 0
        if Glibc.connect(socket, address.ai_addr, address.ai_addrlen) != 0 {
            code = errno
            if code == EINPROGRESS {
                code = ETIMEDOUT
                if (try? wait(for: Int16(POLLOUT), socket, deadline)) != nil {
                    var length = socklen_t(MemoryLayout<Int32>.size)
                    getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &length)
                }
            }
        }
        guard code == 0 else {
            trouble = code
            close(socket)
            return nil
        }
        return socket
    }
}

extension SMTPConnection {
    /// Milliseconds of a clock that never goes back.
    fileprivate static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    fileprivate static func wait(for events: Int16, _ socket: Int32, _ deadline: Int64) throws {
        while true {
            let left = deadline - now()
            guard left > 0 else { throw MailFailure("the mail server does not answer") }
            var wanted = pollfd(fd: socket, events: events, revents: 0)
            let count = poll(&wanted, 1, Int32(clamping: left))
            if count > 0 { return }
            if count < 0, errno != EINTR { throw MailFailure(String(cString: strerror(errno))) }
        }
    }

    fileprivate func wait(for events: Int16, _ socket: Int32, _ deadline: Int64) throws {
        try Self.wait(for: events, socket, deadline)
    }
}
