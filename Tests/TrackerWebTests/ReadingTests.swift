import HTTPTypes
import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore
import TrackerTesting

@testable import TrackerWeb

@Suite("Reading a patch")
struct ReadingTests {
    private static let diff = """
        diff --git a/src/one.c b/src/one.c
        index 1..2 100644
        --- a/src/one.c
        +++ b/src/one.c
        @@ -10,3 +10,3 @@ main()
         \tint a;
        -\tint first = 1;
        +\tint second = 1;\u{20}
         \treturn <a>;
        diff --git a/old.bin b/new.bin
        similarity index 90%
        rename from old.bin
        rename to new.bin
        GIT binary patch
        literal 3
        Kcmb=Jd
        diff --git a/run b/run
        old mode 100644
        new mode 100755

        """

    /// The page of a patch with this diff and these comments.
    private func page(
        diff: String? = diff,
        content: String? = "Say why.",
        comments: [String] = [],
        query: String = "",
        on kind: DatabaseKind = .sqlite
    ) async throws -> String {
        let site = try await Site(on: kind)
        var patch = Sent(1, "<p@x>")
        patch.diff = diff
        patch.content = content
        patch.hasRawMail = true
        try await site.add(patch)
        for (index, comment) in comments.enumerated() {
            try await site.addComment(
                Int64(index + 1),
                on: "patch",
                1,
                comment,
                after: Int64(index) * 1_000_000
            )
        }
        let answer = await site.get("/project/widget/patch/p@x/", query: query)
        #expect(answer.status == .ok)
        return try await answer.text()
    }

