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

    @Test("the last attached patch counts, also against one in the text")
    func lastAttachedPatch() throws {
        let submission = try multipart([
            ("text/plain", "Text\n\(Self.diff)"), ("text/x-patch", Self.other),
        ])
        #expect(submission.content == "Text")
        #expect(submission.diff == Self.other)
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
        "html and files are left out",
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
                ("text/plain", "Two"),
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
