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
            // A false start, and the line after it is looked at again.
            (
                "--- a quote\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b", "--- a quote\n",
                "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
            ),
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
            // Prose that begins like a file.
            ("diff of opinion\nand so on", "diff of opinion\nand so on\n", nil),
            (
                "diff the two\nand see.\nIndex: of things\n\ndiff --git a/x b/x\nold mode 100644\n"
                    + "new mode 100755",
                "diff the two\nand see.\nIndex: of things\n\n",
                "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"
            ),
            (
                "It says\ndiff --git a/x b/x\nand no more.\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b",
                "It says\ndiff --git a/x b/x\nand no more.\n",
                "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
            ),
            (
                "diff of\nindex cards\nBinary files a and b differ\nhere",
                "diff of\nindex cards\nBinary files a and b differ\nhere\n", nil
            ),
            ("diff --git a/x\nand so\non", "diff --git a/x\nand so\non\n", nil),
            ("*** stop\n--- press\n***", "*** stop\n--- press\n***\n", nil),
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

    @Test(
        "takes files of all tools for a diff",
        arguments: [
            // CVS
            """
            Index: src/x.c
            ===================================================================
            RCS file: /cvs/src/x.c,v
            retrieving revision 1.4
            diff -u -r1.4 x.c
            --- src/x.c\t1 Jan 2024 00:00:00 -0000\t1.4
            +++ src/x.c\t1 Jan 2024 00:00:00 -0000
            @@ -1 +1 @@
            -a
            +b

            """,
            // Subversion, a file without text changes before another
            """
            Index: x
            ===================================================================
            --- x\t(revision 1)
            +++ x\t(working copy)
            Index: y
            ===================================================================
            --- y\t(revision 1)
            +++ y\t(working copy)
            @@ -1 +1 @@
            -a
            +b

            """,
            // git, wrapped by a mail program
            """
            diff --git a/documentation/some-long-name.txt
            b/documentation/some-long-name.txt
            new file mode 100644
            index 0000000..1111111
            --- /dev/null
            +++ b/documentation/some-long-name.txt
            @@ -0,0 +1 @@
            +a

            """,
            // Mercurial, an empty file and one with text
            """
            diff --git a/empty b/empty
            new file mode 100644
            diff -r 0123456789ab src/x.c
            --- a/src/x.c\tThu Jan 01 00:00:00 1970 +0000
            +++ b/src/x.c\tThu Jan 01 00:00:00 1970 +0000
            @@ -1 +1 @@
            -a
            +b

            """,
            // diff -ur, binary files first and last
            """
            Binary files old/a.png and new/a.png differ
            diff -ur old/x new/x
            --- old/x\t2024-01-01
            +++ new/x\t2024-01-01
            @@ -1 +1 @@
            -a
            +b
            Binary files old/b.png and new/b.png differ
            Binary files old/c.png and new/c.png differ

            """,
            // git diff without --binary
            """
            diff --git a/x.png b/x.png
            index 1111111..2222222 100644
            Binary files a/x.png and b/x.png differ
            diff --git a/y b/z
            similarity index 100%
            rename from y
            rename to z

            """,
            // git's merges: the last line is in one of the old files only
            """
            diff --cc x
            index 1111111,2222222..3333333
            mode 100644,100644..100755
            --- a/x
            +++ b/x
            @@@ -1,3 -1,2 +1,3 @@@
              a
            - b
             -c
            ++d
             +e

            """,
            // diff -c
            """
            diff -c a/x b/x
            *** a/x\t2024-01-01
            --- b/x\t2024-01-01
            ***************
            *** 1,3 ****
              a
            ! b
              c
            --- 1,3 ----
              a
            ! d
              c
            *************** main()
            *** 9 ****
            - x
            --- 8,0 ----
            *** a/y\t2024-01-01
            --- b/y\t2024-01-01
            ***************
            *** 0 ****
            --- 1 ----
            + y

            """,
        ]
    )
    func takesFilesOfAllTools(diff: String) {
        for (text, end) in [(diff, "\n"), (withCarriageReturns(diff), "\r\n")] {
            let split = PatchText(splitting: "Change it.\(end)\(end)\(text)-- \(end)2.43\(end)")
            #expect(split.diff == text)
            #expect(split.message == "Change it.\(end)\(end)-- \(end)2.43\(end)\n")
        }
    }

    /// Two binary patches, each with a block for each direction.
    private static let binaries = """
        diff --git a/x.png b/x.png
        new file mode 100644
        index 0000000000000000000000000000000000000000..1111111111111111111111111111111111111111
        GIT binary patch
        literal 10
        RcmZQzWMT#Y01f~L

        literal 0
        HcmV?d00001

        diff --git a/y.png b/y.png
        index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100644
        GIT binary patch
        delta 7
        OcmZQzWMT#Y01f~L

        delta 5
        McmZQzWMT#Y01f~L


        """

    @Test(
        "keeps files around binary ones in order",
        arguments: [
            "", "diff --git a/s b/s\nold mode 100644\nnew mode 100755\n",
            "diff --git a/s b/s\nnew file mode 100644\nindex 0000000..e69de29\n",
            "diff --git a/s b/s\ndeleted file mode 100644\n",
            "diff --git a/s b/t\nsimilarity index 100%\ncopy from s\ncopy to t\n",
            "diff --git a/s b/s\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n"
                + "+++ b/s\n@@ -0,0 +1 @@\n+s\n",
        ]
    )
    func keepsFilesAroundBinaryOnes(file: String) {
        for diff in [
            Self.binaries + file, file + Self.binaries, Self.binaries + file + Self.binaries,
        ] {
            for (text, end) in [(diff, "\n"), (withCarriageReturns(diff), "\r\n")] {
                let split = PatchText(splitting: "Add.\(end)\(text)-- \(end)2.43")
                #expect(split.diff == text)
                #expect(split.message == "Add.\(end)-- \(end)2.43\n")
            }
        }
    }

    @Test(
        "a binary patch ends where its grammar does",
        arguments: [
            ("GIT binary patch\n", ""), ("GIT binary patch\nno block\n", ""),
            ("GIT binary patch\nliteral 3\nKind regards,\nAda\n", "GIT binary patch\nliteral 3\n"),
            (
                "GIT binary patch\nliteral 3\nIcmZQz\n-- \n2.43\n",
                "GIT binary patch\nliteral 3\nIcmZQz\n"
            ),
            (
                "GIT binary patch\nliteral 1\nIc\n\nliteral 1\nIc\n\nliteral 1\nIc\n\n",
                "GIT binary patch\nliteral 1\nIc\n\nliteral 1\nIc\n\n"
            ),
        ]
    )
    func binaryPatchEnds(text: String, taken: String) {
        let header = "diff --git a/x b/x\nindex 1..2\n"
        #expect(PatchText(splitting: header + text).diff == header + taken)
    }

    private func withCarriageReturns(_ text: String) -> String {
        String(text.flatMap { $0 == "\n" ? ["\r", "\n"] : [$0] })
    }
}
