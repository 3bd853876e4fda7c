import Foundation
import Testing
import TrackerTesting

/// A Postfix of a test's own: everything in a temporary folder, reached on the loopback interface
/// only. It needs root, as every Postfix does.
struct PrivatePostfix: Sendable {
    /// The port of its SMTP server.
    let port: Int
    private let folder: String
    private let master: ChildProcess
    private let site: Site

    static var mayRun: Bool { getuid() == 0 }

    /// Runs the body while Postfix runs.
    ///
    /// - Parameters:
    ///   - site: Gets its log, and what its commands print.
    ///   - transport: Where mail for `patches.example.org` goes: `lmtp:inet:127.0.0.1:2424`.
    ///   - body: What is done meanwhile.
    /// - Returns: What the body returns.
    /// - Throws: ``ChildProcess/Failure`` with the log of Postfix, for any error.
    static func with<Result>(
        _ site: Site,
        transport: String,
        _ body: (PrivatePostfix) async throws -> Result
    ) async throws -> Result {
        let postfix = try PrivatePostfix(site, transport: transport)
        do {
            try await postfix.waitUntilReady()
            let result = try await body(postfix)
            try await postfix.stop()
            return result
        } catch {
            let log = postfix.log
            try? await postfix.stop()
            throw ChildProcess.Failure(description: "\(error); Postfix's log:\n\(log)")
        }
    }

    private init(_ site: Site, transport: String) throws {
        folder = "\(site.folder)/postfix"
        self.site = site
        port = try Self.freePort()
        for name in ["", "/etc", "/queue", "/data"] {
            try FileManager.default.createDirectory(
                atPath: folder + name,
                withIntermediateDirectories: true
            )
        }
        let account = try #require(getpwnam("postfix")).pointee
        #expect(chown("\(folder)/data", account.pw_uid, account.pw_gid) == 0)
        try Data(Self.main(folder, transport: transport).utf8)
            .write(to: URL(fileURLWithPath: "\(folder)/etc/main.cf"))
        try Data(Self.services(port: port).utf8)
            .write(to: URL(fileURLWithPath: "\(folder)/etc/master.cf"))
        master = try site.startTool(["postfix", "-c", "\(folder)/etc", "start-fg"])
    }

    /// The lines on transports are those of docs/run-it.md; the others make it private.
    private static func main(_ folder: String, transport: String) -> String {
        """
        compatibility_level = 3.6
        virtual_mailbox_domains = patches.example.org
        virtual_transport = \(transport)

        queue_directory = \(folder)/queue
        data_directory = \(folder)/data
        maillog_file = \(folder)/log
        maillog_file_prefixes = \(folder)
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        myhostname = mx.example.org
        mydestination =
        alias_maps =
        alias_database =
        local_recipient_maps =
        smtpd_relay_restrictions = permit_mynetworks, reject
        default_transport = error:this is a test
        disable_dns_lookups = yes
        smtp_dns_support_level = disabled
        minimal_backoff_time = 1s
        maximal_backoff_time = 1s
        queue_run_delay = 1s
        """ + "\n"
    }

    private static func services(port: Int) -> String {
        let services = [
            "127.0.0.1:\(port) inet n - n - - smtpd",
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "proxymap unix - - n - - proxymap",
            "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache",
            "showq unix n - n - - showq",
            "flush unix n - n 1000? 0 flush",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            // In a chroot, as on Debian.
            "lmtp unix - - y - - lmtp",
            "postlog unix-dgram n - n - 1 postlogd",
        ]
        return services.joined(separator: "\n") + "\n"
    }

    /// What it has logged.
    var log: String {
        String(
            decoding: FileManager.default.contents(atPath: "\(folder)/log") ?? Data(),
            as: UTF8.self
        )
    }

    private func waitUntilReady() async throws {
        try await eventually("Postfix listens") { (try? await self.say("QUIT\r\n")) != nil }
    }

    /// Sends mails to a recipient of the list, as a neighbouring mail server does.
    func send(_ mails: [TestMail]) async throws {
        for mail in mails {
            let ending = try await site.tool(
                [
                    "swaks", "--server", "127.0.0.1", "--port", "\(port)", "--from",
                    "ada@example.org", "--to", "patchbay@patches.example.org", "--data", "-",
                ],
                input: mail.bytes
            )
            try #require(ending.status == 0, "\(ending.text)\(ending.errors)")
        }
    }

    private func say(_ text: String) async throws -> [String] {
        try await LMTPClient(place: "inet:127.0.0.1:\(port)").exchange(text)
    }

    /// Ends it, with all processes that it has started.
    /// Has Postfix try again what it keeps: by itself it may leave a mail for long that was given back
    /// while it looked through its queue.
    func flush() async throws {
        _ = try await site.startTool(["postqueue", "-c", "\(folder)/etc", "-f"]).wait()
    }

    private func stop() async throws {
        let ending = try await site.tool(["postfix", "-c", "\(folder)/etc", "stop"])
        if ending.status != 0 { master.send(SIGTERM) }
        _ = try await master.wait(atMost: .seconds(60))
    }

    /// A port that nobody has right now.
    private static func freePort() throws -> Int {
        let failure = ChildProcess.Failure(description: "there is no free port")
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard probe >= 0 else { throw failure }
        defer { close(probe) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(probe, $0, size) == 0 && getsockname(probe, $0, &size) == 0
            }
        }
        guard result else { throw failure }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// Waits for something that will be so soon.
func eventually(_ what: String, _ isSo: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try await !isSo() {
        guard ContinuousClock.now < deadline else {
            throw ChildProcess.Failure(description: "it never came to this: \(what)")
        }
        try await Task.sleep(for: .milliseconds(50))
    }
}
