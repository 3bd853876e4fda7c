import HTTPTypes

/// What Patchbay's own part has.
enum OwnOperations {
    static let all: [Operation] = reading + writing

    private static let reading: [Operation] = [
        get("", "own_index", "What this part has", .named("OwnIndex")),
        get("states/", "list_states", "The states that patches can have", .list(.named("State"))),
        get(
            "projects/{key}/",
            "show_project_settings",
            "What a client needs to know of a project",
            .named("ProjectSettings")
        ),
        get("whoami/", "whoami", "Who asks", .named("Caller")),
        get("permissions/", "list_rights", "What the caller may do", .list(.named("Rights"))).with {
            $0.parameters = [
                ids("patch", "Ids of patches."), ids("series", "Ids of series."),
                ids("bundle", "Ids of bundles."),
                .init("project", .list(.text), "Ids or link names of projects."),
                .init("context", "The context of a check that would be posted."),
            ]
            $0.failures = [400]
        },
        get("mails/", "list_mails", "What became of a message", .list(.named("MailFate"))).with {
            $0.parameters = [required("msgid", .text, "With or without angle brackets.")]
            $0.failures = [400]
        },
        get("messages/", "list_messages", "What messages stand for", .list(.named("Message"))).with
        {
            $0.parameters = [
                required("msgid", .shortList(.text, 100), "Repeated, up to 100.")
            ]
            $0.failures = [400]
        },
        get(
            "messages/{msgid}/",
            "show_message",
            "What a message stands for",
            .list(.named("Message"))
        ),
        get("events/", "follow_events", "Events behind a cursor", .named("EventPage")).with {
            $0.note = eventNote
            $0.parameters = eventParameters
            $0.failures = [400]
        },
        get("series/{id}/", "show_series_state", "The patches of a series", .named("SeriesState")),
        get(
            "series/{id}/checks/",
            "list_series_checks",
            "The checks of a series that count",
            .named("SeriesChecks")
        ),
        get(
            "patches/{id}/checks/latest/",
            "list_latest_checks",
            "The checks of a patch that count",
            .named("LatestChecks")
        ),
        get("openapi.json", "openapi", "This document", .openObject([])).with {
            $0.parameters = [
                .init(
                    "version",
                    .word(APIVersion.allCases.map(\.rawValue)),
                    "The compatible part as this version has it; both parts if absent."
                )
            ]
            $0.failures = [400]
        },
    ]

    private static let writing: [Operation] = [
        Operation(
            .post,
            "patchbay/patches/bulk/",
            id: "change_patches",
            tag: tag,
            "Change many patches: all or none",
            .named("BulkAnswer")
        ).with {
            $0.part = .own
            $0.body = .init(
                schema: .named("BulkBody"),
                example: #"{"patches":[12,13],"set":{"state":"accepted","archived":true}}"#,
                types: ["application/json"]
            )
            $0.failures = [413]
        },
        Operation(
            .patch,
            "patchbay/series/{id}/",
            id: "change_series",
            tag: tag,
            "Change all patches of a series: all or none",
            .named("BulkAnswer")
        ).with {
            $0.part = .own
            $0.body = .init(
                schema: .object([
                    .init("set", .named("PatchSet")), .init("dry_run", .bool, optional: true),
                ]),
                example: #"{"set":{"state":"superseded"}}"#,
                types: ["application/json"]
            )
        },
        Operation(
            .post,
            "patchbay/series/{id}/checks/",
            id: "create_series_check",
            tag: tag,
            "Post a check of a whole series",
            .named("SeriesCheck")
        ).with {
            $0.part = .own
            $0.body = .init(
                schema: .openObject(WritingOperations.checkFields),
                example: #"{"state":"success","context":"ci-boot"}"#,
                types: ["application/json"]
            )
            $0.status = 201
            $0.parameters = [WritingOperations.idempotencyKey]
            $0.failures = [422]
        },
    ]

    private static let tag = "Patchbay"

    private static let eventNote = """
        Ids have no gaps and grow with time: nothing appears behind a cursor that was handed out. \
        A page can be empty while has_more is true, where the filter lets nothing of a long stretch \
        through.
        """

    private static let eventParameters: [Operation.Parameter] = [
        .init("since_id", .count, "Only events with greater ids; 0 if absent."),
        .init("limit", .integer, "From 1 to 500; 100 if absent."),
        .init("category", .list(.text), "Repeated: any of them."),
        .init("project", .list(.text), "Ids or link names. Repeated: any of them."),
        .init("wait", .integer, "Wait up to so many seconds, 30 at most, until there is one."),
    ]

    private static func get(
        _ path: String,
        _ id: String,
        _ summary: String,
        _ answer: ValueSchema
    ) -> Operation {
        Operation(.get, "patchbay/\(path)", id: id, tag: tag, summary, answer).with {
            $0.part = .own
        }
    }

    private static func ids(_ name: String, _ note: String) -> Operation.Parameter {
        .init(name, .shortList(.id, 100), note + " Repeated, up to 100 in all.")
    }

    private static func required(
        _ name: String,
        _ schema: ValueSchema,
        _ note: String
    ) -> Operation.Parameter {
        var parameter = Operation.Parameter(name, schema, note)
        parameter.isRequired = true
        return parameter
    }
}
