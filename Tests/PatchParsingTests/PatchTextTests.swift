import PatchParsing
import Testing

@Suite("Splitting message and diff")
struct PatchTextTests {
    @Test(
        "tells message from diff",
        arguments: [
            ("", nil, nil),
            ("Hello\n", "Hello\n\n", nil),
            ("Hello", "Hello\n", nil),
            // The whole way, with notes, a signature and text behind the diff.
            (
                "Fix.\n---\n x | 2 +-\ndiff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n"
                    + "@@ -1 +1 @@\n-a\n+b\n-- \n2.43.0",
                "Fix.\n---\n x | 2 +-\n-- \n2.43.0\n",
                "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
            ),
            // Subversion and CVS.
            (
                "Index: x\n=====\n--- x (revision 1)\n+++ x (working copy)\n@@ -1 +1 @@\n-a\n+b",
                nil,
                "Index: x\n=====\n--- x (revision 1)\n+++ x (working copy)\n@@ -1 +1 @@\n-a\n+b\n"
            ),
            // The line after a false start is not looked at again.
            ("--- a\n--- a/x\n+++ b/x\n", "--- a\n--- a/x\n+++ b/x\n\n", nil),
            ("--- a/x\n+++ b/x\nno hunk\nmore", "--- a/x\n+++ b/x\nno hunk\nmore\n", nil),
            ("difficult\nDifferent\ndiffer", "difficult\nDifferent\ndiffer\n", nil),
            ("> --- a/x\n> +++ b/x\n> @@ -1 +1 @@", "> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n", nil),
            // Counts that are missing are 1, a hunk of nothing takes one line.
            ("--- a\n+++ b\n@@ -0,0 +0,0 @@\nx\ny", "y\n", "--- a\n+++ b\n@@ -0,0 +0,0 @@\nx\n"),
            // A hunk that is cut short takes the signature and the end.
            (
                "--- a\n+++ b\n@@ -1,9 +1,9 @@\n-a\n+b\n-- \n1\n",
                nil, "--- a\n+++ b\n@@ -1,9 +1,9 @@\n-a\n+b\n-- \n1\n\n"
            ),
            // A count beyond all measure is a hunk without end.
            (
                "--- a\n+++ b\n@@ -1,99999999999999999999 +1 @@\n-a\n+b\nx",
                nil, "--- a\n+++ b\n@@ -1,99999999999999999999 +1 @@\n-a\n+b\nx\n"
            ),
            // Marks of a missing line end do not count; behind a hunk they still belong to it.
            (
                "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
                    + "\\ No newline at end of file\nx",
                "x\n",
                "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
                    + "\\ No newline at end of file\n"
            ),
            // Between two files anything is part of the diff, behind the last it is not.
            (
                "--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\njunk\n--- c\n+++ d\n@@ -1 +1 @@\n-c\n+d\njunk",
                "junk\n",
                "--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\njunk\n--- c\n+++ d\n@@ -1 +1 @@\n-c\n+d\n"
            ),
            // Carriage returns stay.
            (
                "a\r\n--- a\r\n+++ b\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n-- \r", "a\r\n-- \r\n",
                "--- a\r\n+++ b\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n"
            ),
            ("diff of opinion\nand so on", "diff of opinion\nand so on\n", nil),
            ("--- a\n+++ b\n@@@ -1 -1 +1 @@@\n  a", "--- a\n+++ b\n@@@ -1 -1 +1 @@@\n  a\n", nil),
        ] as [(String, String?, String?)]
    )
    func tellsMessageFromDiff(text: String, message: String?, diff: String?) {
        let split = PatchText(splitting: text)
        #expect(split.message.map { Array($0.utf8) } == message.map { Array($0.utf8) })
        #expect(split.diff.map { Array($0.utf8) } == diff.map { Array($0.utf8) })
    }

    @Test(
        "takes git's own headers for a diff",
        arguments: [
            "diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n",
            "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n",
            "diff --git a/x b/x\nnew file mode 100644\nindex 0000000..e69de29\n",
        ]
    )
    func takesGitHeaders(diff: String) {
        #expect(PatchText(splitting: "Move it.\n\n" + diff + "-- \n2.43").diff == diff)
    }

    @Test func oneHeaderLineAloneIsNoDiff() {
        let text = "diff --git a/x b/x\ndeleted file mode 100644\n"
        #expect(PatchText(splitting: text).diff == nil)
    }

    @Test func aSecondBinaryFileEndsInTheMessage() {
        let header =
            "new file mode 100644\nindex 0000000..1111111\nGIT binary patch\nliteral 1\nIc\n\n"
        let split = PatchText(
            splitting: "diff --git a/x b/x\n\(header)diff --git a/y b/y\n\(header)end"
        )
        #expect(split.diff == "diff --git a/x b/x\n\(header)")
        #expect(split.message == "\(header)end\ndiff --git a/y b/y\n")
    }

    @Test func aTextFileAfterABinaryOneLosesItsHeader() {
        let binary = "diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 1\nIc\n\n"
        let text = "--- /dev/null\n+++ b/y\n@@ -0,0 +1 @@\n+y\n"
        let split = PatchText(
            splitting: binary + "diff --git a/y b/y\nnew file mode 100644\n" + text
        )
        #expect(split.diff == binary + "diff --git a/y b/y\n" + text)
        #expect(split.message == "new file mode 100644\n\n")
    }
}
