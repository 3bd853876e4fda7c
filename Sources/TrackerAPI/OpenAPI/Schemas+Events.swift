import TrackerModel

/// Events of the compatible part, and failures (rest-api, sections 7.1 and 0.1).
enum EventSchemas {
    static let all: [NamedSchema] =
        kinds("", relations: nothing) + [
            .init("Event", "Something that happened.", any("")),
            .init(
                "Detail",
                "Why a request failed.",
                [.init("detail", .text, example: #""Not found.""#)]
            ),
            .init(
                "Failure",
                "Why a body was refused: texts by the names of fields, or one text as `detail`.",
                .either([.map(.either([.text, .list(.text), .map(.anything)])), .list(.text)])
            ),
            .init("Options", "What an endpoint can do.", options),
        ]

    /// One of the events whose names begin so.
    static func any(_ prefix: String) -> ValueSchema {
        .either(names(prefix))
    }

    static func names(_ prefix: String) -> [ValueSchema] {
        kinds(prefix, relations: []).map { .named($0.name) }
    }

    /// A schema for each category, `CoverCreatedEvent` and so on.
    ///
    /// - Parameters:
    ///   - prefix: What stands before all names.
    ///   - relations: What the payload tells of a relation.
    ///   - cause: What it tells of why a patch got another state.
    /// - Returns: In the order of the specification.
    static func kinds(
        _ prefix: String,
        relations: [Field],
        cause: [Field] = []
    ) -> [NamedSchema] {
        let patch = Field("patch", .named("PatchEmbedded"))
        let cover = Field("cover", .named("CoverEmbedded"))
        let series = Field("series", .named("SeriesEmbedded"))
        let comment = Field("comment", .named("CommentEmbedded"))
        let check = Field("check", .named("CheckEmbedded"))
        let kinds: [(EventCategory, String, [Field])] = [
            (.coverCreated, "A cover letter arrived.", [cover]),
            (.patchCreated, "A patch arrived.", [patch]),
            (.patchCompleted, "A patch and all before it are there.", [patch, series]),
            (.patchStateChanged, "A patch got another state.", [patch] + states + cause),
            (.patchDelegated, "A patch got another delegate.", [patch] + delegates),
            (.patchRelationChanged, "Patches were related.", [patch] + relations),
            (.checkCreated, "A test machine said something.", [patch, check]),
            (.seriesCreated, "The first mail of a series arrived.", [series]),
            (.seriesCompleted, "All patches of a series are there.", [series]),
            (.coverCommentCreated, "A cover letter was answered.", [cover, comment]),
            (.patchCommentCreated, "A patch was answered.", [patch, comment]),
        ]
        return kinds.map { category, note, payload in
            NamedSchema(
                prefix + name(of: category.rawValue),
                note,
                since: category.isAboutComments ? .v1_3 : .v1_0,
                event(category.rawValue, payload)
            )
        }
    }

    /// `CoverCreatedEvent`
    static func name(of category: String) -> String {
        category.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined() + "Event"
    }

    static func event(_ category: String, _ payload: [Field]) -> ValueSchema {
        .object([
            .init("id", .id),
            .init("category", .word([category])),
            .init("project", .named("ProjectEmbedded")),
            .init("date", .date),
            .init(
                "actor",
                .nullable(.named("UserEmbedded")),
                "Who did it; null for the mail itself."
            ),
            .init("payload", .object(payload)),
        ])
    }

    private static let states: [Field] = [
        .init("previous_state", .nullable(.text), example: #""new""#),
        .init("current_state", .nullable(.text), example: #""accepted""#),
    ]
    private static let delegates: [Field] = [
        .init("previous_delegate", .nullable(.named("UserEmbedded")), example: "null"),
        .init("current_delegate", .nullable(.named("UserEmbedded"))),
    ]
    /// Patchwork never says what a relation was (Q23).
    private static let nothing: [Field] = [
        .init("previous_relation", .null, example: "null"),
        .init("current_relation", .null, example: "null"),
    ]

    private static let options: [Field] = [
        .init("name", .text, example: #""Patch List""#),
        .init("description", .text),
        .init("renders", .list(.text), example: #"["application/json","text/html"]"#),
        .init("parses", .list(.text), example: #"["application/json"]"#),
        .init(
            "actions",
            .map(.map(.anything)),
            optional: true,
            "The fields that the caller may write, by method.",
            example: "{}"
        ),
    ]
}

extension EventCategory {
    fileprivate var isAboutComments: Bool {
        self == .coverCommentCreated || self == .patchCommentCreated
    }
}
