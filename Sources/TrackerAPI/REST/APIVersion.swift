/// A version of the REST API. A client names it in the path: `/api/1.2/`.
///
/// Without a version in the path the newest one answers (rest-api, section 1).
package enum APIVersion: String, CaseIterable, Comparable, Sendable {
    case v1_0 = "1.0"
    case v1_1 = "1.1"
    case v1_2 = "1.2"
    case v1_3 = "1.3"
    case v1_4 = "1.4"

    package static let newest = APIVersion.v1_4

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
