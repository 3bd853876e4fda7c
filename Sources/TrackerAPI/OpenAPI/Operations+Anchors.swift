import HTTPTypes

/// Where remarks stand, in the own part.
enum AnchorOperations {
    static let all: [Operation] = [
        Operation(
            .get,
            "patchbay/patches/{id}/anchors/",
            id: "list_anchors",
            tag: "Patchbay",
            "What was said about a patch and its earlier versions, and where that stands now",
            .list(.named("Anchor"))
        ).with { $0.part = .own }
    ]

    static let schema = NamedSchema(
        "Anchor",
        "A remark about a patch, or about an earlier version of it.",
        [
            .init("comment", .id), .init("patch", .id, "The one that it was made on."),
            .init("series", .nullable(.id), "That of this patch."),
            .init("version", .nullable(.integer), "That of this series.", example: "2"),
            .init(
                "file",
                .nullable(.text),
                "In the patch that was asked for; null where it is at no line of it.",
                example: #""fs/inode.c""#
            ),
            .init("line", .nullable(.integer), "null for a remark about the file, too."),
            .init(
                "side",
                .nullable(.word(["old", "new"])),
                "The file before or after the change."
            ),
            .init(
                "status",
                .word(["own", "kept", "moved", "outdated", "gone"]),
                "own: made on this patch. Others: what became of its line since."
            ),
            .init("touched", .bool, "Whether the lines that it is about are not as they were."),
            .init("addressed", .nullable(.bool), "null where nobody has to do anything."),
            .init("author", .named("PersonEmbedded")),
            .init("text", .text, "What is said, without the lines that are quoted."),
            .init("url", .url, "Where a page shows it."),
        ]
    )
}
