import Foundation
import Testing
import TrackerModel
import TrackerTesting

/// Our patch-ids are those that git prints.
@Suite("Patch-ids of git") struct GitPatchIDTests {
    @Test("of all kinds of changes", arguments: GitDiffTests.changes)
    func change(change: TreeChange) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let repository = try await TestRepository(in: folder.path, files: GitDiffTests.files)
        try repository.write(bytes: 0..<4_000, to: "binary")
        try await repository.git("add", ".")
        try await repository.git("commit", "--quiet", "--message=binary")
        try await change.make(repository)
        try await repository.git("-c", "core.fileMode=false", "add", "--ignore-removal", ".")
        try await repository.git("commit", "--quiet", "--message=change")
        for options in [[], ["--binary"], ["--unified=0"], ["--no-renames", "--full-index"]] {
            let diff = try await repository.git(["show", "--format="] + options)
            try await expectSame(diff, in: repository)
        }
        // Behind its first line, with which git would begin another patch.
        let mail = try await repository.mail(toList: TestMail.list)
        let text = String(decoding: mail, as: UTF8.self)
        try await expectSame(String(text.drop { $0 != "\n" }), in: repository)
    }

    @Test(
        "of texts that are none",
        arguments: [
            "", "Text.\n", "diff \n", "diff a\n+b\n", "diff a\n--- a\n+++ b\n@@ x\n-a\n+b\n",
            "diff a\n--- a\n+++ b\n@@ -1 +1,2 @@\n a\n\n+b\n",
            "diff a\n--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n-- \n2.39\ndiff c\n--- c\n+++ d\n",
            "diff a\n--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\ndiff c\nnew file mode 1\n",
            "diff a\n--- a\n+++ b\n@@ -1 +1 @@\n-a\u{C}\r\n+b\u{B}\r\n",
        ]
    )
    func text(text: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let repository = try await TestRepository(in: folder.path, files: ["a": "a\n"])
        try await expectSame(text, in: repository)
    }

    private func expectSame(_ text: String, in repository: TestRepository) async throws {
        let printed = try await repository.git("patch-id", "--stable", input: Array(text.utf8))
        let expected = printed.split(separator: " ").first.map(String.init)
        #expect(StablePatchID(of: text)?.hex == expected, "\(text.prefix(400))")
    }
}
