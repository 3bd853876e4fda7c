/// The lists of the API: `/api/` (rest-api, section 2.12).
struct IndexRepresentation: Representation {
    func writeFields(to fields: inout FieldWriter) {
        let links = fields.links
        fields.write("projects", links.list("projects"))
        fields.write("users", links.list("users"))
        fields.write("people", links.list("people"))
        fields.write("patches", links.list("patches"))
        fields.write("covers", links.list("covers"))
        fields.write("series", links.list("series"))
        fields.write("events", links.list("events"))
        fields.write("bundles", links.list("bundles"))
    }
}

/// What `OPTIONS` tells of an endpoint (rest-api, section 3).
struct OptionsRepresentation: Representation {
    let endpoint: Endpoint
    /// What the caller may write; `nil` if that is nothing.
    var actions: ActionsRepresentation?

    func writeFields(to fields: inout FieldWriter) {
        fields.write("name", endpoint.title)
        fields.write("description", endpoint.summary)
        fields.write("renders", ["application/json", "text/html"])
        fields.write(
            "parses",
            ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
        )
        if let actions { fields.write("actions", actions) }
    }
}
