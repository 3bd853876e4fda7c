package import HTTPTypes

/// What the server says to a request.
package struct Answer: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: Body
    /// Whether the same request by the same caller gets the same answer until somebody writes to the
    /// database: nothing in it depends on the time or on chance.
    package var isSameUntilWrite = false

    package enum Body: Sendable {
        case bytes([UInt8])
        /// Pieces in their order; each call of the closure makes the next one, `nil` ends.
        /// For answers too large to hold at once.
        case pieces(@Sendable () async throws -> [UInt8]?)
    }

    package init(
        _ status: HTTPResponse.Status,
        headers: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.status = status
        self.headers = headers
        self.body = .bytes(body)
    }

    /// A text of a media type such as `text/plain; charset=utf-8`.
    package static func text(
        _ text: String,
        type: String,
        status: HTTPResponse.Status = .ok
    ) -> Answer {
        Answer(status, headers: [.contentType: type], body: Array(text.utf8))
    }

    /// A redirect to a path of this site (302) or, for good, 301.
    package static func redirect(
        to location: String,
        status: HTTPResponse.Status = .found
    ) -> Answer {
        Answer(status, headers: [.location: location])
    }
}
