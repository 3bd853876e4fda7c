import TrackerModel

/// The objects of Patchbay's own part.
enum OwnSchemas {
    static let all: [NamedSchema] =
        (objects + RevisionOperations.schemas + StackOperations.schemas
        + [AnchorOperations.schema]
        + EventSchemas.kinds("Own", relations: relation, cause: cause) + VersionEventSchemas.all)
        .map {
            var own = $0
            own.isOwn = true
            return own
        }

    private static let objects: [NamedSchema] = [
        .init("OwnIndex", "What Patchbay's own part has.", index),
        .init("State", "What can become of a patch.", state),
        .init("ProjectSettings", "What a client needs to know of a project.", projectSettings),
        .init("Caller", "Who asks, and what the token gives.", caller),
        .init("Rights", "What the caller may do to one thing.", rights),
        .init("MailFate", "What became of one delivery of a message.", mailFate),
        .init("Message", "What a message-id stands for, in one project.", message),
        .init("EventPage", "Events by growing ids.", eventPage),
        .init("OwnEvent", "Something that happened.", VersionEventSchemas.anyEvent),
        .init("BulkBody", "Changes of many patches: all or none.", bulkBody),
        .init("PatchSet", "New values of patches; what is absent stays.", .object(patchSet)),
        .init("BulkAnswer", "What was changed.", bulkAnswer),
        .init("SeriesState", "A series with what was decided about its patches.", seriesState),
        .init("LatestChecks", "The checks of a patch that count.", latestChecks),
        .init("SeriesCheck", "What a test machine said of a whole series.", seriesCheck),
        .init("SeriesChecks", "The checks that count, of a series and its patches.", seriesChecks),
        .init("BulkFailure", "Why no patch was changed.", bulkFailure),
        .init(
            "OwnFailure",
            "Why a body was refused.",
            .either([.named("Detail"), .named("BulkFailure"), faults])
        ),
    ]

