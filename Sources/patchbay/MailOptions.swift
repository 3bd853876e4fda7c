import ArgumentParser
import Foundation
import MailParsing
import TrackerMail

/// How mail to people leaves.
struct MailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Send mail by this program, as /usr/sbin/sendmail.",
            discussion: "Or PATCHBAY_SENDMAIL. It is run with -i -t, the mail on standard input.",
            valueName: "path"
        )
    )
    var sendmail: String?

    @Option(
        help: ArgumentHelp(
            "Send mail by this SMTP server, on this machine or in a network of your own.",
            discussion: "Or PATCHBAY_RELAY. It is spoken to without encryption or password.",
            valueName: "host:port"
        )
    )
    var relay: String?

    @Option(
        help: ArgumentHelp(
            "Whom mails are from.",
            discussion: "Or PATCHBAY_MAIL_FROM. Such as 'Widget patches <patchbay@example.org>'.",
            valueName: "address"
        )
    )
    var mailFrom: String?

    @Option(
        help: ArgumentHelp(
            "Where people reach the site, for links in mails.",
            discussion: "Or PATCHBAY_URL. Such as https://patches.example.org",
            valueName: "url"
        )
    )
    var url: String?

    func validate() throws { _ = try settings() }

    /// What was typed, or else what the environment says; `nil` where nobody said how mail leaves.
    func settings() throws -> MailSender.Settings? {
        guard let way = try way() else {
            guard mailFrom == nil else {
                throw ValidationError("--mail-from needs --sendmail or --relay")
            }
            return nil
        }
        guard let text = Self.value(mailFrom, "PATCHBAY_MAIL_FROM"),
            let author = MailAddress(parsing: text), OutgoingMail.canReach(author.address)
        else {
            throw ValidationError(
                "sending mail needs --mail-from or PATCHBAY_MAIL_FROM, such as patchbay@example.org"
            )
        }
        guard let site = Self.value(url, "PATCHBAY_URL").flatMap(Self.siteURL) else {
            throw ValidationError(
                "sending mail needs --url or PATCHBAY_URL: where people reach the site, such as "
                    + "https://patches.example.org"
            )
        }
        return MailSender.Settings(way: way, author: author, siteURL: site)
    }

    private func way() throws -> MailSender.Way? {
        // What is typed counts instead of the environment, whichever of the two it is.
        let isTyped = sendmail != nil || relay != nil
        let program = isTyped ? sendmail : Self.value(nil, "PATCHBAY_SENDMAIL")
        let server = isTyped ? relay : Self.value(nil, "PATCHBAY_RELAY")
        switch (program, server) {
        case (nil, nil): return nil
        case (let path?, nil):
            guard path.hasPrefix("/") else {
                throw ValidationError("--sendmail is an absolute path, such as /usr/sbin/sendmail")
            }
            return .sendmail(path: path)
        case (nil, let server?):
            guard let (host, port) = Self.place(server) else {
                throw ValidationError("--relay is host:port, such as 127.0.0.1:25")
            }
            return .relay(host: host, port: port)
        default: throw ValidationError("mail leaves by --sendmail or by --relay, not by both")
        }
    }

    /// `127.0.0.1:25`, `localhost:25`, or `[::1]:25`.
    private static func place(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (1...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        return host.isEmpty ? nil : (host, port)
    }

    private static func siteURL(_ text: String) -> String? {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        guard let url = URL(string: text), url.scheme == "https" || url.scheme == "http",
            url.host()?.isEmpty == false, url.path().isEmpty, url.query() == nil,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return text
    }

    private static func value(_ typed: String?, _ variable: String) -> String? {
        guard typed == nil else { return typed }
        let value = ProcessInfo.processInfo.environment[variable]
        return value?.isEmpty == false ? value : nil
    }
}
