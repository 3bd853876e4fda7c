import PatchParsing
import Testing

@Suite("Files of a diff")
struct DiffFilesTests {
    @Test(
        "lists paths for delegation",
        arguments: [
            ("--- a/x/y\n+++ b/x/y\n", ["x/y"]),
            ("--- a/x\t2001\n+++ b/y\n--- a/y\n+++ a/x\n", ["x", "y"]),
            ("--- /dev/null\n+++ b/x\n", ["x"]),
            ("--- /dev/null.orig\n+++ x\n", [""]),
            ("--- \n---\n+++", []),
            ("@@ -1,2 +0,0 @@\n--- sql/comment here\n-- a/b\n", ["comment"]),
            ("rename from a/x\nrename to b/x\n", []),
            ("--- a/x\r\n+++ b/x\r\n", ["x"]),
            ("", []),
        ] as [(String, [String])]
    )
    func listsPathsForDelegation(diff: String, paths: [String]) {
        #expect(DiffFiles.delegationPaths(in: diff) == paths)
    }

    @Test(
        "tells what happens to a file",
        arguments: [
            (
                "diff --git a/s/x.c b/s/x.c\nindex 1..2 100644\n--- a/s/x.c\n+++ b/s/x.c\n"
                    + "@@ -1,2 +1,3 @@\n--- a\n+++ b\n+c\n d\n",
                DiffFile(oldPath: "s/x.c", newPath: "s/x.c", kind: .modified, added: 2, deleted: 1)
            ),
            (
                "diff --git a/x b/x\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/x\n"
                    + "@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n",
                DiffFile(oldPath: nil, newPath: "x", kind: .added, added: 1)
            ),
            (
                "diff --git a/x b/x\nnew file mode 100644\nindex 0..1\n",
                DiffFile(oldPath: nil, newPath: "x", kind: .added)
            ),
            (
                "diff --git a/x b/x\ndeleted file mode 100644\nindex 1..0\n--- a/x\n+++ /dev/null\n"
                    + "@@ -1 +0,0 @@\n-x\n",
                DiffFile(oldPath: "x", newPath: nil, kind: .deleted, deleted: 1)
            ),
            (
                "diff --git a/d/x b/e/y\nsimilarity index 90%\nrename from d/x\nrename to e/y\n"
                    + "index 1..2 100644\n--- a/d/x\n+++ b/e/y\n@@ -1 +1 @@\n-a\n+b\n",
                DiffFile(oldPath: "d/x", newPath: "e/y", kind: .renamed, added: 1, deleted: 1)
            ),
            (
                "diff --git a/x b/y\nsimilarity index 100%\ncopy from x\ncopy to y\n",
                DiffFile(oldPath: "x", newPath: "y", kind: .copied)
            ),
            (
                "diff --git a/a file b/a file\nold mode 100644\nnew mode 100755\n",
                DiffFile(oldPath: "a file", newPath: "a file", kind: .modeChanged)
            ),
            (
                "diff --git a/x b/x\nindex 1..2 100644\nGIT binary patch\ndelta 1\nIc\n\n",
                DiffFile(oldPath: "x", newPath: "x", kind: .binary, isBinary: true)
            ),
            (
                "diff --git a/x b/x\nnew file mode 100644\nBinary files /dev/null and b/x differ\n",
                DiffFile(oldPath: nil, newPath: "x", kind: .added, isBinary: true)
            ),
            (
                "Binary files old/logo.png and new/logo.png differ\n",
                DiffFile(oldPath: "logo.png", newPath: "logo.png", kind: .binary, isBinary: true)
            ),
            (
                "diff --git \"a/\\303\\244 \\\"x\\\"\" \"b/\\303\\244 \\\"x\\\"\"\nold mode 1\nnew mode 2\n"
                    + "--- \"a/\\303\\244 \\\"x\\\"\"\n+++ \"b/\\303\\244 \\\"x\\\"\"\n"
                    + "@@ -1 +1 @@\n-a\n+b\n",
                DiffFile(
                    oldPath: "ä \"x\"",
                    newPath: "ä \"x\"",
                    kind: .modified,
                    added: 1,
                    deleted: 1
                )
            ),
            (
                "Index: s/x.c\n=======\n--- s/x.c\t(revision 1)\n+++ s/x.c\t(working copy)\n"
                    + "@@ -1 +1,2 @@\n a\n+b\n",
                DiffFile(oldPath: "s/x.c", newPath: "s/x.c", kind: .modified, added: 1)
            ),
            (
                "--- linux-6.1.orig/fs/x.c\t2023-01-01\n+++ linux-6.1/fs/x.c\t2023-01-02\n"
                    + "@@ -1 +1 @@\n-a\n+b\n",
                DiffFile(
                    oldPath: "fs/x.c",
                    newPath: "fs/x.c",
                    kind: .modified,
                    added: 1,
                    deleted: 1
                )
            ),
            (
                "diff --git quit.sh quit.sh\n--- /dev/null\n+++ quit.sh\n@@ -0,0 +1 @@\n+q\n",
                DiffFile(oldPath: nil, newPath: "quit.sh", kind: .added, added: 1)
            ),
            // The first line was broken by a mailer.
            (
                "diff --git a/x\nb/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n"
                    + "@@ -0,0 +1 @@\n+q\n",
                DiffFile(oldPath: nil, newPath: "x", kind: .added, added: 1)
            ),
        ] as [(String, DiffFile)]
    )
    func tellsWhatHappens(diff: String, file: DiffFile) {
        #expect(DiffFiles.files(in: diff) == [file])
    }

    @Test func listsFilesInOrderAndSkipsJunk() {
        let hunk = "@@ -1 +1 @@\n-a\n+b\n"
        let diff =
            "--- a/x\n+++ b/x\n\(hunk)junk\n--- a/y\n+++ b/y\n\(hunk)\(hunk)"
            + "diff --git a/z b/z\nold mode 1\nnew mode 2\ndiff --git a/w b/w\n--- a/w\n+++ b/w\n"
            + "@@ -1,9 +1,9 @@\n a\ndiff --git a/v b/v\n--- a/v\n+++ b/v\n\(hunk)-- \n2.43\n"
        let files = DiffFiles.files(in: diff)
        #expect(files.compactMap(\.newPath) == ["x", "y", "z", "w", "v"])
        #expect(files.map(\.added) == [1, 2, 0, 0, 1])
        #expect(files.map(\.deleted) == [1, 2, 0, 0, 1])
    }

    /// Found by the fuzzer: such a file had no name at all.
    @Test func namesCountWhereTheHeaderSaysOtherwise() {
        let none = "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
        let added = DiffFiles.files(in: "diff --git a/x b/x\nnew file mode 100644\n\(none)")
        #expect(added.map(\.kind) == [.deleted])
        #expect(added.map(\.oldPath) == ["x"])
        let new = "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+x\n"
        let deleted = DiffFiles.files(in: "diff --git a/x b/x\ndeleted file mode 100644\n\(new)")
        #expect(deleted.map(\.kind) == [.added])
        #expect(deleted.map(\.newPath) == ["x"])
    }

    @Test(arguments: [
        "", "no diff", "+++ b/x", "--- a/x", "diff --git ", "diff --git a b c\nindex 1..2",
    ])
    func listsNothing(diff: String) {
        #expect(DiffFiles.files(in: diff).isEmpty)
    }
}
