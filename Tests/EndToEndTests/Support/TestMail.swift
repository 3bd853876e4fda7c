/// A mail of the tests' own list.
struct TestMail: Sendable {
    static let list = "widget.lists.example.org"

    var from = "Ada Lindqvist <ada@example.org>"
    var subject: String
    /// Without angle brackets.
    var messageID: String
    var references: [String] = []
    /// Minutes after ten o'clock, UTC.
    var minute: Int
    var listID: String? = TestMail.list
    var body: String

    var text: String {
        var head = """
            From: \(from)
            To: widget@lists.example.org
            Subject: \(subject)
            Date: \(date)
            Message-ID: <\(messageID)>

            """
        if let listID { head += "List-Id: Widget tools <\(listID)>\n" }
        if let parent = references.last {
            head += "In-Reply-To: <\(parent)>\n"
            head += "References: \(references.map { "<\($0)>" }.joined(separator: "\n\t"))\n"
        }
        return "\(head)\n\(body)\n"
    }

    var bytes: [UInt8] { Array(text.utf8) }

    /// The minutes are counted from the third of March, ten o'clock.
    private var date: String {
        let time = 600 + minute
        let (hour, rest) = (time / 60 % 24, time % 60)
        let day = ["Tue, 3", "Wed, 4", "Thu, 5"][time / 1_440]
        return "\(day) Mar 2026 \(hour < 10 ? "0" : "")\(hour):"
            + "\(rest < 10 ? "0" : "")\(rest):00 +0000"
    }

    /// Single patches `many-0@example.org` and so on.
    static func many(_ count: Int) -> [TestMail] {
        (0..<count).map { number in
            TestMail(
                subject: "[PATCH] widget: \(number)",
                messageID: "many-\(number)@example.org",
                minute: number,
                body: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+\(number)"
            )
        }
    }
}

/// A series that applies to ``files``, its second version, a single patch, and what people say.
enum TestThread {
    /// The tree before all patches.
    static let files = ["handle.c": "start\nstill\nend\n"]
    /// The tree after the second version of the series.
    static let filesAfterSecondVersion = [
        "handle.c": "start\nturns twice\nend\n", "counter.c": "count\n",
    ]

    static let cover = TestMail(
        subject: "[PATCH 0/2] widget: turn and count",
        messageID: "v1-0@example.org",
        minute: 0,
        body:
            "The handle did not turn.\n\nAda Lindqvist (2):\n  turn the handle\n  count the turns\n"
    )
    static let turn = turnPatch(version: nil, line: "turns", minute: 1)
    static let count = countPatch(version: nil, minute: 2)

    static let coverV2 = TestMail(
        subject: "[PATCH v2 0/2] widget: turn and count",
        messageID: "v2-0@example.org",
        minute: 90,
        body: "Changes: it turns twice.\n"
    )
    static let turnV2 = turnPatch(version: 2, line: "turns twice", minute: 91)
    static let countV2 = countPatch(version: 2, minute: 92)

    static let single = TestMail(
        from: "=?utf-8?q?Zo=C3=AB_Quist?= <zoe@example.org>",
        subject: "[PATCH] widget: =?utf-8?q?pr=C3=BCfe?= the end",
        messageID: "single@example.org",
        minute: 120,
        body: patchBody("Say more.", file: "handle.c", hunk: "@@ -3 +3 @@\n-end\n+the end")
    )

    static let review = TestMail(
        from: "Bo Reviewer <bo@example.org>",
        subject: "Re: [PATCH 1/2] widget: turn the handle",
        messageID: "review@example.org",
        references: ["v1-0@example.org", "v1-1@example.org"],
        minute: 30,
        body: "> +turns\n\nGood.\n\nReviewed-by: Bo Reviewer <bo@example.org>"
    )
    static let thanks = TestMail(
        subject: "Re: [PATCH 1/2] widget: turn the handle",
        messageID: "thanks@example.org",
        references: ["v1-0@example.org", "v1-1@example.org", "review@example.org"],
        minute: 31,
        body: "Thank you."
    )
    static let coverReply = TestMail(
        from: "Bo Reviewer <bo@example.org>",
        subject: "Re: [PATCH 0/2] widget: turn and count",
        messageID: "cover-reply@example.org",
        references: ["v1-0@example.org"],
        minute: 32,
        body: "Will you send a second version?"
    )

    static let firstVersion = [cover, turn, count]
    static let secondVersion = [coverV2, turnV2, countV2]
    /// All of it in the order of its dates.
    static let all = firstVersion + [review, thanks, coverReply] + secondVersion + [single]

    private static func turnPatch(version: Int?, line: String, minute: Int) -> TestMail {
        let (tag, id) = names(version)
        return TestMail(
            subject: "[PATCH\(tag) 1/2] widget: turn the handle",
            messageID: "\(id)-1@example.org",
            references: ["\(id)-0@example.org"],
            minute: minute,
            body: patchBody(
                "It did not turn.",
                file: "handle.c",
                hunk: "@@ -1,3 +1,3 @@\n start\n-still\n+\(line)\n end"
            )
        )
    }

    private static func countPatch(version: Int?, minute: Int) -> TestMail {
        let (tag, id) = names(version)
        return TestMail(
            subject: "[PATCH\(tag) 2/2] widget: count the turns",
            messageID: "\(id)-2@example.org",
            references: ["\(id)-0@example.org"],
            minute: minute,
            body: """
                Somebody has to.

                Signed-off-by: Ada Lindqvist <ada@example.org>
                ---
                 counter.c | 1 +
                 1 file changed, 1 insertion(+)
                 create mode 100644 counter.c

                diff --git a/counter.c b/counter.c
                new file mode 100644
                --- /dev/null
                +++ b/counter.c
                @@ -0,0 +1 @@
                +count
                -- \n2.47.0
                """
        )
    }

    private static func names(_ version: Int?) -> (tag: String, id: String) {
        version.map { (" v\($0)", "v\($0)") } ?? ("", "v1")
    }

    private static func patchBody(_ message: String, file: String, hunk: String) -> String {
        """
        \(message)

        Signed-off-by: Ada Lindqvist <ada@example.org>
        ---
        diff --git a/\(file) b/\(file)
        --- a/\(file)
        +++ b/\(file)
        \(hunk)
        -- \n2.47.0
        """
    }
}
