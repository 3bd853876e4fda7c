import HTTPTypes

/// What can be read in the compatible part (rest-api, sections 3 and 4).
enum ReadingOperations {
    static let all: [Operation] = [
        Operation(.get, "", id: "index", tag: "Index", "The lists of the API", .named("Index")),
        list("patches", "patch", "Patch", patchFilters),
        detail("patches/{id}/", "patch", "Patch", .named("PatchDetail")),
        below("patches", "comment", "Comment", since: .v1_1, commentFilters),
        belowDetail("patches", "comment", "Comment", since: .v1_3),
        below("patches", "check", "Check", since: .v1_0, checkFilters),
        belowDetail("patches", "check", "Check", since: .v1_0),
        list("covers", "cover", "Cover", coverFilters),
        detail("covers/{id}/", "cover", "Cover", .named("CoverDetail")),
        below("covers", "comment", "Comment", since: .v1_1, commentFilters),
        belowDetail("covers", "comment", "Comment", since: .v1_3),
        list("series", "series", "Series", seriesFilters),
        detail("series/{id}/", "series", "Series", .named("Series")),
        list("bundles", "bundle", "Bundle", bundleFilters),
        detail("bundles/{id}/", "bundle", "Bundle", .named("Bundle")),
        list("projects", "project", "Project", [order("id name link_name list_id"), search]),
        detail("projects/{key}/", "project", "Project", .named("Project")),
        list("events", "event", "Event", eventFilters),
        list("people", "person", "Person", [order("id name email"), search]).with {
            $0.needsAccount = true
        },
        detail("people/{id}/", "person", "Person", .named("Person")).with {
            $0.needsAccount = true
        },
        list("users", "user", "UserEmbedded", [order("id username email"), search]).with {
            $0.needsAccount = true
        },
        detail("users/{id}/", "user", "User", .named("UserDetail")).with { $0.needsAccount = true },
    ]

    static let format = Operation.Parameter(
        "format",
        .word(["json", "api"]),
        "`json`, or `api` for a page; it counts more than the header Accept."
    )

    private static let paging: [Operation.Parameter] = [
        .init("page", .pattern("^([1-9][0-9]*|last)$", "2"), "A page, from 1, or `last`."),
        .init("per_page", .integer, "From 1 to 250; 30 if absent."),
    ]
    private static let search = Operation.Parameter("q", "Words that all must occur in its names.")
    private static let dates: [Operation.Parameter] = [
        .init("since", "From this date on: `2026-03-04` or `2026-03-04T10:02:00`, in UTC."),
        .init("before", "Before this date."),
    ]
    private static let project = repeated("project", "Ids or link names of projects.")
    private static let submitter = repeated("submitter", "Ids or addresses of people.")

    private static let patchFilters: [Operation.Parameter] =
        [
            order("id name project date state archived submitter check"), search, project,
            repeated("series", "Ids of series."), submitter,
            repeated("delegate", "Ids or names of users."),
            repeated("state", "Slugs, names or ids of states."),
            .init("archived", "`true` or `false`."),
            .init("hash", since: .v1_2, "The hash of the diff."),
            .init("msgid", since: .v1_2, "A message-id without angle brackets."),
        ] + dates
    private static let coverFilters: [Operation.Parameter] =
        [
            order("id name date submitter"), search, project, submitter,
            repeated("series", "Ids of series."),
            .init("msgid", "A message-id without angle brackets."),
        ] + dates
    private static let seriesFilters: [Operation.Parameter] =
        [order("id name date submitter received_all"), search, project, submitter] + dates
    private static let bundleFilters: [Operation.Parameter] = [
        order("id name owner"), search, project, repeated("owner", "Ids or names of users."),
        .init("public", "`true` or `false`."),
    ]
    private static let commentFilters = [order("id date submitter subject"), search]
    private static let checkFilters: [Operation.Parameter] =
        [
            order("id user date state target_url context description"),
            repeated("user", "Ids or names of users."),
            .init("state", "The word or the number of a state."),
            .init("context", "Exactly this context."),
        ] + dates
    private static let eventFilters: [Operation.Parameter] =
        [
            order("date"), project, .init("category", "A category, such as `patch-created`."),
            .init("since_id", .integer, "Only events with greater ids (Patchbay's own)."),
            repeated("series", "Ids of series."), repeated("patch", "Ids of patches."),
            repeated("cover", "Ids of cover letters."),
            .init("actor", since: .v1_2, "The id of a user."),
        ] + dates

    private static func repeated(_ name: String, _ note: String) -> Operation.Parameter {
        Operation.Parameter(name, .list(.text), note + " Repeated: any of them.")
    }

    private static func order(_ keys: String) -> Operation.Parameter {
        let words = keys.split(separator: " ").map { "`\($0)`" }.joined(separator: ", ")
        return Operation.Parameter("order", "Of \(words), with `-` in front for descending.")
    }

    private static func list(
        _ path: String,
        _ noun: String,
        _ model: String,
        _ filters: [Operation.Parameter]
    ) -> Operation {
        Operation(
            .get,
            "\(path)/",
            id: "list_\(path)",
            tag: path.prefix(1).uppercased() + path.dropFirst(),
            "List \(path)",
            .list(.named(model))
        ).with {
            $0.parameters = filters + paging
            $0.isList = true
        }
    }

    private static func detail(
        _ path: String,
        _ noun: String,
        _ model: String,
        _ answer: ValueSchema
    ) -> Operation {
        let tag = path.prefix { $0 != "/" }
        return Operation(
            .get,
            path,
            id: "show_\(noun)",
            tag: tag.prefix(1).uppercased() + tag.dropFirst(),
            "Show a \(noun)",
            answer
        )
    }

    private static func below(
        _ parent: String,
        _ noun: String,
        _ model: String,
        since: APIVersion,
        _ filters: [Operation.Parameter]
    ) -> Operation {
        Operation(
            .get,
            "\(parent)/{id}/\(noun)s/",
            id: "list_\(noun)s_of_\(parent)",
            tag: noun == "check" ? "Checks" : "Comments",
            "List the \(noun)s of one of the \(parent)",
            .list(.named(model))
        ).with {
            $0.since = since
            $0.parameters = filters + paging
            $0.isList = true
        }
    }

    private static func belowDetail(
        _ parent: String,
        _ noun: String,
        _ model: String,
        since: APIVersion
    ) -> Operation {
        Operation(
            .get,
            "\(parent)/{id}/\(noun)s/{\(noun)_id}/",
            id: "show_\(noun)_of_\(parent)",
            tag: noun == "check" ? "Checks" : "Comments",
            "Show a \(noun) of one of the \(parent)",
            .named(model)
        ).with { $0.since = since }
    }
}
