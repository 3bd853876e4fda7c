import Foundation
import Testing
import TrackerTesting

@Suite("Accounts and their mails, through the program")
struct AccountMailTests {
    private static func options(_ tray: MailTray) -> [String] {
        [
            "--sendmail", tray.program, "--mail-from", "Widget patches <patchbay@example.org>",
            "--url", "https://patches.test/",
        ]
    }

    /// Sends a form as a browser without a session does.
    private static func post(
        _ client: HTTPClient,
        _ target: String,
        _ form: String
    ) async throws -> HTTPAnswer {
        let token = String(repeating: "a", count: 40)
        let headers = [
            "Cookie": "csrftoken=\(token)", "Content-Type": "application/x-www-form-urlencoded",
        ]
        let body = "\(form)&csrfmiddlewaretoken=\(token)"
        return try await client.send("POST", target, headers: headers, body: body)
    }

    @Test("a new account, with a mail that leaves by sendmail", arguments: DatabaseKind.allCases)
    func registration(on kind: DatabaseKind) async throws {
        let tray = try MailTray()
        defer { tray.remove() }
        try await Site.with(kind) { site in
            try await site.serve(Self.options(tray)) { server in
                let client = HTTPClient(port: try server.port)
                let form = "username=ada&email=ada%40example.com&password=four+tall+birches"
                let sent = try await Self.post(client, "/register/", form)
                #expect(sent.status == 303, "\(sent.text)")
                let mail = try #require(
                    try await tray.take("Confirm your account", to: "ada@example.com")
                )
                #expect(mail.hasPrefix("From: Widget patches <patchbay@example.org>\n"))
                let link = try #require(MailTray.path(in: mail))
                #expect(try await Self.post(client, link, "").status == 303)
                let login = "username=ada&password=four+tall+birches"
                #expect(try await Self.post(client, "/user/login/", login).status == 303)
            }
            let users = try await site.succeed("user", "list", "--json")
            #expect(users.contains(#""username" : "ada""#))
            let said = try await site.succeed("user", "password", "ada", input: "another one\n")
            #expect(said == "The password of ada is set.\n")
            try await site.serve { server in
                let client = HTTPClient(port: try server.port)
                let old = "username=ada&password=four+tall+birches"
                #expect(try await Self.post(client, "/user/login/", old).status == 403)
                let new = "username=ada&password=another+one"
                #expect(try await Self.post(client, "/user/login/", new).status == 303)
            }
            let trail = try await site.succeed("audit")
            #expect(trail.contains("operator"))
        }
    }

    @Test("the doctor says whether mail leaves")
    func doctor() async throws {
        let tray = try MailTray()
        defer { tray.remove() }
        try await Site.with(.sqlite) { site in
            #expect(try await site.succeed("doctor").contains("Mail: not set up."))
            let ready = try await site.run(["doctor"] + Self.options(tray))
            #expect(ready.status == 0)
            #expect(ready.text.contains("Mail: can be handed over."))
            let sent = try await site.run(
                ["doctor", "--mail-to", "ada@example.com"] + Self.options(tray)
            )
            #expect(sent.status == 0)
            #expect(try await tray.take("A mail of Patchbay", to: "ada@example.com") != nil)
            let broken = try await site.run([
                "doctor", "--sendmail", "/nonexistent", "--mail-from", "a@example.org", "--url",
                "http://patches.test",
            ])
            #expect(broken.status == 1)
            #expect(broken.errors.contains("/nonexistent is no program that can be run"))
        }
    }

    @Test(
        "options of mail that cannot be",
        arguments: [
            (["--mail-from", "a@b.test"], "--mail-from needs --sendmail or --relay"),
            (["--sendmail", "/x", "--relay", "h:25"], "by --sendmail or by --relay, not by both"),
            (["--sendmail", "mail"], "--sendmail is an absolute path"),
            (["--sendmail", "/x"], "sending mail needs --mail-from"),
            (["--sendmail", "/x", "--mail-from", "nobody"], "sending mail needs --mail-from"),
            (["--sendmail", "/x", "--mail-from", "a@b.test"], "sending mail needs --url"),
            (
                ["--sendmail", "/x", "--mail-from", "a@b.test", "--url", "patches.test"],
                "sending mail needs --url"
            ),
            (
                ["--sendmail", "/x", "--mail-from", "a@b.test", "--url", "http://x.test/y"],
                "sending mail needs --url"
            ),
            (["--relay", "localhost"], "--relay is host:port"),
            (["--relay", "localhost:0"], "--relay is host:port"),
        ]
    )
    func wrongOptions(options: [String], message: String) async throws {
        try await Site.with(.sqlite) { site in
            let ending = try await site.run(["serve", "--port", "0"] + options)
            #expect(ending.status == 64)
            #expect(ending.errors.contains(message), "\(ending.errors)")
        }
    }
}
