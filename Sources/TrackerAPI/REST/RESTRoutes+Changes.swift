import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension RESTRoutes {
    /// Answers PATCH, PUT, POST and DELETE where the endpoint has them.
    func change(_ call: Call) async throws -> Reply {
        try await requireAnyRight(call)
        throw APIFailure.methodNotAllowed(call.request.method)
    }
}
