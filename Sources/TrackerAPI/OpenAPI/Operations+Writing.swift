import HTTPTypes

/// What can be changed in the compatible part (rest-api, sections 3, 7.2, 8 and 9).
enum WritingOperations {
    static let all: [Operation] =
        updates(
            "patches/{id}/",
            "patch",
            patchFields,
            required: ["state", "delegate"],
            "PatchDetail"
        ) { $0.failures = [409] }
        + updates("patches/{id}/comments/{comment_id}/", "comment_of_patches", marks, "Comment") {
            $0.since = .v1_3
        }
        + updates("covers/{id}/comments/{comment_id}/", "comment_of_covers", marks, "Comment") {
            $0.since = .v1_3
        }
        + updates("projects/{key}/", "project", projectFields, "Project")
        + updates("users/{id}/", "user", userFields, required: ["settings"], "UserDetail") {
            $0.needsAccount = true
        }
        + updates("bundles/{id}/", "bundle", bundleFields, required: ["name", "patches"], "Bundle")
    {
        $0.since = .v1_2
    } + [postCheck, postBundle, deleteBundle]

    /// The header that makes a POST safe to repeat.
    static let idempotencyKey = Operation.Parameter(
        "Idempotency-Key",
        .shortText(255),
        "A text of the client's: the same request with the same key within a day makes nothing "
            + "new, and is answered with what the first one made."
    ).inHeader

    private static let postCheck = Operation(
        .post,
        "patches/{id}/checks/",
        id: "create_check",
        tag: "Checks",
        "Post a check of a patch",
        .named("Check")
    ).with {
        $0.body = .init(
            schema: .openObject(checkFields),
            example:
                #"{"state":"success","context":"ci-build","target_url":"https://ci.example.org/7"}"#
        )
        $0.status = 201
        $0.parameters = [idempotencyKey]
        $0.failures = [422]
    }

    private static let postBundle = Operation(
        .post,
        "bundles/",
        id: "create_bundle",
        tag: "Bundles",
        "Make a bundle",
        .named("Bundle")
    ).with {
        $0.since = .v1_2
        $0.body = .init(
            schema: .openObject(requiring(["name", "patches"], bundleFields)),
            example: #"{"name":"for-next","patches":[12]}"#
        )
        $0.status = 201
        $0.parameters = [idempotencyKey]
        $0.failures = [422]
    }

    private static let deleteBundle = Operation(
        .delete,
        "bundles/{id}/",
        id: "delete_bundle",
        tag: "Bundles",
        "Delete a bundle",
        nil
    ).with {
        $0.since = .v1_2
        $0.status = 204
    }

    /// Fields of a check; ``Operation`` of a series takes the same.
    static let checkFields: [Field] = [
        .init(
            "state",
            .either([.word(EmbeddedSchemas.checkStates), .integer]),
            example: #""success""#
        ),
        .init("context", .pattern("^[-a-zA-Z0-9_]{1,255}$", "ci-build"), optional: true),
        .init("target_url", .nullable(.shortText(200)), optional: true),
        .init("description", .nullable(.text), optional: true),
    ]

    // Clients send truth as text and numbers, too, so the schemas of bodies are wide.
    private static let flag = ValueSchema.either([.bool, .text, .integer])
    private static let number = ValueSchema.either([.id, .pattern("^[0-9]+$", "12")])
    private static let name = ValueSchema.either([.shortText(255), .integer])

    private static let patchFields: [Field] = [
        .init(
            "state",
            name,
            optional: true,
            "The slug or the name of a state.",
            example: #""accepted""#
        ),
        .init("delegate", .nullable(number), optional: true, "The id of a maintainer."),
        .init("archived", flag, optional: true),
        .init("commit_ref", .nullable(name), optional: true),
        .init("pull_url", .nullable(name), optional: true),
        .init(
            "related",
            .list(number),
            optional: true,
            "Ids of patches; none to leave the relation."
        ),
    ]
    private static let marks: [Field] = [
        .init("addressed", .nullable(flag), optional: true)
    ]
    private static let bundleFields: [Field] = [
        .init(
            "name",
            .either([.shortText(50), .integer]),
            optional: true,
            example: #""for-next""#
        ),
        .init("patches", .list(number), optional: true, "Ids, in the order that is wanted."),
        .init("public", flag, optional: true),
    ]
    private static let projectFields: [Field] =
        [
            "web_url", "scm_url", "webscm_url", "list_archive_url", "list_archive_url_format",
            "commit_url_format",
        ].map { Field($0, .either([.shortText(2_000), .integer]), optional: true) }
        + [Field("show_dependencies", flag, optional: true)]
    private static let userFields: [Field] = [
        .init("first_name", .either([.shortText(150), .integer]), optional: true),
        .init("last_name", .either([.shortText(150), .integer]), optional: true),
        .init(
            "settings",
            .openObject([
                .init("send_email", flag, optional: true),
                .init("items_per_page", .either([.count, .text]), optional: true),
                .init("show_ids", flag, optional: true),
            ]),
            optional: true
        ),
    ]

    private static func requiring(_ names: [String], _ fields: [Field]) -> [Field] {
        fields.map {
            names.contains($0.name)
                ? Field($0.name, $0.schema, since: $0.since, $0.note, example: $0.example) : $0
        }
    }

    /// PATCH, and PUT, which needs the fields of `required`.
    private static func updates(
        _ path: String,
        _ noun: String,
        _ fields: [Field],
        required: [String] = [],
        _ model: String,
        _ change: (inout Operation) -> Void = { _ in }
    ) -> [Operation] {
        let list = path.contains("comments") ? "comments" : String(path.prefix { $0 != "/" })
        let bodies: [(HTTPRequest.Method, String, [Field])] = [
            (.patch, "update", fields), (.put, "replace", requiring(required, fields)),
        ]
        return bodies.map { method, verb, fields in
            let writer = SchemaWriter(version: .newest, named: [:])
            return Operation(
                method,
                path,
                id: "\(verb)_\(noun)",
                tag: list.prefix(1).uppercased() + list.dropFirst(),
                "Change a \(noun.prefix { $0 != "_" })",
                .named(model)
            ).with {
                let schema = ValueSchema.openObject(fields)
                $0.body = .init(schema: schema, example: writer.example(of: schema))
                change(&$0)
            }
        }
    }
}

extension Operation.Parameter {
    /// The same, as a header.
    var inHeader: Operation.Parameter {
        var parameter = self
        parameter.place = "header"
        return parameter
    }
}
