import TrackerModel

/// Tokens and the trail of changes, in the own part.
enum AccessSchemas {
    static let all: [NamedSchema] = objects.map {
        var own = $0
        own.isOwn = true
        return own
    }

    private static let objects: [NamedSchema] = [
        .init("Token", "What lets a program in, without its secret.", token),
        .init(
            "NewToken",
            "A token with its secret, which is never shown again.",
            token + [.init("token", .text, "The secret.", example: #""0123456789abcdef""#)]
        ),
        .init("TokenBody", "What a token is to be.", tokenBody),
        .init("AuditLine", "Who changed what.", auditLine),
    ]

    private static let scopes = ValueSchema.list(.word(TokenScope.allCases.map(\.rawValue)))

    private static let token: [Field] = [
        .init("id", .id),
        .init("name", .text, example: #""build machine""#),
        .init("user", .named("UserEmbedded")),
        .init("scopes", scopes, example: #"["check:write"]"#),
        .init(
            "project",
            .nullable(.text),
            "The only one in which it may write.",
            example: #""widget""#
        ),
        .init("context_prefix", .text, example: #""ci-""#),
        .init("granted_by", .nullable(.named("UserEmbedded"))),
        .init("by_operator", .bool),
        .init("delegated", .bool, "Whether it gives rights that the user has not."),
        .init("created", .date),
        .init("expires", .nullable(.date)),
        .init("last_used", .nullable(.date), "Within an hour."),
    ]

    private static let tokenBody = ValueSchema.openObject([
        .init("name", .shortText(60), example: #""build machine""#),
        .init("scopes", scopes, example: #"["check:write"]"#),
        .init("user", .nullable(.text), optional: true, "Whose it is to be, if not the caller's."),
        .init(
            "project",
            .nullable(.either([.text, .integer])),
            optional: true,
            "An id or a link name.",
            example: #""widget""#
        ),
        .init("context_prefix", .nullable(.shortText(255)), optional: true, example: #""ci-""#),
        .init(
            "expires",
            .nullable(.text),
            optional: true,
            "`90d` or `2030-01-31`; it does not expire if absent.",
            example: #""90d""#
        ),
    ])

    private static let auditLine: [Field] = [
        .init("id", .id),
        .init("date", .date),
        .init("user", .nullable(.text), "null for the operator.", example: #""maud""#),
        .init("user_id", .nullable(.id)),
        .init("token", .nullable(.text), "Its name.", example: #""build machine""#),
        .init("token_id", .nullable(.id)),
        .init(
            "way",
            .text,
            "By which door it came: `rest`, `xmlrpc`, `page`, …",
            example: #""rest""#
        ),
        .init("action", .text, example: #""update""#),
        .init("target", .text, example: #""patch""#),
        .init("target_id", .integer, example: "12"),
        .init("project", .nullable(.text), example: #""widget""#),
        .init("before", .map(.anything), example: #"{"state":"new"}"#),
        .init("after", .map(.anything), example: #"{"state":"accepted"}"#),
    ]
}
