import HTTPTypes
import TrackerHTTP

/// Writes one method of a path of the document.
struct OperationWriter {
    let operation: Operation
    let version: APIVersion

    func write(to writer: inout SchemaWriter) {
        writer.object { writer in
            writer.member("operationId", operation.id)
            writer.json.name("tags" as StaticString)
            [operation.tag].write(to: &writer.json)
            writer.member("summary", operation.summary)
            if !operation.note.isEmpty { writer.member("description", operation.note) }
            writeParameters(to: &writer)
            writeBody(to: &writer)
            writer.json.name("responses" as StaticString)
            writer.object(writeAnswers)
            writeSecurity(to: &writer)
        }
    }

    private func writeParameters(to writer: inout SchemaWriter) {
        var parameters = operation.pathParameters.map(Self.pathParameter)
        parameters += operation.parameters.filter { $0.since <= version }
        if operation.part == .compatible { parameters.append(ReadingOperations.format) }
        guard !parameters.isEmpty else { return }
        writer.json.name("parameters" as StaticString)
        writer.json.beginArray()
        for parameter in parameters {
            writer.json.next()
            write(parameter, to: &writer)
        }
        writer.json.endArray()
    }

    private static func pathParameter(_ name: String) -> Operation.Parameter {
        let schema: ValueSchema = name.hasSuffix("id") && name != "msgid" ? .id : .text
        var parameter = Operation.Parameter(name, schema, notes[name] ?? "A number.")
        parameter.place = "path"
        parameter.isRequired = true
        return parameter
    }

    private static let notes = [
        "key": "An id or a link name.", "msgid": "A message-id without angle brackets.",
    ]

    private func write(_ parameter: Operation.Parameter, to writer: inout SchemaWriter) {
        writer.object { writer in
            writer.member("name", parameter.name)
            writer.member("in", parameter.place)
            writer.member("description", parameter.note)
            writer.json.name("required" as StaticString)
            writer.json.write(parameter.isRequired)
            writer.member("schema", parameter.schema)
        }
    }

    private func writeBody(to writer: inout SchemaWriter) {
        guard let body = operation.body else { return }
        writer.json.name("requestBody" as StaticString)
        writer.object { writer in
            writer.json.name("required" as StaticString)
            writer.json.write(true)
            writer.json.name("content" as StaticString)
            writer.object { writer in
                for type in body.types {
                    writer.json.name(type)
                    writer.object { writer in
                        writer.member("schema", body.schema)
                        guard type == "application/json" else { return }
                        writer.json.name("example" as StaticString)
                        writer.json.write(json: body.example)
                    }
                }
            }
        }
    }

    private func writeSecurity(to writer: inout SchemaWriter) {
        writer.json.name("security" as StaticString)
        writer.json.beginArray()
        let isOpen = operation.method == .get && !operation.needsAccount
        for scheme in (isOpen ? [nil] : []) + ["token", "password", "session"] {
            writer.json.next()
            writer.object { writer in
                guard let scheme else { return }
                writer.json.name(scheme)
                writer.json.beginArray()
                writer.json.endArray()
            }
        }
        writer.json.endArray()
    }
}

// MARK: Answers

extension OperationWriter {
    private func writeAnswers(to writer: inout SchemaWriter) {
        writer.json.name(String(operation.status))
        writer.object { writer in
            writer.member("description", operation.answer == nil ? "Done." : operation.summary)
            writeHeaders(to: &writer)
            guard let answer = operation.answer else { return }
            writeContent(answer, isPage: operation.part == .compatible, to: &writer)
        }
        if operation.method == .get, operation.part == .compatible {
            writer.json.name("304" as StaticString)
            writer.object { $0.member("description", "As the client has it: see If-None-Match.") }
        }
        for status in Set(failures).sorted() {
            writer.json.name(String(status))
            writer.object { writer in
                writer.member("description", Self.words[status] ?? "It failed.")
                writeContent(
                    schema(ofFailure: status),
                    isPage: operation.part == .compatible || status == 404,
                    to: &writer
                )
            }
        }
    }

    private func writeHeaders(to writer: inout SchemaWriter) {
        var headers: [(String, String)] = []
        if operation.isList {
            headers.append(
                ("Link", "next, prev, first, last: the first two where there are such pages.")
            )
        }
        if operation.status == 201, operation.part == .compatible {
            headers.append(("Location", "The URL of what was made."))
        }
        guard !headers.isEmpty else { return }
        writer.json.name("headers" as StaticString)
        writer.object { writer in
            for (name, note) in headers {
                writer.json.name(name)
                writer.object { writer in
                    writer.member("description", note)
                    writer.json.name("required" as StaticString)
                    writer.json.write(true)
                    writer.member("schema", .text)
                }
            }
        }
    }

    private func writeContent(
        _ schema: ValueSchema,
        isPage: Bool,
        to writer: inout SchemaWriter
    ) {
        writer.json.name("content" as StaticString)
        writer.object { writer in
            writer.json.name("application/json" as StaticString)
            writer.object { $0.member("schema", schema) }
            guard isPage else { return }
            writer.json.name("text/html" as StaticString)
            writer.object { $0.member("schema", .text) }
        }
    }

    private var failures: [Int] {
        var all = operation.failures + [403, 404, 503]
        if operation.part == .compatible { all += [406] }
        if operation.body != nil || operation.method == .delete { all += [400, 408, 413, 415] }
        if operation.parameters.contains(where: { $0.name == "q" }) { all += [400] }
        return all + [429]
    }

    private func schema(ofFailure status: Int) -> ValueSchema {
        switch status {
        case 400, 409, 422: operation.part == .own ? .named("OwnFailure") : .named("Failure")
        case 403 where operation.part == .own && operation.body != nil:
            .either([.named("Detail"), .named("BulkFailure")])
        default: .named("Detail")
        }
    }

    private static let words = [
        400: "Something is wrong with the request; the body says what.",
        403: "No credentials, bad ones, or no right to it.",
        404: "There is no such thing, page or format.",
        406: "The header Accept allows none of the forms there are.",
        408: "The body came too slowly.",
        409: "A patch is part of another relation.",
        413: "The body is too large.",
        415: "The body has a media type that is not read.",
        422: "The key was used for another request.",
        429: "Too many failed sign-ins; the header Retry-After says how long to wait.",
        503: "The database cannot be reached; nothing was changed.",
    ]
}

extension Operation {
    /// What the endpoint answers to OPTIONS.
    var options: Operation {
        Operation(
            .options,
            path,
            id: "options_of_\(id)",
            tag: tag,
            "What the endpoint can do",
            .named("Options")
        ).with { $0.needsAccount = needsAccount }
    }
}
