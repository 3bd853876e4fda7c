import MailParsing
import PatchParsing
import Testing
import TrackerModel

struct SubmissionTests {
    private static let project = Project(
        linkName: "widget",
        name: "Widget",
        listID: "widget.test",
        listEmail: "widget@lists.test"
    )
    private static let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
    private static let pull = """
        The following changes since commit 1234567890:

          Before

        are available in the Git repository at:

          git://git.test/widget.git for-next

        """

    private func read(_ mail: String) throws -> Submission {
        try Submission(MailMessage(parsing: Array(mail.utf8)), for: Self.project)
    }

    private func mail(subject: String, body: String, head: String = "") -> String {
        """
        From: Ada <ada@x.test>
        Subject: \(subject)
        Date: Tue, 23 May 2017 13:21:05 +0800
        Message-ID: (comment) <1@x.test>
        \(head)
        \(body)
        """
    }

    @Test(
        "is a patch, a cover letter or a comment by its subject and text",
        arguments: [
            ("[PATCH] x", diff, .patch), ("[PATCH 1/2] x", diff, .patch), ("x", diff, .patch),
            ("Fwd: [PATCH] x", diff, .patch), ("[PATCH] x", "Text", .comment),
            ("x", "Text", .comment),
            ("[PATCH 1/2] x", "Text", .comment), ("[PATCH 0/2] x", "Text", .cover),
            ("[PATCH 0/0] x", "Text", .cover), ("[PATCH 0/0] x", diff, .patch),
            // Number 0 is a cover letter, also with a diff between versions.
            ("[PATCH v2 0/2] x", "Changes:\n\n\(diff)", .cover), ("[PATCH 00/12] x", diff, .cover),
            ("Re: [PATCH 0/2] x", "Text", .comment), ("Re: [PATCH] x", diff, .comment),
            ("re [PATCH] x", diff, .comment), ("re add x", diff, .patch),
            ("AW: [PATCH] x", diff, .comment),
            ("RE: x", pull, .comment),
            ("[GIT PULL] x", pull, .patch), ("[GIT PULL 0/3] x", pull, .patch),
            ("[GIT PULL] x", pull + diff, .patch), ("", diff, .patch),
        ] as [(String, String, Submission.Kind)]
    )
    func kinds(subject: String, body: String, kind: Submission.Kind) throws {
        let submission = try read(mail(subject: subject, body: "\n\(body)"))
        #expect(submission.kind == kind)
        #expect((submission.pullURL != nil) == (kind == .patch && body.hasPrefix("The following")))
        #expect((submission.diff != nil) == (kind == .patch && body.hasSuffix("+b\n")))
    }

    @Test("has the facts of its headers")
    func facts() throws {
        let submission = try read(
            mail(
                subject: "[widget] [PATCH v3 2/5] x: y",
                body: "\nText\n\(Self.diff)",
                head: "In-Reply-To: <2@x.test>\nReferences: <4@x.test> <3@x.test> <2@x.test>\n"
                    + "X-Patchwork-State: accepted\nX-Patchwork-Delegate: Bo@x.test\n"
                    + "X-Patchwork-Action-Required:\n"
            )
        )
        #expect(submission.messageID == "<1@x.test>")
        #expect(submission.references == ["<2@x.test>", "<3@x.test>", "<4@x.test>"])
        #expect(submission.date == 1_495_516_865)
        #expect(submission.name == "[v3,2/5] x: y")
        #expect(submission.version == 3)
        #expect(submission.position?.number == 2)
        #expect(submission.position?.total == 5)
        #expect(submission.content == "Text")
        #expect(submission.hints.stateName == "accepted")
        #expect(submission.hints.delegateEmail == "Bo@x.test")
        #expect(submission.hints.requiresAction)
        #expect(!submission.hints.asksToBeIgnored)
        #expect(submission.headers.hasPrefix("From: Ada <ada@x.test>\nSubject: [widget]"))
    }

    @Test(
        "numbers that no series has are none",
        arguments: [
            ("[PATCH 32767/40000] x", true), ("[PATCH 32768/40000] x", false),
            ("[PATCH 1/2147483647] x", true), ("[PATCH 1/2147483648] x", false),
            ("[PATCH 99999999999999999999/2] x", false), ("[PATCH] x", false),
        ]
    )
    func numbers(subject: String, hasPosition: Bool) throws {
        let submission = try read(mail(subject: subject, body: "\n\(Self.diff)"))
        #expect((submission.position != nil) == hasPosition)
    }

    @Test("names and versions are cut to what fits")
    func cuts() throws {
        let long = try read(
            mail(subject: String(repeating: "é", count: 400), body: "\n\(Self.diff)")
        )
        #expect(long.name.unicodeScalars.count <= 255)
        let version = try read(
            mail(subject: "[PATCH v99999999999999999999] x", body: "\n\(Self.diff)")
        )
        #expect((1...2_147_483_647).contains(version.version))
    }

    @Test(
        "a mail of which nothing can be shown says why",
        arguments: [
            ("From: a@x.test\nSubject: x\n\nText", .malformed, "its Message-Id header"),
            (
                "From: a@x.test\nSubject: x\nMessage-ID:\n\nText", .malformed,
                "its Message-Id header"
            ),
            ("From: a@x.test\nMessage-ID: <1@x>\n\nText", .malformed, "its Subject header"),
            ("Subject: x\nMessage-ID: <1@x>\n\nText", .malformed, "its From header"),
            ("From: a@x.test\nSubject: x\nMessage-ID: <1@x>\n\n", .empty, "it has no text"),
            (
                "From: a@x.test\nSubject: x\nMessage-ID: <1@x>\n\n \n\t\n-- \nAda", .empty,
                "it has no text"
            ),
            (
                "From: a@x.test\nSubject: x\nMessage-ID: <1@x>\nContent-Type: text/css\n\np { }",
                .empty, "it has no text"
            ),
        ] as [(String, MailOutcome, String)]
    )
    func refusals(mail: String, outcome: MailOutcome, reason: String) {
        #expect {
            try read(mail)
        } throws: { error in
            let refusal = error as? MailRefusal
            return refusal?.outcome == outcome && refusal?.reason.hasPrefix(reason) == true
        }
    }
}
