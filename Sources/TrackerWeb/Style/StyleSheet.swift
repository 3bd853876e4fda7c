import HTTPTypes
import TrackerHTTP
import TrackerModel

/// The style sheet of all pages. Its URL changes with its text, so browsers may keep it for ever.
enum StyleSheet {
    private static let bytes = Array((tokens + base + frame + parts + forms + narrow).utf8)
    private static let file = "style-\(Digest.sha256(bytes).prefix(8).hexText).css"

    static let path = "/static/" + file

    static func answer(file name: String) -> Answer {
        guard name == file else { return .notFound }
        return Answer(
            .ok,
            headers: [
                .contentType: "text/css; charset=utf-8",
                .cacheControl: "public, max-age=31536000, immutable",
                .xContentTypeOptions: "nosniff",
            ],
            body: bytes
        )
    }
}

extension ArraySlice<UInt8> {
    fileprivate var hexText: String { Array(self).hex }
}
