package import HTTPTypes

/// What a client asks, freed from the library that read it from the socket.
package struct Request: Sendable {
    package var method: HTTPRequest.Method
    /// The path as it was sent, still percent-encoded: `/project/p/patch/a%2Fb@c/`.
    package var path: String
    package var query: Query
    package var headers: HTTPFields
    package var body: [UInt8]
    /// `http`, or `https` where a trusted proxy said so.
    package var scheme: String
    /// The `Host` header: what the client calls this server.
    package var host: String
    /// The address of who asks: of the connection, or what a trusted proxy said.
    package var client: String

    package init(
        method: HTTPRequest.Method = .get,
        path: String,
        query: String = "",
        headers: HTTPFields = [:],
        body: [UInt8] = [],
        scheme: String = "http",
        host: String = "localhost",
        client: String = "127.0.0.1"
    ) {
        self.method = method
        self.path = path
        self.query = Query(parsing: query)
        self.headers = headers
        self.body = body
        self.scheme = scheme
        self.host = host
        self.client = client
    }

    /// The parts between the slashes, percent-decoded after the split, so that `%2F` stays within
    /// its part: `["project", "p", "patch", "a/b@c"]`.
    package var segments: [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { PercentCoding.decode(Substring($0)) }
    }

    /// Whether there is nothing between two slashes.
    package var hasEmptySegment: Bool {
        let bytes = path.utf8
        return zip(bytes, bytes.dropFirst()).contains {
            $0 == UInt8(ascii: "/") && $1 == UInt8(ascii: "/")
        }
    }

    package var endsWithSlash: Bool { path.utf8.last == UInt8(ascii: "/") }

    /// `http://patches.example.org`, from the request itself: no configuration can be wrong.
    package var origin: String { "\(scheme)://\(host)" }
}
