import TrackerModel

/// Events about versions of series, which the own part alone has.
enum VersionEventSchemas {
    /// A schema for each category.
    static let all: [NamedSchema] = VersionEventCategory.allCases.map { category in
        NamedSchema(
            name(of: category),
            note(on: category),
            EventSchemas.event(category.rawValue, payload)
        )
    }

    /// Any event of the own part.
    static let anyEvent = ValueSchema.either(
        EventSchemas.names("Own")
            + VersionEventCategory.allCases.map { .named(name(of: $0)) }
    )

    private static func name(of category: VersionEventCategory) -> String {
        "Own" + EventSchemas.name(of: category.rawValue)
    }

    private static func note(on category: VersionEventCategory) -> String {
        switch category {
        case .linked: "A series has another earlier version, or is tied to it in another way."
        case .unlinked: "A series has no earlier version any more."
        case .confirmed: "Somebody has found the link of a series to its earlier version right."
        }
    }

    private static let payload: [Field] = [
        .init("series", .nullable(.named("SeriesEmbedded"))),
        .init(
            "earlier",
            .nullable(.named("SeriesEmbedded")),
            "The version before it; null without one, or where that is gone by now."
        ),
        .init(
            "previous_earlier",
            .nullable(.named("SeriesEmbedded")),
            "The version before it until then.",
            example: "null"
        ),
        .init(
            "kind",
            .nullable(.word(["revision", "resend", "part"])),
            "As in a revision; null without an earlier version."
        ),
        .init("confidence", .nullable(.word(["certain", "likely"]))),
        .init("reason", .nullable(.text), example: #""by subject and author""#),
        .init("by_hand", .bool, "Whether somebody said so; else it follows from the mails."),
        .init("confirmed", .bool, "Whether somebody has said that it is right."),
    ]
}
