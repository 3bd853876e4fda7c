import HTTPTypes
import TrackerHTTP

/// The description of the API as OpenAPI 3.1 has it.
///
/// Each field is one line in the schemas beside this file, with the first version that has it, as it
/// is in the representations. The tests hold every answer against the document.
struct OpenAPIDocument {
    /// The version whose shape it has; `nil` for the newest with Patchbay's own part.
    let version: APIVersion?

    /// Every document there is, made at the first request for one of them.
    static let texts: [APIVersion?: [UInt8]] = Dictionary(
        uniqueKeysWithValues: ([nil] + APIVersion.allCases.map(Optional.some)).map {
            ($0, OpenAPIDocument(version: $0).bytes)
        }
    )

    private var shape: APIVersion { version ?? .newest }
    private var root: String { version.map { "/api/\($0.rawValue)/" } ?? "/api/" }

    private var schemas: [NamedSchema] {
        let all =
            EmbeddedSchemas.all + ResourceSchemas.all + EventSchemas.all + OwnSchemas.all
            + AccessSchemas.all
        return all.filter { $0.since <= shape && (version == nil || !$0.isOwn) }
    }

    private var operations: [Operation] {
        let all =
            ReadingOperations.all + WritingOperations.all + OwnOperations.all
            + AccessOperations.all + RevisionOperations.all + AnchorOperations.all
            + StackOperations.all
        return all.filter { $0.since <= shape && (version == nil || $0.part == .compatible) }
    }

    private var bytes: [UInt8] {
        let schemas = schemas
        var writer = SchemaWriter(
            version: shape,
            named: Dictionary(schemas.map { ($0.name, $0.schema) }) { first, _ in first }
        )
        writer.object { writer in
            writer.member("openapi", "3.1.0")
            writeInfo(to: &writer)
            writeServers(to: &writer)
            writer.json.name("paths" as StaticString)
            writer.object(writePaths)
            writer.json.name("components" as StaticString)
            writer.object { writer in
                writer.json.name("schemas" as StaticString)
                writer.object { writer in
                    for schema in schemas { write(schema, to: &writer) }
                }
                writer.json.name("securitySchemes" as StaticString)
                writer.object(Self.writeSecuritySchemes)
            }
        }
        return writer.json.bytes
    }

    private func writeInfo(to writer: inout SchemaWriter) {
        writer.json.name("info" as StaticString)
        writer.object { writer in
            writer.member("title", "Patchbay")
            writer.member("version", version?.rawValue ?? "1.4+\(OwnIndexRepresentation.version)")
            writer.member("description", Self.description)
            writer.json.name("license" as StaticString)
            writer.object {
                $0.member("name", "Apache-2.0")
                $0.member("identifier", "Apache-2.0")
            }
        }
    }

    private static let description = """
        The API of Patchwork, versions 1.0 to 1.4, below /api/ and /api/VERSION/, and Patchbay's own \
        part below /api/patchbay/. HEAD answers as GET does, without the body. Bad credentials are \
        answered 403, also where none are needed. Values of filters that mean nothing give an empty \
        list; parameters and fields that nobody knows are ignored.
        """

    private func writeServers(to writer: inout SchemaWriter) {
        writer.json.name("servers" as StaticString)
        writer.json.beginArray()
        writer.json.next()
        writer.object { $0.member("url", "/") }
        writer.json.endArray()
    }

    private func write(_ schema: NamedSchema, to writer: inout SchemaWriter) {
        writer.json.name(schema.name)
        let example = writer.example(of: schema.schema)
        writer.write(schema.schema, note: schema.note, example: example)
    }

    private static func writeSecuritySchemes(to writer: inout SchemaWriter) {
        writer.json.name("token" as StaticString)
        writer.object {
            $0.member("type", "apiKey")
            $0.member("in", "header")
            $0.member("name", "Authorization")
            $0.member(
                "description",
                "`Authorization: Token 0123…`, as `patchbay user token` gives it."
            )
        }
        writer.json.name("password" as StaticString)
        writer.object {
            $0.member("type", "http")
            $0.member("scheme", "basic")
        }
        writer.json.name("session" as StaticString)
        writer.object {
            $0.member("type", "apiKey")
            $0.member("in", "cookie")
            $0.member("name", "sessionid")
            $0.member(
                "description",
                "Of the sign-in page; changes need the header X-CSRFToken, too."
            )
        }
    }

    private func writePaths(to writer: inout SchemaWriter) {
        var paths: [String] = []
        var byPath: [String: [Operation]] = [:]
        for operation in operations {
            if byPath[operation.path] == nil { paths.append(operation.path) }
            byPath[operation.path, default: []].append(operation)
        }
        for path in paths {
            let operations = byPath[path] ?? []
            writer.json.name(root + path)
            writer.object { writer in
                for operation in operations {
                    writer.json.name(operation.method.rawValue.lowercased())
                    OperationWriter(operation: operation, version: shape).write(to: &writer)
                }
                if let first = operations.first, first.part == .compatible {
                    writer.json.name("options" as StaticString)
                    OperationWriter(operation: first.options, version: shape).write(to: &writer)
                }
            }
        }
    }
}
