import Foundation
import MailParsing
import Testing
import TrackerMail
import TrackerTesting

@Suite("Handing mails over")
struct MailSenderTests {
    private static let mail = OutgoingMail(
        to: "ada@example.com",
        subject: "Hello",
        text: "One\n.two\n"
    )

    private static func sender(_ way: MailSender.Way) -> MailSender {
        let settings = MailSender.Settings(
            way: way,
            author: MailAddress(name: nil, address: "patchbay@example.org"),
            siteURL: "https://patches.test"
        )
        return MailSender(settings: settings, clock: { 0 })
    }

    private static func failure(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("sendmail gets the mail on standard input, and nothing of our environment")
    func sendmail() async throws {
        let tray = try MailTray()
        defer { tray.remove() }
        let sender = Self.sender(.sendmail(path: tray.program))
        try await sender.check()
        try await sender.send(Self.mail)
        let mail = try #require(tray.mails().first)
        #expect(mail.contains("To: <ada@example.com>\n"))
        #expect(mail.hasSuffix("\n\nOne\n.two\n"))
        #expect(mail.contains("Message-ID: <"))
        #expect(tray.arguments() == "-i -t")
    }

    @Test("a program that fails says why; one that is not there, too")
    func failing() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let program = "\(folder.path)/sendmail"
        try TestProgram.install(
            "#!/bin/sh\necho 'no space left' >&2\necho more >&2\nexit 75\n",
            at: program
        )
        let plain = Self.sender(.sendmail(path: program + ".text"))
        let sender = Self.sender(.sendmail(path: program))
        #expect(
            await Self.failure { try await plain.check() }
                == "\(program).text is no program that can be run"
        )
        #expect(
            await Self.failure { try await sender.send(Self.mail) }
                == "sendmail ended with status 75: no space left"
        )
        let missing = Self.sender(.sendmail(path: "\(folder.path)/none"))
        #expect(
            await Self.failure { try await missing.send(Self.mail) }.hasPrefix("cannot run ")
        )
    }

    @Test("a program that leaves a child behind has ended all the same")
    func background() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let program = "\(folder.path)/sendmail"
        let script =
            "#!/bin/sh\ncat > '\(folder.path)/mail'\nsleep 300 &\necho $! > '\(folder.path)/id'\n"
        try TestProgram.install(script, at: program)
        try await Self.sender(.sendmail(path: program)).send(Self.mail)
        let id = try String(contentsOfFile: "\(folder.path)/id", encoding: .utf8)
        let number = try #require(pid_t(id.split(separator: "\n").first ?? ""))
        kill(number, SIGKILL)
    }

    @Test("a mail server gets the mail, with dots doubled")
    func relay() async throws {
        let server = try MailServer(replies: [
            "220-mail.test\r\n220 ready\r\n", "250-mail.test\r\n250 SIZE\r\n", "250 ok\r\n",
            "250 ok\r\n", "354 go on\r\n", "250 queued\r\n", "221 bye\r\n",
        ])
        try await Self.sender(.relay(host: "127.0.0.1", port: server.port)).send(Self.mail)
        let said = await server.heard()
        #expect(said.hasPrefix("EHLO example.org\r\nMAIL FROM:<patchbay@example.org>\r\n"))
        #expect(
            said.contains("RCPT TO:<ada@example.com>\r\nDATA\r\nFrom: <patchbay@example.org>\r\n")
        )
        #expect(said.contains("\r\n\r\nOne\r\n..two\r\n.\r\n"))
    }

    @Test("an old mail server, and one that is only asked whether it is ready")
    func oldServer() async throws {
        let server = try MailServer(replies: [
            "220 x\r\n", "502 what?\r\n", "250 x\r\n", "221 bye\r\n",
        ])
        try await Self.sender(.relay(host: "127.0.0.1", port: server.port)).check()
        #expect(await server.heard().hasPrefix("EHLO example.org\r\nHELO example.org\r\n"))
    }

    @Test(
        "a mail server that does not want the mail",
        arguments: [
            (["554 go away\r\n"], "the mail server said: 554 go away"),
            (["220 x\r\n", "250 x\r\n", "550 no\r\n"], "the mail server said: 550 no"),
            (
                ["220 x\r\n", "250 x\r\n", "250 x\r\n", "451 la\u{7}ter\r\n"],
                "the mail server said: 451 la\u{FFFD}ter"
            ),
            (
                ["220 x\r\n", "250 x\r\n", "250 x\r\n", "250 x\r\n", "250 x\r\n"],
                "the mail server said: 250 x"
            ),
            (["HTTP/1.1 400 Bad Request\r\n"], "what listens there is no mail server"),
            ([String(repeating: "x", count: 9_000)], "what listens there is no mail server"),
            (
                [String(repeating: "220-x\r\n", count: 200)],
                "the mail server does not come to an end"
            ),
            (["220 x\r\n", ""], "the mail server has closed the connection"),
        ]
    )
    func refusals(replies: [String], message: String) async throws {
        let server = try MailServer(replies: replies)
        let sender = Self.sender(.relay(host: "127.0.0.1", port: server.port))
        #expect(await Self.failure { try await sender.send(Self.mail) } == message)
        _ = await server.heard()
    }

    @Test("nobody listens")
    func nobody() async throws {
        let port = try MailServer.freePort()
        let sender = Self.sender(.relay(host: "127.0.0.1", port: port))
        let said = await Self.failure { try await sender.check() }
        #expect(said == "no connection to 127.0.0.1:\(port): Connection refused")
        let nowhere = Self.sender(.relay(host: "host.invalid", port: 25))
        #expect(
            await Self.failure { try await nowhere.check() }.hasPrefix("no host host.invalid: ")
        )
    }
}
