import MailParsing
import Testing
import TrackerMail

@Suite("What a mail of the site looks like")
struct OutgoingMailTests {
    private static let composer = MailComposer(
        author: MailAddress(name: "Widget patches", address: "patchbay@example.org")
    )

    private static func lines(_ subject: String, _ text: String) -> [String] {
        composer.lines(
            of: OutgoingMail(to: "ada@example.com", subject: subject, text: text),
            messageID: "m1@example.org",
            date: 1_700_000_000_000_000
        )
    }

    @Test("a plain mail")
    func plain() {
        #expect(
            Self.lines("Confirm your account", "Hello,\n\n.\nhttps://x.test/\n") == [
                "From: Widget patches <patchbay@example.org>",
                "To: <ada@example.com>",
                "Subject: Confirm your account",
                "Date: Tue, 14 Nov 2023 22:13:20 -0000",
                "Message-ID: <m1@example.org>",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 7bit",
                "Auto-Submitted: auto-generated",
                "",
                "Hello,", "", ".", "https://x.test/",
            ]
        )
    }

    @Test(
        "what is written is read back as it was",
        arguments: [
            "Größe ändern: 漢字 🙂", "a line\nBcc: eve@example.net", "a\r\nX: y\u{2028}z\u{0}",
            String(repeating: "long words ", count: 40), String(repeating: "ä", count: 300),
            "=?utf-8?q?not_meant?=", String(repeating: "x", count: 2_000),
        ]
    )
    func subjects(subject: String) throws {
        let lines = Self.lines(subject, "x\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && $0.utf8.allSatisfy { $0 < 0x80 } })
        #expect(!lines.contains { $0.hasPrefix("Bcc") || $0.hasPrefix("X:") })
        let mail = MailMessage(parsing: Array(lines.joined(separator: "\n").utf8))
        let read = try #require(mail.headers.first("Subject")?.decoded)
        let meant = subject.unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar.value == 0x2028 ? " " : scalar
        }
        #expect(Self.words(read) == Self.words(String(String.UnicodeScalarView(meant))))
    }

    private static func words(_ text: String) -> [Substring] { text.split(separator: " ") }

    @Test(
        "a text is read back as it was",
        arguments: [
            "Grüße\n", "tail ü \nnext\t\n", "a=b ü\n", "From here ü\n", "ü\n.\n\n..\n",
            String(repeating: "漢字 ", count: 100) + "\n",
            String(repeating: "x", count: 3_000) + "\n",
        ]
    )
    func texts(text: String) {
        let lines = Self.lines("s", text)
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && $0.utf8.allSatisfy { $0 < 0x80 } })
        #expect(lines.contains("Content-Transfer-Encoding: quoted-printable"))
        let mail = MailMessage(parsing: Array((lines.joined(separator: "\n") + "\n").utf8))
        #expect(mail.textParts.map(\.text).joined() == text)
    }

    @Test("a name before an address")
    func authors() {
        let names: [(String?, String)] = [
            (nil, "From: <a@b.test>"),
            ("Lists, Inc. \"x\"", #"From: "Lists, Inc. \"x\"" <a@b.test>"#),
            ("Größe", "From: =?utf-8?b?R3LDtsOfZQ==?= <a@b.test>"),
            ("x\r\nBcc: y", #"From: "x  Bcc: y" <a@b.test>"#),
        ]
        for (name, line) in names {
            let composer = MailComposer(author: MailAddress(name: name, address: "a@b.test"))
            let mail = OutgoingMail(to: "c@d.test", subject: "s", text: "")
            #expect(composer.lines(of: mail, messageID: "m@b", date: 0).first == line)
        }
    }

    @Test("mail goes to plain addresses only")
    func addresses() {
        for address in ["ada@example.org", "a.b+c@x.example.org", "o'neil@example.org"] {
            #expect(OutgoingMail.canReach(address), "\(address)")
        }
        let bad = [
            "", "ada", "@example.org", "ada@", "a b@example.org", "a@b.test\r\nBcc: c@d.test",
            "a@b.test, c@d.test", "<a@b.test>", "\"a b\"@b.test", "a@b.test>", "ä@b.test",
            String(repeating: "a", count: 250) + "@b.test", "a@b.test\u{0}", "a@[127.0.0.1]",
        ]
        for address in bad { #expect(!OutgoingMail.canReach(address), "\(address)") }
    }
}
