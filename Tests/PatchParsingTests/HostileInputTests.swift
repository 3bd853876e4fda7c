import PatchParsing
import Testing

/// Mails that were written to stop the intake. All have to come out in well under a second.
@Suite("Hostile input", .timeLimit(.minutes(1)))
struct HostileInputTests {
    @Test(
        "subjects",
        arguments: [
            "[PATCH " + String(repeating: "9", count: 8_000) + "/"
                + String(repeating: "9", count: 8_000),
            "[PATCH v" + String(repeating: "1", count: 8_000) + "] x",
            "[" + String(repeating: "1/", count: 50_000) + "] x",
            String(repeating: "[", count: 100_000),
            String(repeating: "]", count: 100_000),
            String(repeating: "[]", count: 100_000),
            String(repeating: "[a] ", count: 50_000),
            String(repeating: "(v", count: 100_000),
            String(repeating: "(v1", count: 100_000),
            String(repeating: " ", count: 1_000_000),
            String(repeating: "Re: ", count: 100_000),
            "[PATCH 1 of " + String(repeating: "1", count: 100_000),
        ]
    )
    func subjects(line: String) {
        let subject = PatchSubject(parsing: line, ignoring: ["p"])
        #expect(subject.name.utf8.count <= line.utf8.count + 3)
        #expect(subject.version == 1)
        #expect(PatchSubject.prefixes(inName: line) == PatchSubject(parsing: line).tags)
        #expect(PatchSubject.withoutPrefix(line).utf8.count <= line.utf8.count)
        _ = subject.position
        _ = PatchFileName.sanitised(line)
    }

    @Test(
        "bodies",
        arguments: [
            String(repeating: "x", count: 1_000_000),
            String(repeating: "\n", count: 300_000),
            String(repeating: " ", count: 1_000_000) + "x",
            "x" + String(repeating: "\u{3000}", count: 300_000),
            "--- a\n+++ b\n" + String(repeating: "@@ -1 +1 @@\n-a\n+b\n", count: 200_000),
            "--- a\n+++ b\n" + String(repeating: "@@ -1,99 +1,99 @@\n", count: 200_000),
            String(repeating: "--- a\n", count: 200_000),
            String(repeating: "diff --git a b\n", count: 200_000),
            String(repeating: "diff --git a/x b/x\nindex 1\nindex 2\n", count: 50_000),
            "--- a\n+++ b\n@@ -" + String(repeating: "9", count: 500_000),
            String(repeating: "_", count: 1_000_000) + "x",
            String(repeating: "\r", count: 1_000_000) + "\n",
            String(repeating: "\0", count: 500_000),
            String(repeating: "The following changes since commit\n", count: 20_000),
            "The following changes since commit\n"
                + String(repeating: "are available in the git repository at:\n", count: 20_000),
            "The following changes since commit\n"
                + String(repeating: "are available in the git repository at:\na@b ", count: 20_000),
            "The following changes since commit\nare available in the git repository at:\n"
                + String(repeating: "a", count: 500_000),
            "The following changes since commit\nare available in the git repository at:\na@b"
                + String(repeating: " \\\n", count: 300_000) + "a a",
            "--- \"" + String(repeating: "\\", count: 300_000) + "\n+++ \"\n",
            "diff --git " + String(repeating: "a ", count: 300_000),
            String(repeating: "Depends-on: ", count: 50_000),
            String(repeating: "a-", count: 300_000) + ": x",
        ]
    )
    func bodies(text: String) {
        let split = PatchText(splitting: text)
        let size = (split.message?.utf8.count ?? 0) + (split.diff?.utf8.count ?? 0)
        #expect(size <= text.utf8.count + 1)
        let message = CommitMessage.cleaned(CommitMessage.withUnixLineEnds(text))
        #expect(PullRequest.url(in: message) == nil)
        #expect(Dependency.all(in: message).isEmpty)
        #expect(DiffDigest.normalisedBytes(of: text).count <= 2 * text.utf8.count)
        _ = DiffFiles.files(in: text)
        _ = DiffFiles.delegationPaths(in: text)
        _ = Trailer.all(in: text)
        _ = Trailer.tagCounts(in: text, tags: ["Acked-by"])
        _ = MboxBody.compose(content: text, commentTrailerLines: [], diff: split.diff)
    }

    @Test(
        "patterns",
        arguments: [
            String(repeating: "*a", count: 500) + "b", String(repeating: "[", count: 100_000),
            String(repeating: "[!", count: 50_000), String(repeating: "*", count: 100_000),
            String(repeating: "[a-z", count: 20_000) + "]",
        ]
    )
    func patterns(glob: String) {
        let path = String(repeating: "a", count: 2_000)
        #expect(PathPattern(glob).matches(path) == glob.allSatisfy { $0 == "*" })
    }
}
