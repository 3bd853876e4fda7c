/// The objects of the compatible part (rest-api, section 2).
enum ResourceSchemas {
    static let all: [NamedSchema] = [
        .init("Index", "The lists of the API.", index),
        .init("Patch", "A patch, as lists show it.", patch),
        .init("PatchDetail", "A patch with what its mail said.", patch + patchBody),
        .init("Cover", "A cover letter, as lists show it.", cover),
        .init("CoverDetail", "A cover letter with what its mail said.", cover + coverBody),
        .init("Series", "Patches that were sent together.", series),
        .init("Bundle", "Patches that somebody put together.", bundle),
        .init("Check", "What a test machine said of a patch.", check),
        .init("Comment", "A mail that answers a patch or a cover letter.", since: .v1_1, comment),
        .init("Person", "Somebody who sent mail.", person),
        .init("UserDetail", "Somebody who can sign in.", userDetail),
        .init("Project", "A project, whose patches are tracked.", project),
    ]

    private static let index: [Field] = [
        .init("projects", .url), .init("users", .url), .init("people", .url),
        .init("patches", .url), .init("covers", .url), .init("series", .url),
        .init("events", .url), .init("bundles", .url),
    ]

    private static let patch: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/patches/12/""#),
        .init("web_url", .url, since: .v1_1),
        .init("project", .named("ProjectEmbedded")),
        .init("msgid", .text, "With angle brackets.", example: #""<1@example.org>""#),
        .init("list_archive_url", .nullable(.text), since: .v1_2),
        .init("date", .date, "That of the mail, in UTC."),
        .init("name", .text, example: #""[1/2] widget: turn faster""#),
        .init("commit_ref", .nullable(.text), example: "null"),
        .init("pull_url", .nullable(.text), example: "null"),
        .init(
            "state",
            .text,
            "The slug of its state: see /api/patchbay/states/.",
            example: #""new""#
        ),
        .init("archived", .bool),
        .init(
            "hash",
            .nullable(.pattern("^[0-9a-f]{40}$", String(repeating: "9a", count: 20))),
            "SHA-1 of the diff without what moves; null without a diff."
        ),
        .init("submitter", .named("PersonEmbedded")),
        .init("delegate", .nullable(.named("UserEmbedded"))),
        .init("mbox", .url),
        .init("series", .shortList(.named("SeriesEmbedded"), 1), "None or one."),
        .init("comments", .url, since: .v1_1),
        .init("check", .word(EmbeddedSchemas.checkStates), "The worst of the latest checks."),
        .init("checks", .url),
        .init("tags", .map(.integer), "Empty in all versions there are.", example: "{}"),
        .init("related", .list(.named("PatchEmbedded")), since: .v1_2, example: "[]"),
    ]

    private static let patchBody: [Field] = [
        .init(
            "headers",
            .named("Headers"),
            example: #"{"Subject":"[PATCH 1/2] widget: turn faster"}"#
        ),
        .init("content", .nullable(.text), "The message without the diff."),
        .init("diff", .nullable(.text), "null for a pull request."),
        .init("prefixes", .list(.text), example: #"["1/2"]"#),
    ]

    private static let cover: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/covers/12/""#),
        .init("web_url", .url, since: .v1_1),
        .init("project", .named("ProjectEmbedded")),
        .init("msgid", .text, example: #""<0@example.org>""#),
        .init("list_archive_url", .nullable(.text), since: .v1_2),
        .init("date", .date),
        .init("name", .text, example: #""[0/2] widget: faster""#),
        .init("submitter", .named("PersonEmbedded")),
        .init("mbox", .url, since: .v1_1),
        .init("series", .shortList(.named("SeriesEmbedded"), 1), "None or one."),
        .init("comments", .url, since: .v1_1),
    ]

    private static let coverBody: [Field] = [
        .init("headers", .named("Headers"), example: #"{"Subject":"[PATCH 0/2] widget: faster"}"#),
        .init("content", .nullable(.text)),
    ]

    private static let series: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/series/12/""#),
        .init("web_url", .url, since: .v1_1),
        .init("project", .named("ProjectEmbedded")),
        .init(
            "name",
            .nullable(.text),
            "null until it can be known.",
            example: #""Faster turning""#
        ),
        .init("date", .date),
        .init("submitter", .named("PersonEmbedded")),
        .init("version", .integer, example: "1"),
        .init("total", .integer, "How many patches it says it has.", example: "2"),
        .init("received_total", .count, "How many have arrived.", example: "2"),
        .init("received_all", .bool, example: "true"),
        .init("mbox", .url),
        .init("cover_letter", .nullable(.named("CoverEmbedded"))),
        .init("patches", .list(.named("PatchEmbedded")), "In the order of their numbers."),
        .init(
            "dependencies",
            .list(.url),
            since: .v1_4,
            optional: true,
            "Series that it needs; only there if the project shows dependencies.",
            example: "[]"
        ),
        .init(
            "dependents",
            .list(.url),
            since: .v1_4,
            optional: true,
            "Series that need it; only there if the project shows dependencies.",
            example: "[]"
        ),
    ]

    private static let bundle: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/bundles/12/""#),
        .init("web_url", .url, since: .v1_1),
        .init("project", .named("ProjectEmbedded")),
        .init("name", .text, example: #""for-next""#),
        .init("owner", .named("UserEmbedded")),
        .init("patches", .list(.named("PatchEmbedded")), "In the order of the bundle."),
        .init("public", .bool),
        .init("mbox", .url),
    ]

    private static let check: [Field] = [
        .init("id", .id),
        .init("url", .url, example: #""https://patches.example.org/api/patches/12/checks/12/""#),
        .init("user", .named("UserEmbedded")),
        .init("date", .date),
        .init("state", .word(EmbeddedSchemas.checkStates), example: #""success""#),
        .init("target_url", .nullable(.text), example: #""https://ci.example.org/7""#),
        .init("context", .text, example: #""ci-build""#),
        .init("description", .nullable(.text), example: #""Built in 3 minutes.""#),
    ]

    private static let comment: [Field] = [
        .init("id", .id),
        .init("url", .url, since: .v1_3),
        .init("web_url", .url),
        .init("msgid", .text, example: #""<2@example.org>""#),
        .init("list_archive_url", .nullable(.text), since: .v1_2),
        .init("date", .date),
        .init("subject", .text, example: #""Re: [PATCH 1/2] widget: turn faster""#),
        .init("submitter", .named("PersonEmbedded")),
        .init("content", .nullable(.text)),
        .init(
            "headers",
            .named("Headers"),
            example: #"{"Subject":"Re: [PATCH 1/2] widget: turn faster"}"#
        ),
        .init(
            "addressed",
            .nullable(.bool),
            since: .v1_3,
            "Whether what it asks for was done; null where nobody said that it asks for anything."
        ),
    ]

    private static let person =
        EmbeddedSchemas.person + [
            .init("user", .nullable(.named("UserEmbedded")), "Whose address it is.")
        ]

    private static let userDetail =
        EmbeddedSchemas.user + [
            .init(
                "settings",
                .object(settings),
                since: .v1_2,
                optional: true,
                "Only the user itself sees them."
            )
        ]

    private static let settings: [Field] = [
        .init("send_email", .bool),
        .init("items_per_page", .count, example: "100"),
        .init("show_ids", .bool),
    ]

    private static let project =
        EmbeddedSchemas.projectHead
        + [
            .init("maintainers", .list(.named("UserEmbedded"))),
            .init("subject_match", .text, since: .v1_1, example: #""""#),
        ] + EmbeddedSchemas.projectTail
        + [.init("show_dependencies", .bool, since: .v1_4)]
}
