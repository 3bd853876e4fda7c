import HTTPTypes
import TrackerHTTP

/// A path below `/api/` that exists in its version.
struct APIPath: Sendable {
    let endpoint: Endpoint
    /// The version in the path; `nil` stands for the newest.
    let versionInPath: APIVersion?
    /// What stands behind `/api/` and the version.
    private let segments: ArraySlice<String>

    var version: APIVersion { versionInPath ?? .newest }

    /// The endpoints above this one and itself, with their paths, for the breadcrumbs of a page.
    var trail: [(endpoint: Endpoint, path: String)] {
        let root = versionInPath.map { "/api/\($0.rawValue)/" } ?? "/api/"
        return (0...segments.count).compactMap { count in
            let part = segments.prefix(count)
            let path = part.map { PercentCoding.segment($0) + "/" }.joined()
            return Endpoint(part, version: version).map { ($0, root + path) }
        }
    }

    /// - Returns: `nil` for what is no path of the API, an unknown version included: there the
    ///   caller shows the site's own 404 page (Q39).
    init?(_ request: Request) {
        guard request.path.hasPrefix("/api"), !request.hasEmptySegment else { return nil }
        var segments = request.segments[...]
        guard segments.popFirst() == "api" else { return nil }
        versionInPath = segments.first.flatMap(APIVersion.init(rawValue:))
        if versionInPath != nil { segments.removeFirst() }
        let version = versionInPath ?? .newest
        guard let endpoint = Endpoint(segments, version: version) else { return nil }
        self.endpoint = endpoint
        self.segments = segments
    }
}
