import Foundation
import Testing
import TrackerTesting

/// A change that a developer makes, as git shows it in a mail.
struct TreeChange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Changes the files below a folder.
    let make: @Sendable (TestRepository) async throws -> Void

    init(_ name: String, _ make: @escaping @Sendable (TestRepository) async throws -> Void) {
        testDescription = name
        self.make = make
    }
}

/// git writes the mail, and takes the diff that we have found in it.
@Suite("Diffs of git") struct GitDiffTests {
    static let files = [
        "text": "one\ntwo\nthree\n", "crlf": "one\r\ntwo\r\n", "open": "no line end",
        "old-name": "a\nb\nc\nd\ne\nf\n", "script": "#!/bin/sh\n", "gone": "going\n",
        "empty": "",
    ]

    static let changes = [
        TreeChange("text") { try $0.write("one\n2\nthree\n-- \n____\n", to: "text") },
        TreeChange("binary") { try $0.write(bytes: 0..<3_000, to: "picture") },
        TreeChange("two binaries and what is around") {
            try $0.write("1\n", to: "a-text")
            try $0.write(bytes: 0..<100, to: "b-picture")
            try $0.write("", to: "c-empty")
            try $0.write(bytes: 5..<900, to: "d-picture")
            try $0.write("one\n", to: "text")
            try await $0.git("update-index", "--chmod=+x", "script")
        },
        TreeChange("binary as a delta") { try $0.write(bytes: 7..<4_000, to: "binary") },
        TreeChange("rename") { try await $0.git("mv", "old-name", "new-name") },
        TreeChange("rename with change") {
            try await $0.git("mv", "old-name", "new-name")
            try $0.write("a\nb\nc\nd\ne\nF\n", to: "new-name")
        },
        TreeChange("mode") { try await $0.git("update-index", "--chmod=+x", "script") },
        TreeChange("empty file") { try $0.write("", to: "more-empty") },
        TreeChange("empty file removed") { try await $0.git("rm", "--quiet", "empty") },
        TreeChange("file removed") { try await $0.git("rm", "--quiet", "gone") },
        TreeChange("several files") {
            try $0.write("1\n", to: "text")
            try $0.write("--- a\n+++ b\n@@ -1 +1 @@\n", to: "gone")
            try await $0.git("mv", "old-name", "folder-name")
        },
        TreeChange("CRLF") { try $0.write("one\r\n2\r\nthree\n", to: "crlf") },
        TreeChange("no line end") { try $0.write("still none", to: "open") },
        TreeChange("quoted names") {
            try $0.write("x\n", to: "pr\u{FC}fe \"it\"\tnow")
            try $0.write(bytes: 0..<50, to: "sp ace")
        },
        TreeChange("submodule") {
            let id = String(repeating: "1", count: 40)
            try await $0.git("update-index", "--add", "--cacheinfo", "160000,\(id),module")
        },
    ]

    @Test("git applies what it has mailed", arguments: DatabaseKind.allCases)
    func gitApplies(kind: DatabaseKind) async throws {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            var trees: [(TreeChange, TestRepository, String)] = []
            for change in Self.changes {
                let repository = try await TestRepository(in: site.folder, files: Self.files)
                try repository.write(bytes: 0..<4_000, to: "binary")
                try await repository.git("add", ".")
                try await repository.git("commit", "--quiet", "--message=binary")
                try await change.make(repository)
                // What the change has done to the index only stays.
                try await repository.git(
                    "-c",
                    "core.fileMode=false",
                    "add",
                    "--ignore-removal",
                    "."
                )
                try await repository.git(
                    "commit",
                    "--quiet",
                    "--message=widget: \(change.testDescription)"
                )
                let mail = try await repository.mail(toList: TestMail.list)
                let ending = try await site.run(["mail", "receive"], input: mail)
                try #require(ending.status == 0, "\(change.testDescription): \(ending.errors)")
                trees.append((change, repository, try await repository.tree()))
                try await repository.git("reset", "--quiet", "--hard", "HEAD^")
            }
            try await site.serve { server in
                for (index, (change, repository, tree)) in trees.enumerated() {
                    let place = try await server.get("/patch/\(index + 1)/raw/").header("Location")
                    let target = try #require(place, "\(change.testDescription)")
                    let diff = try await server.get(target)
                    try await repository.apply(diff.body)
                    #expect(
                        try await repository.tree() == tree,
                        "\(change.testDescription): \(diff.text)"
                    )
                    #expect(
                        !diff.text.contains("\n-- \n2"),
                        "\(change.testDescription) has the signature"
                    )
                }
            }
        }
    }
}

extension TestRepository {
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    /// Bytes that no one takes for text.
    func write(bytes: Range<Int>, to name: String) throws {
        let data = Data(bytes.map { UInt8(truncatingIfNeeded: $0 * $0 / 7) })
        try data.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
}
