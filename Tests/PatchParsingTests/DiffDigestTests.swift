import PatchParsing
import Testing

/// The SHA-1 values in the comments are those of Patchwork for the same diff.
@Suite("Digest of a diff")
struct DiffDigestTests {
    @Test(
        "leaves out what changes between postings",
        arguments: [
            // cb5cfbb4d46dfb6574fd54915d173483676d6079
            (
                "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
                "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
            ),
            (
                "--- a/x\r\n+++ b/x\r\n@@ -1 +1 @@\r\n-a\r\n\\ No newline at end of file\r\n+b\r\n",
                "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
            ),
            // 6c079f46f40ee14b9a7757bda199796d12b37505
            (
                "diff --git a/x b/x\nindex 1..2\n--- foo/dir/x\t2001\n+++ bar/dir/x\n"
                    + "@@ -7 +9 @@\n-a\n+b\n",
                "--- a/dir/x\n+++ b/dir/x\n@@ -1 +1 @@\n-a\n+b\n"
            ),
            // e9c8d86755e53740cedfd038bb4c3b55cfd68015
            (
                "--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@ f()\n a\n-b\n+c\n+d\n e\n",
                "--- a/x\n+++ b/x\n@@ -3 +4 @@\n a\n-b\n+c\n+d\n e\n"
            ),
            // a10217cf8a702d0185d404137575aa42df1eecd4
            (
                "--- x\n+++ y\n@@ -10,3 +11,4 @@\n a\n-b\n+c\n+d\n e\n",
                "--- a/\n+++ b/\n@@ -3 +4 @@\n a\n-b\n+c\n+d\n e\n"
            ),
            // 382dc9a83b11099a59c141d5341b9970b29868c0
            (
                "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n",
                "--- a/dev/null\n+++ b/x\n@@ -0 +1 @@\n+b\n"
            ),
        ] as [(String, String)]
    )
    func leavesOutWhatChanges(diff: String, normalised: String) {
        #expect(DiffDigest.normalisedBytes(of: diff) == Array(normalised.utf8))
    }

    @Test(
        "treats single lines",
        arguments: [
            ("@@ -1,03 +4,00 @@", "@@ -3 +0 @@\n"), ("@@ -1 +1", ""), ("@@@ -1 -1 +1 @@@", ""),
            ("--- ", "---\n"), ("---", "---\n"), ("---  x", "---  x\n"),
            ("--- \u{A0}x/y", "--- \u{A0}x/y\n"), ("--- a/é\u{2003}x", "--- a/é\n"),
            ("+++ /dev/null", "+++ b/dev/null\n"), ("-a  \n+b  ", "-a  \n+b\n"),
            ("-a\n\n \n", "-a\n"), (" a\n-b", "-b\n"), ("\\ No", ""),
            ("rename from a\nrename to b\nold mode 1\nGIT binary patch\nliteral 1\nIc", ""),
            ("", ""), ("\r\n", ""),
        ] as [(String, String)]
    )
    func treatsLines(diff: String, normalised: String) {
        #expect(DiffDigest.normalisedBytes(of: diff) == Array(normalised.utf8))
    }
}
