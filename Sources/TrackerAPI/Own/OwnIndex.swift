import HTTPTypes
import TrackerHTTP

/// What the own part has: `/api/patchbay/`.
struct OwnIndexRepresentation: Representation {
    /// Grows when something is added; what is there stays as it is.
    static let version = "1.0"

    let origin: String

    func writeFields(to fields: inout FieldWriter) {
        let root = "\(origin)/api/patchbay/"
        fields.write("version", Self.version)
        fields.write("compatible", APIVersion.allCases.map(\.rawValue))
        fields.write("states", root + "states/")
        fields.write("projects", root + "projects/{key}/")
        fields.write("permissions", root + "permissions/")
        fields.write("whoami", root + "whoami/")
        fields.write("mails", root + "mails/")
        fields.write("messages", root + "messages/")
        fields.write("events", root + "events/")
        fields.write("bulk", root + "patches/bulk/")
        fields.write("series", root + "series/{id}/")
        fields.write("series_checks", root + "series/{id}/checks/")
        fields.write("series_revisions", root + "series/{id}/revisions/")
        fields.write("series_range_diff", root + "series/{id}/range-diff/")
        fields.write("series_stack", root + "series/{id}/stack/")
        fields.write("anchors", root + "patches/{id}/anchors/")
        fields.write("latest_checks", root + "patches/{id}/checks/latest/")
        fields.write("tokens", root + "tokens/")
        fields.write("audit", root + "audit/")
        fields.write("openapi", root + "openapi.json")
    }
}

extension RESTRoutes {
    /// `GET /api/patchbay/openapi.json`, `?version=1.2` for the compatible part of that version.
    func openAPI(_ call: OwnCall) throws -> Reply {
        guard let text = call.query.last("version") else {
            return Reply(ReadyJSON(bytes: OpenAPIDocument.texts[nil] ?? []))
        }
        guard let version = APIVersion(rawValue: text) else {
            let versions = APIVersion.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIFailure(.badRequest, "There is no such version, only: \(versions).")
        }
        return Reply(ReadyJSON(bytes: OpenAPIDocument.texts[version] ?? []))
    }
}

/// A value that was written before.
private struct ReadyJSON: FieldValue, Sendable {
    let bytes: [UInt8]

    func write(to writer: inout FieldWriter) { writer.json.write(json: bytes) }
}
