import Testing

@testable import PatchParsing

@Suite("Replies at the lines they quote")
struct QuoteAnchorTests {
    private static let diff = """
        diff --git a/fs/write.c b/fs/write.c
        index 1..2 100644
        --- a/fs/write.c
        +++ b/fs/write.c
        @@ -118,9 +118,10 @@ static void unlock_pages(struct cluster *cl)
         \tstruct zbuf *zb;
         \tint err;

        -\tif (WARN_ON_ONCE(!cl))
        -\t\treturn -EIO;
        +\tu32 budget, used;
        +
         \tzb = zbuf_get(GFP_NOFS);
         \tif (!zb)
         \t\treturn -ENOMEM;
        @@ -200,4 +201,5 @@ static int write_range(struct mapping *mapping)
         \tzb = zbuf_get(GFP_NOFS);
         \tif (!zb)
         \t\treturn -ENOMEM;
        +\terr = alloc_cluster(inode, cl, used, GFP_NOFS | __GFP_NOWARN | __GFP_RETRY_MAYFAIL);
        diff --git a/fs/read.c b/fs/read.c
        index 1..2 100644
        --- a/fs/read.c
        +++ b/fs/read.c
        @@ -10,3 +10,4 @@ int read_range(void)
         \tint err;
        +\tpr_debug("reading");
         \treturn err;
         }

        """

    /// `text of the line of the diff: what is said`
    private func found(_ reply: String, in diff: String = diff) -> [String] {
        let layout = DiffLayout(diff)
        let lines = reply.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        return QuoteIndex(layout).anchors(in: reply).map { anchor in
            let file = layout.file(ofLine: anchor.line) ?? -1
            let text = String(decoding: layout.text(of: anchor.line), as: UTF8.self)
            let said = lines[anchor.said].joined(separator: "|")
            return "\(file) \(text.filter { $0 != "\t" }): \(said)"
        }
    }

