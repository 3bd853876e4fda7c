import HTTPTypes
import TrackerHTTP
import TrackerModel

/// A file that pages load: the style sheet and the script. Its URL changes with its text, so
/// browsers may keep it for ever.
struct PageFile: Sendable {
    let bytes: [UInt8]
    /// Such as `style-0123456789abcdef.css`.
    let name: String
    private let type: String

    private init(_ files: [[UInt8]], stem: String, ending: String, type: String) {
        bytes = Array(files.joined())
        name = "\(stem)-\(Array(Digest.sha256(bytes).prefix(8)).hex).\(ending)"
        self.type = type
    }

    var path: String { "/static/" + name }

    /// One sheet for all pages; a later file wins over an earlier one.
    static let style = PageFile(
        [
            PackageResources.base_css, PackageResources.parts_css, PackageResources.tables_css,
            PackageResources.list_css, PackageResources.reading_css, PackageResources.project_css,
            PackageResources.accounts_css, PackageResources.admin_css,
            PackageResources.narrow_css,
        ],
        stem: "style",
        ending: "css",
        type: "text/css; charset=utf-8"
    )

    static let script = PageFile(
        [PackageResources.script_js],
        stem: "script",
        ending: "js",
        type: "text/javascript; charset=utf-8"
    )

    static let icon = PageFile(
        [PackageResources.icon_svg],
        stem: "icon",
        ending: "svg",
        type: "image/svg+xml"
    )

    static func answer(file name: String) -> Answer {
        guard let file = [style, script, icon].first(where: { $0.name == name }) else {
            return .notFound
        }
        return Answer(
            .ok,
            headers: [
                .contentType: file.type,
                .cacheControl: "public, max-age=31536000, immutable",
                .xContentTypeOptions: "nosniff",
            ],
            body: file.bytes
        )
    }
}