    private static let bulkFailure: [Field] = [
        .init("detail", .text, example: #""No patch was changed.""#),
        .init(
            "patches",
            .map(.list(.text)),
            "By the id of the patch.",
            example: #"{"12":["You do not have permission to perform this action."]}"#
        ),
    ]

    private static let faults = ValueSchema.map(.list(.text))

    private static let index: [Field] = [
        .init("version", .text, "Of this part. Grows when something is added.", example: #""1.0""#),
        .init(
            "compatible",
            .list(.text),
            "The versions of the compatible part.",
            example: #"["1.4"]"#
        ),
        .init("states", .url), .init("projects", .text, "With {key}: id or link name."),
        .init("permissions", .url), .init("whoami", .url), .init("mails", .url),
        .init("messages", .url), .init("events", .url), .init("bulk", .url),
        .init("series", .text, "With {id}."),
        .init("series_checks", .text, "With {id}."),
        .init("series_revisions", .text, "With {id}."),
        .init("series_range_diff", .text, "With {id}."),
        .init("series_stack", .text, "With {id}."),
        .init("anchors", .text, "With {id} of a patch."),
        .init("latest_checks", .text, "With {id} of a patch."),
        .init("tokens", .url), .init("audit", .url), .init("openapi", .url),
    ]

    private static let state: [Field] = [
        .init("id", .id, example: "3"),
        .init("slug", .text, "How the API names it.", example: #""accepted""#),
        .init("name", .text, example: #""Accepted""#),
        .init(
            "ordering",
            .integer,
            "The place in menus; 0 is the state of a new patch.",
            example: "2"
        ),
        .init("action_required", .bool, "Whether somebody has to do something."),
        .init(
            "meaning",
            .word(PatchState.Meaning.allCases.map(\.rawValue)),
            "For the work: waiting is for the author, elsewhere for others."
        ),
    ]

    private static let projectSettings: [Field] = [
        .init("id", .id),
        .init("url", .url, "In the compatible part."),
        .init("link_name", .text, example: #""widget""#),
        .init("name", .text, example: #""Widget tools""#),
        .init("list_id", .text, example: #""widget.lists.example.org""#),
        .init("list_email", .text, example: #""widget@lists.example.org""#),
        .init(
            "subject_match",
            .text,
            "Subjects must match it (PCRE); empty: all do.",
            example: #""""#
        ),
        .init(
            "ignored_prefixes",
            .list(.text),
            "Words in the brackets of a subject that say nothing, in any case.",
            example: #"["patch","widget"]"#
        ),
        .init("initial_state", .nullable(.text), "The slug of a new patch.", example: #""new""#),
        .init("show_dependencies", .bool),
        .init("supersede", .bool, "Whether a new version supersedes the open patches it replaces."),
        .init("relate", .bool, "Whether patches are related to their other versions."),
        .init("list_archive_url_format", .nullable(.text)),
        .init("commit_url_format", .nullable(.text)),
        .init("maintainers", .list(.named("UserEmbedded"))),
    ]

    private static let caller: [Field] = [
        .init("user", .nullable(.named("UserEmbedded")), "null for a stranger."),
        .init("maintains", .list(.text), "Link names.", example: #"["widget"]"#),
        .init("token", .nullable(.object(token)), "null where a password or a session was shown."),
    ]

    private static let token: [Field] = [
        .init("id", .id),
        .init("scopes", .list(.text), example: #"["check:write"]"#),
        .init("project", .nullable(.text), "The only project in which it may write."),
        .init(
            "context_prefix",
            .text,
            "What the contexts of checks must begin with.",
            example: #""ci-""#
        ),
        .init("delegated", .bool, "Whether it gives rights that the user has not."),
    ]

    private static let rights: [Field] = [
        .init("kind", .word(["patch", "series", "project", "bundle"])),
        .init("id", .id),
        .init("url", .url),
        .init(
            "rights",
            .map(.bool),
            "set_state, change_patch, post_check, relate_patches, change_project, change_bundle: "
                + "those that the kind has.",
            example: #"{"set_state":true,"post_check":true}"#
        ),
    ]

    private static let mailFate: [Field] = [
        .init("id", .id, "Of the stored mail."),
        .init("msgid", .text, example: #""<1@example.org>""#),
        .init("received", .date),
        .init("source", .text, example: #""lmtp""#),
        .init("size", .count, "In bytes.", example: "2048"),
        .init("project", .nullable(.text), example: #""widget""#),
        .init("outcome", .text, example: #""patch""#),
        .init("reason", .text, "For people.", example: #""a patch""#),
        .init("url", .nullable(.url)),
    ]

    private static let messageKinds = ["patch", "cover", "comment"]

    private static let message: [Field] = [
        .init("msgid", .text, example: #""<1@example.org>""#),
        .init("project", .text, "The link name.", example: #""widget""#),
        .init("kind", .word(messageKinds)),
        .init("id", .id),
        .init("url", .url, "In the compatible part."),
        .init("date", .date),
        .init("series", .nullable(.id), "The series of a patch or cover letter."),
        .init(
            "parent",
            .nullable(
                .object([
                    .init("kind", .word(["patch", "cover"])), .init("id", .id), .init("url", .url),
                ])
            ),
            "What a comment answers."
        ),
    ]

    private static let relation: [Field] = [
        .init("previous_relation", .nullable(.id), "The number of the relation it was in."),
        .init("current_relation", .nullable(.id), "The number of the relation it came into."),
        .init("related", .list(.id), "The other patches of its relation, as they are now."),
    ]

    private static let cause: [Field] = [
        .init(
            "superseded_by",
            .nullable(.named("SeriesEmbedded")),
            "The version that arrived and replaces the patch; null where somebody changed the state.",
            example: "null"
        )
    ]

    private static let eventPage: [Field] = [
        .init("events", .list(.named("OwnEvent"))),
        .init("next_since_id", .count, "The since_id that goes on from here.", example: "4711"),
        .init("has_more", .bool, "Whether to ask again at once."),
    ]

    private static let patchSet: [Field] = [
        .init("state", .text, optional: true, "The slug of a state.", example: #""accepted""#),
        .init(
            "delegate",
            .nullable(.id),
            optional: true,
            "The id of a maintainer.",
            example: "null"
        ),
        .init("archived", .bool, optional: true),
        .init("commit_ref", .nullable(.shortText(255)), optional: true, example: "null"),
    ]

    private static let selection: [Field] = [
        .init("patches", .shortList(.id, 500), optional: true, "Ids."),
        .init("series", .id, optional: true, "All patches of this series."),
        .init("set", .named("PatchSet"), optional: true),
    ]

    private static let bulkBody: [Field] =
        selection + [
            .init(
                "changes",
                .shortList(.object(selection), 500),
                optional: true,
                "Several of them, instead of one.",
                example: "[]"
            ),
            .init("dry_run", .bool, optional: true, "Only say what would be changed."),
        ]

    private static let bulkAnswer: [Field] = [
        .init("dry_run", .bool),
        .init("changed", .count, "How many patches got other values."),
        .init("patches", .list(.object(changedPatch)), "All that were named."),
        .init("undo", .nullable(.object(undo)), "The request that brings the old values back."),
    ]

    private static let changedPatch: [Field] = [
        .init("id", .id),
        .init("url", .url),
        .init("before", .named("PatchSet")),
        .init("after", .named("PatchSet"), "The same fields."),
    ]

    private static let undo: [Field] = [
        .init("method", .word(["POST"])),
        .init("url", .url),
        .init("body", .named("BulkBody")),
    ]

    private static let seriesState: [Field] = [
        .init("id", .id),
        .init("url", .url, "In the compatible part."),
        .init("project", .text, "The link name.", example: #""widget""#),
        .init("name", .nullable(.text)),
        .init("version", .integer, example: "1"),
        .init("total", .integer),
        .init("received_total", .count),
        .init("received_all", .bool),
        .init("cover", .nullable(.url)),
        .init("check", .word(EmbeddedSchemas.checkStates), "The worst of all latest checks."),
        .init("turn", .nullable(.object(turn)), "Whose turn it is."),
        .init("blocked_by", .list(.object(block)), "Comments that block it, by date."),
        .init("patches", .list(.object(seriesPatch)), "In the order of their numbers."),
    ]

    private static let turn: [Field] = [
        .init("side", .word(Turn.Side.allCases.map(\.word))),
        .init("name", .nullable(.text), "The delegate's user name, or who is to answer."),
        .init("reason", .word(Turn.Reason.allCases.map(\.word))),
        .init("words", .text, "The reason for people."),
    ]

    private static let block: [Field] = [
        .init("kind", .word(["nack", "request"])),
        .init("comment", .id, "The number of the comment."),
        .init("author", .text),
        .init("date", .date),
        .init("msgid", .text, "Of the patch or cover letter that it is about."),
        .init("number", .nullable(.integer), "Of the patch in its series."),
    ]

    private static let seriesPatch: [Field] = [
        .init("id", .id),
        .init("url", .url),
        .init("name", .text),
        .init("state", .text, example: #""new""#),
        .init("delegate", .nullable(.id), "The id of a user."),
        .init("archived", .bool),
        .init("commit_ref", .nullable(.text)),
        .init("check", .word(EmbeddedSchemas.checkStates)),
    ]

    private static let latestChecks: [Field] = [
        .init("patch", .id),
        .init("state", .word(EmbeddedSchemas.checkStates), "The worst of them."),
        .init("checks", .list(.named("Check")), "The latest of each user and context."),
    ]

    private static let seriesCheck: [Field] = [
        .init("id", .id),
        .init("user", .named("UserEmbedded")),
        .init("date", .date),
        .init("state", .word(EmbeddedSchemas.checkStates)),
        .init("target_url", .nullable(.text)),
        .init("context", .text, example: #""ci-build""#),
        .init("description", .nullable(.text)),
    ]

    private static let seriesChecks: [Field] = [
        .init("series", .id),
        .init("state", .word(EmbeddedSchemas.checkStates), "The worst of all of them."),
        .init("checks", .list(.named("SeriesCheck")), "Of the series itself."),
        .init("patches", .list(.named("LatestChecks")), "In the order of their numbers."),
    ]
}