    @Test("each line of the diff has its numbers and an address", arguments: DatabaseKind.allCases)
    func lines(kind: DatabaseKind) async throws {
        let text = try await page(on: kind)
        #expect(text.contains("<span id=\"f1R10\" data-o=\"10\" data-n=\"10\"> \tint a;\n</span>"))
        #expect(
            text.contains(
                "<span class=\"d\" id=\"f1L11\" data-o=\"11\"><b>-</b>\tint <mark>first</mark> = 1;"
            )
        )
        #expect(
            text.contains("<span class=\"a\" id=\"f1R11\" data-n=\"11\"><b>+</b>\tint <mark>sec")
        )
        #expect(text.contains("<i class=\"tw\"> </i>"))
        #expect(text.contains("return &lt;a&gt;;"))
        #expect(text.contains("<span class=\"h\">@@ -10,3 +10,3 @@ main()\n</span>"))
        #expect(text.contains("3 files changed, 1 insertion(+), 1 deletion(−)"))
        #expect(text.contains("old.bin → new.bin") && text.contains("Not a text"))
        #expect(text.contains("mode 100644 → 100755"))
        #expect(!text.contains("Kcmb=Jd"))
        #expect(text.contains("class=\"nows\"") && text.contains("?ws=show#h-d"))
        #expect(try await page(query: "ws=show").contains("class=\"ws\""))
    }

    @Test("what hides in a diff or message is shown by its number")
    func hidden() async throws {
        let override = "\u{202E}"
        let diff =
            "--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+if (x) { /*\(override) } a\u{200B}b\n+crlf\r\n"
        let text = try await page(diff: diff, content: "soft\u{AD}ly")
        #expect(text.contains("title=\"right-to-left override\">U+202E</abbr> } a<abbr"))
        #expect(text.contains("U+200B") && text.contains("U+00AD"))
        #expect(text.contains("crlf<i class=\"cr\" title=\"carriage return\">"))
        #expect(!text.contains(override) && !text.contains("\u{200B}") && !text.contains("\r"))
        // Scripts and pictures that need joiners keep them.
        let family = "\u{1F469}\u{200D}\u{1F467} \u{645}\u{6CC}\u{200C}\u{62E}"
        #expect(try await page(content: family).contains(family))
    }

    @Test(
        "addresses in messages are links, and nothing else is",
        arguments: [
            ("See https://a.example/x?y=1&z=(2).", "href=\"https://a.example/x?y=1&amp;z=(2\""),
            ("git://a.example/x.git", "href=\"git://a.example/x.git\""),
            ("<https://a.example/>", "href=\"https://a.example/\""),
            ("ref <20261118-x-1@a.example>", "href=\"/all/20261118-x-1@a.example/\""),
            ("javascript://alert(1)", nil), ("Ada <ada@a.example>", nil), ("://", nil),
            ("https://", nil), ("a: b", nil),
        ] as [(String, String?)]
    )
    func links(message: String, link: String?) async throws {
        let text = try await page(content: message)
        let start = try #require(text.firstRange(of: "id=\"h-m\""))
        let end = try #require(text.firstRange(of: "Headers ("))
        let section = text[start.upperBound..<end.lowerBound]
        if let link {
            #expect(section.contains(link), "\(section)")
        } else {
            #expect(!section.contains("<a "), "\(section)")
        }
    }

    @Test("quotes, trailers and what replies gave are told apart", arguments: DatabaseKind.allCases)
    func message(kind: DatabaseKind) async throws {
        let text = try await page(
            content: "Why.\n> quoted\n>> twice\n\nAcked-by: Bo <b@x>",
            comments: [
                "Reviewed-by: Ada <a@x>\n> Tested-by: Quoted <q@x>", "Acked-by: Bo <b@x>",
                "reviewed-by: Ada <a@x>",
            ],
            on: kind
        )
        #expect(text.contains("<span class=\"q\">&gt; quoted</span>"))
        #expect(text.contains("<span class=\"q2\">&gt;&gt; twice</span>"))
        #expect(text.contains("<span class=\"tr-l\"><b>Acked-by:</b> Bo &lt;b@x&gt;</span>"))
        let given = try #require(text.firstRange(of: "Trailers from replies"))
        let rest = text[given.upperBound...].prefix { $0 != "/" }
        #expect(rest.contains("Reviewed-by:"))
        #expect(!text[given.upperBound...].prefix(400).contains("Tested-by"))
        #expect(text.split(separator: "class=\"from\"").count == 2)
    }

    @Test("what a reply says about a line stands below it", arguments: DatabaseKind.allCases)
    func remarks(kind: DatabaseKind) async throws {
        let text = try await page(
            comments: [
                "> +\tint second = 1;\n\nWhy not <zero>?\n", "Top.\n\n> +\tint second = 1;",
            ],
            on: kind
        )
        let line = try #require(text.firstRange(of: "id=\"f1R11\""))
        let remark = try #require(text.firstRange(of: "<div class=\"cmt\" id=\"c1\">"))
        let next = try #require(text.firstRange(of: "id=\"f1R12\""))
        #expect(line.lowerBound < remark.lowerBound && remark.lowerBound < next.lowerBound)
        #expect(text[remark.lowerBound..<next.lowerBound].contains("Why not &lt;zero&gt;?"))
        // Both are in the thread, with the addresses that links of the compatible site have.
        #expect(text.contains("<article class=\"msg\" id=\"1\">"))
        #expect(text.contains("<article class=\"msg\" id=\"2\">"))
        #expect(!text.contains("id=\"c2\""))
        #expect(text.contains("one.c, line 11"))
    }

    @Test("a pull request without a diff has no way to one")
    func pullRequest() async throws {
        let site = try await Site()
        var patch = Sent(1, "<p@x>")
        patch.diff = nil
        patch.pullURL = "https://a.example/x.git tags/for-1.2"
        try await site.add(patch)
        let text = try await site.get("/project/widget/patch/p@x/").text()
        #expect(text.contains("git pull https://a.example/x.git tags/for-1.2"))
        #expect(!text.contains("id=\"h-d\"") && !text.contains("/raw/\""))
        #expect(await site.get("/project/widget/patch/p@x/mbox/").status == .ok)
    }

    @Test("a diff of five megabytes comes in pieces, each of them small")
    func large() async throws {
        let line = "+" + String(repeating: "x", count: 98) + "\n"
        let files = (0..<50).map { number in
            "--- a/f\(number)\n+++ b/f\(number)\n@@ -0,0 +1,1000 @@\n"
                + String(repeating: line, count: 1_000)
        }
        let site = try await Site()
        var patch = Sent(1, "<p@x>")
        patch.diff = files.joined()
        try await site.add(patch)
        let answer = await site.get("/project/widget/patch/p@x/")
        guard case .pieces(let next) = answer.body else {
            Issue.record("the page came at once")
            return
        }
        var (pieces, largest, lines) = (0, 0, 0)
        while let piece = try await next() {
            pieces += 1
            largest = max(largest, piece.count)
            lines += piece.count { $0 == UInt8(ascii: "\n") }
        }
        #expect(pieces > 20)
        #expect(largest < 600_000)
        #expect(lines > 50_000)
        #expect(answer.isSameUntilWrite)
    }

    @Test("a thread of 3,000 replies has each of them once, in its order")
    func longThread() async throws {
        let site = try await Site()
        try await site.add(Sent(1, "<p@x>"))
        let database = site.store.database
        try await database.write { db in
            for id in Int64(1)...3_000 {
                // Each tenth one answers the first, all others the one before.
                let parent = id % 10 == 1 ? 1 : id - 1
                let body = MailCodec.pack(
                    MailBody(headers: "In-Reply-To: <c\(parent)@x>", content: "reply \(id)"),
                    raw: []
                )
                try db.execute(
                    """
                    INSERT INTO patch_comment (id, patch_id, msgid, date, submitter_id, codec, body)
                    VALUES (\(id), 1, \("<c\(id)@x>"), \(id), 1, \(body.codec), \(body.bytes))
                    """
                )
            }
        }
        let text = try await site.get("/project/widget/patch/p@x/").text()
        #expect(text.split(separator: "<article ").count == 3_001)
        #expect(text.contains("3000 replies"))
        let places = [2, 10, 11, 12, 20, 21].map { id in
            text.firstRange(of: "id=\"\(id)\">")?.lowerBound
        }
        #expect(places.allSatisfy { $0 != nil })
        #expect(
            zip(places, places.dropFirst()).allSatisfy {
                ($0 ?? text.endIndex) < ($1 ?? text.startIndex)
            }
        )
    }

    @Test("machines stand apart, and who answers himself is there once")
    func robots() async throws {
        let site = try await Site()
        try await site.add(Sent(1, "<p@x>"))
        try await site.run(
            "INSERT INTO person (id, email, email_key, name) VALUES (9, 'ci@x', 'ci@x', 'kunit-bot')"
        )
        try await site.addComment(1, on: "patch", 1, "built", after: 1)
        try await site.run("UPDATE patch_comment SET submitter_id = 9 WHERE id = 1")
        let loops = [(2, 3), (3, 2), (4, 4)]
        for (id, parent) in loops {
            try await site.addComment(Int64(id), on: "patch", 1, "x", after: Int64(id))
            let body = MailCodec.pack(
                MailBody(headers: "In-Reply-To: <c\(parent)@devs.example>", content: "x"),
                raw: []
            )
            try await site.run(
                "UPDATE patch_comment SET codec = \(body.codec), body = \(body.bytes) WHERE id = \(id)"
            )
        }
        let text = try await site.get("/project/widget/patch/p@x/").text()
        let bots = try #require(text.firstRange(of: "class=\"bots\""))
        let machine = try #require(text.firstRange(of: "id=\"1\""))
        #expect(bots.lowerBound < machine.lowerBound)
        #expect(text.contains("1 message from robots: kunit-bot"))
        for id in 1...4 {
            #expect(
                text.split(separator: "class=\"msg\" id=\"\(id)\"").count
                    + text.split(separator: "class=\"msg d1\" id=\"\(id)\"").count == 3
            )
        }
    }

    @Test("the page has other forms")
    func forms() async throws {
        let site = try await Site()
        var patch = Sent(1, "<p@x>")
        patch.diff = Self.diff
        try await site.add(patch)
        try await site.addComment(1, on: "patch", 1, "> +\tint second = 1;\n\nWhy?", after: 1)
        let json = try await site.get("/project/widget/patch/p@x.json").text()
        #expect(json.contains("\"file\": \"src/one.c\"") && json.contains("\"new_line\": 11"))
        let plain = try await site.get("/project/widget/patch/p@x.txt").text()
        #expect(plain.contains("-\tint first = 1;") && plain.contains("Why?"))
    }
}
