import HTTPTypes

/// A method of an endpoint, as the document describes it.
struct Operation: Sendable {
    enum Part: Sendable {
        case compatible
        case own
    }

    /// What stands in a query or a path.
    struct Parameter: Sendable {
        let name: String
        let schema: ValueSchema
        var place = "query"
        let since: APIVersion
        let note: String
        var isRequired = false

        init(
            _ name: String,
            _ schema: ValueSchema,
            since: APIVersion = .v1_0,
            _ note: String
        ) {
            self.name = name
            self.schema = schema
            self.since = since
            self.note = note
        }

        /// One that can be any text.
        init(_ name: String, since: APIVersion = .v1_0, _ note: String) {
            self.init(name, .text, since: since, note)
        }
    }

    /// What a client sends.
    struct Body: Sendable {
        let schema: ValueSchema
        /// JSON, for the document.
        let example: String
        /// Own endpoints read JSON only.
        var types = [
            "application/json", "application/x-www-form-urlencoded", "multipart/form-data",
        ]
    }

    let method: HTTPRequest.Method
    /// Behind `/api/` and the version: `patches/{id}/`.
    let path: String
    let id: String
    let summary: String
    var note = ""
    var part = Part.compatible
    /// The heading under which it stands.
    let tag: String
    var since = APIVersion.v1_0
    var parameters: [Parameter] = []
    var body: Body?
    /// The status if all goes well.
    var status = 200
    /// `nil` for an answer without a body.
    var answer: ValueSchema?
    /// Whether the answer is one page of a list, with the header `Link`.
    var isList = false
    /// Whether strangers get 403 whatever they ask.
    var needsAccount = false
    /// Statuses of failures beyond those that all operations have.
    var failures: [Int] = []

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        id: String,
        tag: String,
        _ summary: String,
        _ answer: ValueSchema?
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.tag = tag
        self.summary = summary
        self.answer = answer
    }

    /// The operation with something of it changed.
    func with(_ change: (inout Operation) -> Void) -> Operation {
        var changed = self
        change(&changed)
        return changed
    }

    /// The names between braces in the path, in their order.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.first == "{" && $0.last == "}" }
            .map { String($0.dropFirst().dropLast()) }
    }
}
