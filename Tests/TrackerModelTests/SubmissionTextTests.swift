import MailParsing
import Testing
import TrackerModel

/// What becomes message and what becomes diff (mail with several parts, signatures, line ends).
struct SubmissionTextTests {
    private static let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
    private static let other = "--- a/y\n+++ b/y\n@@ -1 +1 @@\n-c\n+d\n"

    private func read(_ body: String, subject: String = "[PATCH] x", type: String = "text/plain")
        throws
        -> Submission
    {
        let head =
            "From: a@x.test\nSubject: \(subject)\nMessage-ID: <1@x>\nContent-Type: \(type)\n\n"
        let project = Project(linkName: "w", name: "w", listID: "w", listEmail: "w@x.test")
        return try Submission(MailMessage(parsing: Array("\(head)\(body)".utf8)), for: project)
    }

    private func multipart(_ parts: [(type: String, body: String)], subject: String = "[PATCH] x")
        throws
        -> Submission
    {
        let body =
            parts.map { "--b\nContent-Type: \($0.type)\n\n\($0.body)\n" }.joined() + "--b--\n"
        return try read(body, subject: subject, type: "multipart/mixed; boundary=b")
    }

    @Test("an attached patch is the diff, the text the message", arguments: ["x-patch", "x-diff"])
    func attachedPatch(subtype: String) throws {
        let submission = try multipart([("text/plain", "Text"), ("text/\(subtype)", Self.diff)])
        #expect(submission.content == "Text")
        #expect(submission.diff == Self.diff)
    }

    @Test("attached patches are one diff, in order, and count against one in the text")
    func severalAttachedPatches() throws {
        let submission = try multipart([
            ("text/plain", "Text\n\(Self.diff)"), ("text/x-patch", Self.other),
            ("text/x-diff", Self.diff), ("text/plain; name=z.patch", "See\n\(Self.other)-- \n2.43"),
        ])
        #expect(submission.content == "Text")
        #expect(submission.diff == Self.other + Self.diff + Self.other)
    }

    @Test(
        "files are patches by their type, name or text",
        arguments: [
            "application/x-patch", "application/x-diff", "application/octet-stream",
            "application/octet-stream; name=a.bin", "application/octet-stream; name=\"A.PATCH\"",
            "application/zip; name=a.diff", "text/x-csrc; name=a.diff",
            "application/octet-stream; name*0*=utf-8''caf%C3%A9.; name*1=diff",
            "application/octet-stream\nContent-Disposition: attachment; filename=\"=?utf-8?q?a=2Ediff?=\"",
        ]
    )
    func attachedFiles(type: String) throws {
        let submission = try multipart([("text/plain", "Text"), (type, Self.diff)])
        #expect(submission.content == "Text")
        #expect(submission.diff == Self.diff)
    }

    @Test(
        "other files are left out",
        arguments: [
            ("application/octet-stream", "some text\n\(diff)"),
            ("application/octet-stream; name=a.diff", "no diff"),
            ("application/octet-stream; name=a.diff", "\(diff)\0"),
            ("application/pdf", diff), ("text/x-csrc", diff), ("image/png; name=a.diff", diff),
        ]
    )
    func otherFiles(type: String, body: String) throws {
        let submission = try multipart([("text/plain", "Text"), (type, body)])
        #expect(submission.content == "Text")
        #expect(submission.diff == nil)
    }

    /// What `git format-patch` writes, with the body in an encoding.
    private func formatted(_ body: String, encoding: String? = nil) -> String {
        let id = String(repeating: "0123456789", count: 4)
        let head = "From \(id) Mon Sep 17 00:00:00 2001\nFrom: Ada <a@x.test>\nSubject: [PATCH] y\n"
        return head + (encoding.map { "Content-Transfer-Encoding: \($0)\n" } ?? "") + "\n" + body
    }

    @Test(
        "an attached mail of git gives its diff, and its message if there is no other",
        arguments: ["text/x-patch", "application/octet-stream", "text/plain; name=0001-y.patch"]
    )
    func attachedMailOfGit(type: String) throws {
        let mail = formatted("Größer.\n---\n x | 2 +-\n\n\(Self.diff)-- \n2.43\n")
        let alone = try multipart([(type, mail)])
        #expect(alone.content == "Größer.\n---\n x | 2 +-")
        #expect(alone.diff == Self.diff)
        let both = try multipart([("text/plain", "Text"), (type, mail), (type, mail)])
        #expect(both.content == "Text")
        #expect(both.diff == Self.diff + Self.diff)
        let encoded = formatted("Gr=C3=B6=C3=9Fer.\n\n\(Self.diff)", encoding: "quoted-printable")
        let decoded = try multipart([(type, encoded)])
        #expect(decoded.content == "Größer.")
        #expect(decoded.diff == Self.diff)
    }

