import HTTPTypes
import TrackerStore

/// Why a request is not granted, in the words of rest-api, section 0.1.
struct APIFailure: Error {
    let status: HTTPResponse.Status
    let body: any FieldValue & Sendable

    init(_ status: HTTPResponse.Status, _ detail: String) {
        self.status = status
        body = Detail(text: detail)
    }

    init(_ status: HTTPResponse.Status, messages: [String]) {
        self.status = status
        body = messages
    }

    init(_ status: HTTPResponse.Status, body: any FieldValue & Sendable) {
        self.status = status
        self.body = body
    }

    static let needsCredentials = APIFailure(
        .forbidden,
        "Authentication credentials were not provided."
    )
    static let notPermitted = APIFailure(
        .forbidden,
        "You do not have permission to perform this action."
    )
    static let invalidPage = APIFailure(.notFound, "Invalid page.")
    static let unknownFormat = APIFailure(.notFound, "Not found.")
    static let notAcceptable = APIFailure(
        .notAcceptable,
        "Could not satisfy the request Accept header."
    )
    static let nullInSearch = APIFailure(
        .badRequest,
        messages: ["Null characters are not allowed."]
    )

    /// There is no such object; `model` is the word for it: `Patch`, `PatchComment`, …
    static func missing(_ model: String) -> APIFailure {
        APIFailure(.notFound, "No \(model) matches the given query.")
    }

    static func methodNotAllowed(_ method: HTTPRequest.Method) -> APIFailure {
        APIFailure(.methodNotAllowed, "Method \"\(method.rawValue)\" not allowed.")
    }
}

extension APIFailure {
    /// One fault of one field of a body or a query: `{"limit":["A number is required."]}`.
    static func field(_ name: String, _ message: String) -> APIFailure {
        APIFailure(
            .badRequest,
            body: FaultsRepresentation(faults: FieldFaults(name, message).faults)
        )
    }
}