    @Test("an answer stands below the line it quotes last")
    func simple() {
        let reply = """
            On Wed, Yuki wrote:
            > Blocks are allocated in write_end().

            I see.

            > @@ -118,9 +118,10 @@ static void unlock_pages(
            >  	int err;
            >  
            > -	if (WARN_ON_ONCE(!cl))
            > -		return -EIO;

            Why is this
            not needed?

            > +	u32 budget, used;

            Sort these.

            Thanks,
            Priya
            -- 
            Sent by pigeon
            """
        #expect(
            found(reply) == [
                "0 -return -EIO;: Why is this|not needed?",
                "0 +u32 budget, used;: Sort these.||Thanks,|Priya",
            ]
        )
    }

    @Test("hunk headers, names and order tell equal lines apart")
    func ambiguous() {
        let said = "\n\nIs that right?\n"
        // Twice in the diff, and nothing says which of the two is meant.
        #expect(found("> \tif (!zb)\(said)").isEmpty)
        #expect(
            found("> @@ -200,4 +201,5 @@\n>  \tif (!zb)\(said)")
                == ["0  if (!zb): Is that right?"]
        )
        let layout = DiffLayout(Self.diff)
        let index = QuoteIndex(layout)
        func line(_ reply: String) -> Int? { index.anchors(in: reply).first?.line }
        let second = line("> @@ -200,4 +201,5 @@\n>  \tif (!zb)\(said)")
        let first = line("> @@ -118,9 +118,10 @@\n>  \tif (!zb)\(said)")
        #expect((first ?? 0) < (second ?? 0))
        // The neighbours decide, before and behind.
        #expect(
            line(
                ">  \tif (!zb)\n>  \t\treturn -ENOMEM;\n> +\terr = alloc_cluster(inode, cl, used, "
                    + "GFP_NOFS | __GFP_NOWARN | __GFP_RETRY_MAYFAIL);\(said)"
            ) == (second ?? 0) + 2
        )
        // The name of the file.
        #expect(
            found("> --- a/fs/read.c\n> +++ b/fs/read.c\n>  \tint err;\(said)")
                == ["1  int err;: Is that right?"]
        )
        // The order: the next one behind what was quoted before.
        let before = "> +\tu32 budget, used;\n\nNo.\n\n"
        #expect(
            QuoteIndex(layout).anchors(in: "\(before)>  \tif (!zb)\(said)").last?.line == first
        )
        // A line without letters is no place.
        #expect(found("> +\tpr_debug(\"reading\");\n\nNo.\n\n>  }\n\nNo.\n").count == 1)
    }

    @Test("trimmed quotes go on behind what was left out")
    func trimmed() {
        let reply = """
            > +	u32 budget, used;
            [...]
            >  	zb = zbuf_get(GFP_NOFS);
            >  	if (!zb)
            [snip]

            Check it earlier.
            """
        #expect(found(reply) == ["0  if (!zb): Check it earlier."])
    }

    @Test("blanks that a mail program changed do not matter")
    func blanks() {
        #expect(found(">+    u32   budget, used;  \r\n\nSort.") == ["0 +u32 budget, used;: Sort."])
        #expect(
            found("> +\u{A0}\u{A0}u32 budget, used;\n\nSort.") == ["0 +u32 budget, used;: Sort."]
        )
        let crlf = "> +\tu32 budget, used;\r\n>\r\n\r\nSort.\r\n"
        #expect(QuoteIndex(DiffLayout(Self.diff)).anchors(in: crlf).count == 1)
    }

    @Test("a line that was broken in two is one, with or without its second mark")
    func wrapped() {
        let line =
            "err = alloc_cluster(inode, cl, used, GFP_NOFS | __GFP_NOWARN | __GFP_RETRY_MAYFAIL);"
        for mark in ["> ", ""] {
            let reply = """
                > +	err = alloc_cluster(inode, cl, used, GFP_NOFS |
                \(mark)__GFP_NOWARN | __GFP_RETRY_MAYFAIL);

                Too long.
                """
            #expect(found(reply) == ["0 +\(line): Too long."])
        }
    }

    @Test("an answer to an answer stands at the same line")
    func nested() {
        let reply = """
            > > > +	u32 budget, used;
            > >
            > > Sort these.
            >
            > By length?

            By name.
            """
        #expect(found(reply) == ["0 +u32 budget, used;: By name."])
    }

    @Test("what quotes nothing of the diff, or stands above it, has no place")
    func elsewhere() {
        #expect(found("Looks good to me.\n\n> +\tu32 budget, used;\n").isEmpty)
        #expect(found("> Some words of the message\n\nGood point.\n").isEmpty)
        #expect(found("> +\tu32 budget, used;\n\nReviewed-by: Ada <ada@example.org>\n").isEmpty)
        #expect(found("> +\tu32 budget, used;\n\n-- \nAda\n").isEmpty)
        #expect(found("> +\n> }\n\nWhat?\n").isEmpty)
        #expect(found("").isEmpty)
        #expect(found("> +x\n\nWhy?", in: "no diff").isEmpty)
    }

    @Test("thanks, trailers and what stands below the signature are about the whole")
    func courtesy() {
        let quote = "> +\tu32 budget, used;\n"
        for said in [
            "Applied, thanks!\n", "Looks good to me.\n\nReviewed-by: Ada <ada@example.org>\n",
            "Thanks for the review,\nAda\n", "Kind regards,\n\nAda Byron\n",
        ] { #expect(found("\(quote)\n\(said)").isEmpty, "\(said)") }
        #expect(found("\(quote)> -- \n> 2.39.0\n\nDid you test that?\n").isEmpty)
        // More than courtesy.
        for said in ["Thanks!\nWhy?", "Good question.", "Thanks, will do so in v2."] {
            #expect(found("\(quote)\n\(said)\n").count == 1, "\(said)")
        }
    }

    @Test("the beginning of a line stands for it where it comes next")
    func cutOff() {
        let reply = """
            > +	u32 budget, used;
            > +
            >  	zb = zbuf_get(

            May this sleep?
            """
        #expect(found(reply) == ["0  zb = zbuf_get(GFP_NOFS);: May this sleep?"])
    }

    @Test("what is quoted of the message has its place there")
    func message() {
        let message = """
            Blocks are allocated in write_end(), which is too late.
            if (!zb) is always true.

            Signed-off-by: Ada <ada@example.org>
            ---
             fs/write.c | 9 ++++---
            """
        let index = QuoteIndex(DiffLayout(Self.diff), message: message)
        func places(_ reply: String) -> [String] {
            index.anchors(in: reply).map { "\($0.part) \($0.line)" }
        }
        #expect(
            places("> Blocks are allocated in write_end(), which is too late.\n\nWhy?") == [
                "message 0"
            ]
        )
        #expect(
            places(
                "> if (!zb) is always true.\n\nIs it?\n\n> -\tif (WARN_ON_ONCE(!cl))\n\nAnd this?\n"
            ) == ["message 1", "diff 8"]
        )
        // The end of the message, and an answer to the message.
        #expect(places("> Signed-off-by: Ada <ada@example.org>\n\nWhat was tested?\n").isEmpty)
        #expect(places(">  fs/write.c | 9 ++++---\n\nWhat was tested?\n").isEmpty)
        let conversation = """
            > > Blocks are allocated in write_end(), which is too late.
            >
            > Is that so?

            It is.
            """
        #expect(places(conversation).isEmpty)
    }

    @Test("equal lines without end are dealt with in a moment")
    func hostile() {
        let count = 20_000
        let body = String(repeating: "+\tif (err)\n", count: count)
        let diff = "--- a/x\n+++ b/x\n@@ -0,0 +1,\(count) @@\n" + body
        let reply = String(repeating: "> +\tif (err)\n> +\tif (other)\n\nno\n\n", count: 5_000)
        #expect(QuoteIndex(DiffLayout(diff)).anchors(in: reply).isEmpty)
    }
}