    @Test("HTML is read where there is no other text")
    func html() throws {
        let html = "<p>Gr&uuml;&szlig;e<pre>\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-&lt;\n+b\n</pre>"
        let patch = try read(html, type: "text/html")
        #expect(patch.content == "Grüße")
        #expect(patch.diff == "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-<\n+b\n")
        #expect(try read("<b>Yes</b>", subject: "Re: x", type: "text/html").content == "Yes")
        let empty = try multipart([("text/plain", " \n"), ("text/html", "<p>Text")])
        #expect(empty.content == "Text")
        let attached = try multipart([
            ("text/html", "<p>Text"), ("text/plain; name=a.diff", Self.diff),
        ])
        #expect(attached.content == "Text")
        #expect(attached.diff == Self.diff)
    }

    @Test("text behind a diff is message as a whole")
    func textBehindDiff() throws {
        let submission = try multipart([
            ("text/x-patch", Self.diff), ("text/plain", "Text\n\(Self.other)"),
        ])
        #expect(submission.diff == Self.diff)
        #expect(submission.content == "Text\n\(Self.other.dropLast())")
        let footer = try multipart([("text/plain", "Text\n\(Self.diff)"), ("text/plain", "Footer")])
        #expect(footer.content == "Text\nFooter")
        #expect(footer.diff == Self.diff)
    }

    @Test(
        "html beside text, and files, are left out",
        arguments: ["text/html", "application/octet-stream", "image/png"]
    )
    func leftOut(type: String) throws {
        let submission = try multipart([("text/plain", "Text\n\(Self.diff)"), (type, "<p>Text")])
        #expect(submission.content == "Text")
        #expect(submission.diff == Self.diff)
    }

    @Test("a reply keeps all plain text as it stands, and has no diff")
    func reply() throws {
        let submission = try multipart(
            [
                ("text/plain", " One\n\(Self.diff)"), ("text/x-patch", Self.other),
                ("text/plain", "Two"), ("text/html", "<p>Two"),
                ("application/octet-stream; name=a.diff", Self.other),
            ],
            subject: "Re: x"
        )
        #expect(submission.content == "One\n\(Self.diff)Two")
        #expect(submission.diff == nil)
    }

    @Test("a cover letter keeps a diff where it stood")
    func cover() throws {
        let submission = try read("One\n\(Self.diff)\nTwo", subject: "[PATCH v2 0/3] x")
        #expect(submission.content == "One\n\(Self.diff)\nTwo")
        #expect(submission.diff == nil)
    }

    @Test(
        "signatures are cut, notes stay",
        arguments: [
            ("Text\n-- \nAda", "Text"), ("Text\n--\nAda", "Text\n--\nAda"),
            ("Text\n_______\nList", "Text"), ("Text\n_ _\nMore", "Text\n_ _\nMore"),
            ("\n\n Text \n\n", "Text"), ("Text\n---\nv2: better", "Text\n---\nv2: better"),
            ("Text\r\nmore\r\n", "Text\nmore"), ("Te\0xt", "Text"),
        ]
    )
    func cleaned(body: String, content: String) throws {
        #expect(try read(body, subject: "Re: x").content == content)
    }

    @Test("a diff keeps its carriage returns and loses its NULs")
    func diffBytes() throws {
        let submission = try read("Text\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\0\r\n")
        #expect(submission.diff == "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\r\n")
    }

    @Test("a part that does not decode with its charset is read anyhow")
    func wrongCharset() throws {
        let submission = try read("Grüße\n\(Self.diff)", type: "text/plain; charset=us-ascii")
        #expect(submission.content == "Grüße")
    }

    @Test("attached mails are looked into")
    func attachedMail() throws {
        let inner = "Subject: y\nContent-Type: text/plain\n\nText\n\(Self.diff)"
        let submission = try multipart([("message/rfc822", inner)])
        #expect(submission.diff == Self.diff)
    }
}
