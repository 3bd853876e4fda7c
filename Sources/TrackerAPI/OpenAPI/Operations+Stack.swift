import HTTPTypes
import PatchParsing

/// What series need, in the own part.
enum StackOperations {
    static let all: [Operation] = [
        Operation(
            .get,
            "patchbay/series/{id}/stack/",
            id: "get_stack",
            tag: "Patchbay",
            "What a series needs, in the order of applying, and what needs it",
            .named("Stack")
        ).with { $0.part = .own }
    ]

    /// The objects of the operation.
    static let schemas: [NamedSchema] = [
        .init("Stack", "What a series stands on, and what stands on it.", stack),
        .init("StackEntry", "A series of a stack, and who names it.", entry),
        .init("UnresolvedNeed", "What a series names, and what is not taken along.", openNeed),
    ]

    private static let words = Prerequisite.Word.allCases.map(\.rawValue)

    private static let stack: [Field] = [
        .init("series", .id), .init("url", .url),
        .init(
            "mbox",
            .nullable(.url),
            "All of it in the order of applying, the series itself at the end; null if there is too "
                + "much of it."
        ),
        .init(
            "base_commit",
            .nullable(.text),
            "What its mails name, in hexadecimal digits.",
            example: #""3f9c2ab1d0e4""#
        ),
        .init(
            "needs",
            .list(.named("StackEntry")),
            "What it needs, what that needs and so on: each once, in the order of applying."
        ),
        .init("unresolved", .list(.named("UnresolvedNeed"))),
        .init("dependents", .list(.named("StackEntry")), "The series that need it."),
        .init("circle", .list(.id), "Series that need each other in a circle."),
        .init("truncated", .bool, "Whether it needs more series than are listed."),
    ]

    private static let entry: [Field] = [
        .init("series", .id), .init("url", .url), .init("project", .text, "Its link name."),
        .init("name", .nullable(.text)), .init("version", .integer), .init("total", .count),
        .init("named_by", .id, "The series whose mails say so."),
        .init("named_as", .list(.word(words))),
        .init("newest", .nullable(.id), "Its latest version, if that is another one."),
    ]

    private static let openNeed: [Field] = [
        .init("named", .text, "A message-id, a change-id, a patch-id or an address."),
        .init("named_by", .id, "The series whose mails say so."),
        .init("named_as", .word(words)),
        .init("series", .nullable(.id), "In another project; null for what is not known here."),
        .init("project", .nullable(.text), "The link name of that project."),
    ]
}
