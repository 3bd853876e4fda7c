import HTTPTypes
import RangeDiff

/// Versions of series, in the own part.
enum RevisionOperations {
    static let all: [Operation] = [
        operation(.get, "", "list_revisions", "All versions of a series, the oldest first"),
        operation(.post, "link/", "link_revision", "Say which version came before a series").with {
            $0.body = body(
                .named("RevisionLinkBody"),
                #"{"earlier":12,"reason":"sent from another address"}"#
            )
        },
        operation(.post, "unlink/", "unlink_revision", "Say that no version came before").with {
            $0.body = body(
                .object([
                    .init(
                        "restore",
                        .bool,
                        optional: true,
                        "Whether patches go back to the state that they had before they were "
                            + "superseded by this version; false if absent."
                    )
                ]),
                #"{"restore":true}"#
            )
        },
        operation(.post, "confirm/", "confirm_revision", "Say that the mails are right").with {
            $0.failures = [400]
        },
        Operation(
            .get,
            "patchbay/series/{id}/range-diff/",
            id: "get_range_diff",
            tag: "Patchbay",
            "What became of the patches of the earlier version",
            .list(.named("RangeDiffEntry"))
        ).with {
            $0.part = .own
            $0.failures = [400]
            $0.parameters = [
                .init(
                    "against",
                    .id,
                    "A series of the same project; the earlier version that is linked if absent."
                )
            ]
        },
    ]

    /// The objects of these operations.
    static let schemas: [NamedSchema] = [
        .init("Revision", "A version of a series, and which one came before it.", revision),
        .init(
            "RevisionLinkBody",
            "Which version came before.",
            .object([
                .init("earlier", .id, "A series of the same project that was sent before."),
                .init("reason", .text, optional: true, "One line of up to 500 characters."),
            ])
        ),
        .init("RangeDiffEntry", "A patch of either of two versions, or a pair.", rangeDiffEntry),
    ]

    private static let rangeDiffEntry: [Field] = [
        .init("verdict", .word(RangeDiff.Verdict.allCases.map(\.rawValue))),
        .init("old", .nullable(.id), "The patch of the earlier version; null if it is new."),
        .init("new", .nullable(.id), "The patch of the later version; null if it was dropped."),
        .init(
            "diff",
            .nullable(.text),
            "How its text has changed, as git range-diff prints it; empty if it has not, null if "
                + "that is too long to be shown."
        ),
    ]

    private static let revision: [Field] = [
        .init("series", .id), .init("url", .url),
        .init("version", .integer, "1 where the subjects name none.", example: "2"),
        .init("date", .date), .init("name", .nullable(.text)),
        .init("earlier", .nullable(.id), "The version before; null where there is none."),
        .init(
            "kind",
            .nullable(.word(["revision", "resend", "part"])),
            "part: replaces some patches of the earlier version only."
        ),
        .init("confidence", .nullable(.word(["certain", "likely"]))),
        .init("reason", .nullable(.text), example: #""by subject and author""#),
        .init("by_hand", .bool, "Whether somebody said so; else it follows from the mails."),
        .init("confirmed", .bool, "Whether somebody has said that it is right."),
        .init("confirmed_by", .nullable(.named("UserEmbedded")), "null for the operator, too."),
    ]

    private static func operation(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ id: String,
        _ summary: String
    ) -> Operation {
        Operation(
            method,
            "patchbay/series/{id}/revisions/\(path)",
            id: id,
            tag: "Patchbay",
            summary,
            .list(.named("Revision"))
        ).with { $0.part = .own }
    }

    private static func body(_ schema: ValueSchema, _ example: String) -> Operation.Body {
        .init(schema: schema, example: example, types: ["application/json"])
    }
}
