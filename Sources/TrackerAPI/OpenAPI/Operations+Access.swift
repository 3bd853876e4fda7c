import HTTPTypes

/// Tokens and the trail of changes, in the own part.
enum AccessOperations {
    static let all: [Operation] = [
        own(.get, "tokens/", "list_tokens", "The caller's tokens", .list(.named("Token"))).with {
            $0.parameters = [
                .init(
                    "project",
                    "Those that were given in this project, which the caller maintains."
                )
            ]
            $0.failures = [400]
        },
        own(.post, "tokens/", "create_token", "Make a token", .named("NewToken")).with {
            $0.body = .init(
                schema: .named("TokenBody"),
                example: #"{"name":"build machine","scopes":["check:write"],"project":"widget"}"#,
                types: ["application/json"]
            )
            $0.status = 201
        },
        own(.delete, "tokens/{id}/", "delete_token", "End a token", nil).with { $0.status = 204 },
        own(.get, "audit/", "list_audit", "Who changed what", .list(.named("AuditLine"))).with {
            $0.parameters = [
                .init("project", "An id or a link name."), .init("user", "A name."),
                .init("target", "Such as `patch`."),
                .init("target_id", .integer, "The id of the target."),
                .init("since_id", .integer, "Only lines with greater ids; 0 if absent."),
                .init("limit", .integer, "From 1 to 250; 100 if absent."),
            ]
            $0.failures = [400]
        },
    ]

    private static func own(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ id: String,
        _ summary: String,
        _ answer: ValueSchema?
    ) -> Operation {
        Operation(method, "patchbay/\(path)", id: id, tag: "Access", summary, answer).with {
            $0.part = .own
            $0.needsAccount = true
        }
    }
}
