import PatchParsing
import Testing

/// A text made of a start, a piece many times over, and an end. It is built only when it is used, so
/// that the log of the tests shows the recipe and not a megabyte.
struct Recipe: Sendable, CustomTestStringConvertible {
    var start = ""
    let piece: String
    let count: Int
    var end = ""

    var text: String { start + String(repeating: piece, count: count) + end }
    var testDescription: String { "\(count) × \(piece.debugDescription)" }
}

/// Mails that were written to stop the intake. Each takes some hundredths of a second in an optimised
/// build; what is quadratic would take minutes.
@Suite("Hostile input")
struct HostileInputTests {
    @Test(
        "subjects",
        arguments: [
            Recipe(start: "[PATCH 1/", piece: "9", count: 8_000, end: "] x"),
            Recipe(start: "[PATCH ", piece: "9", count: 8_000, end: "/9] x"),
            Recipe(start: "[PATCH v", piece: "1", count: 8_000, end: "] x"),
            Recipe(start: "[", piece: "1/", count: 50_000, end: "] x"),
            Recipe(piece: "[", count: 100_000),
            Recipe(piece: "]", count: 100_000),
            Recipe(piece: "[]", count: 100_000),
            Recipe(piece: "[a] ", count: 50_000),
            Recipe(piece: "(v", count: 100_000),
            Recipe(piece: "(v1", count: 100_000),
            Recipe(piece: " ", count: 1_000_000),
            Recipe(piece: "Re: ", count: 100_000),
            Recipe(start: "[PATCH 1 of ", piece: "1", count: 100_000),
        ]
    )
    func subjects(recipe: Recipe) {
        let line = recipe.text
        let subject = PatchSubject(parsing: line, ignoring: ["p"])
        let nameLength = subject.name.utf8.count
        #expect(nameLength <= line.utf8.count + 3)
        #expect(subject.version == 1)
        _ = PatchSubject.prefixes(inName: line)
        _ = PatchSubject.withoutPrefix(line)
        _ = subject.position
        _ = PatchFileName.sanitised(line)
    }

    @Test(
        "bodies",
        arguments: [
            Recipe(piece: "x", count: 1_000_000),
            Recipe(piece: "\n", count: 300_000),
            Recipe(piece: " ", count: 1_000_000, end: "x"),
            Recipe(start: "x", piece: "\u{3000}", count: 300_000),
            Recipe(start: "--- a\n+++ b\n", piece: "@@ -1 +1 @@\n-a\n+b\n", count: 200_000),
            Recipe(start: "--- a\n+++ b\n", piece: "@@ -1,99 +1,99 @@\n", count: 200_000),
            Recipe(piece: "--- a\n", count: 200_000),
            Recipe(piece: "diff --git a b\n", count: 200_000),
            Recipe(piece: "diff --git a/x b/x\nindex 1\nindex 2\n", count: 50_000),
            Recipe(start: "--- a\n+++ b\n@@ -", piece: "9", count: 500_000),
            Recipe(piece: "_", count: 1_000_000, end: "x"),
            Recipe(piece: "\r", count: 1_000_000, end: "\n"),
            Recipe(piece: "\0", count: 500_000),
            Recipe(piece: "The following changes since commit\n", count: 20_000),
            Recipe(
                start: "The following changes since commit\n",
                piece: "are available in the git repository at:\n",
                count: 20_000
            ),
            Recipe(
                start: "The following changes since commit\n",
                piece: "are available in the git repository at:\na@b ",
                count: 20_000
            ),
            Recipe(
                start:
                    "The following changes since commit\nare available in the git repository at:\n",
                piece: "a",
                count: 500_000
            ),
            Recipe(
                start:
                    "The following changes since commit\nare available in the git repository at:\na@b",
                piece: " \\\n",
                count: 300_000,
                end: "a a"
            ),
            Recipe(start: "--- \"", piece: "\\", count: 300_000, end: "\n+++ \"\n"),
            Recipe(start: "diff --git ", piece: "a ", count: 300_000),
            Recipe(piece: "Depends-on: ", count: 50_000),
            Recipe(piece: "a-", count: 300_000, end: ": x"),
        ]
    )
    func bodies(recipe: Recipe) {
        let text = recipe.text
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
            Recipe(piece: "*a", count: 500, end: "b"), Recipe(piece: "[", count: 100_000),
            Recipe(piece: "[!", count: 50_000), Recipe(piece: "*", count: 100_000),
            Recipe(piece: "[a-z", count: 20_000, end: "]"),
        ]
    )
    func patterns(recipe: Recipe) {
        let glob = recipe.text
        let path = String(repeating: "a", count: 2_000)
        let isCovered = PathPattern(glob).matches(path)
        #expect(isCovered == (recipe.piece == "*"))
    }
}
