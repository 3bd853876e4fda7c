/// The other forms of a page: at its address with an ending in the place of the last slash.
///
/// `/project/widget/list/?state=1` is `/project/widget/list.json?state=1` for programs.
package enum PageForm: String, CaseIterable, Sendable {
    case text = "txt"
    case json
    case atom

    /// Reads the ending of a path, if it has one.
    ///
    /// - Parameter path: As it was sent.
    /// - Returns: The form, and the path of the page.
    static func split(_ path: String) -> (form: PageForm, path: String)? {
        guard !path.hasPrefix("/static/"), !path.hasPrefix("/all/"), !path.hasPrefix("/api/") else {
            return nil
        }
        for form in allCases where path.hasSuffix("." + form.rawValue) {
            let stem = path.dropLast(form.rawValue.count + 1)
            guard !stem.hasSuffix("/") else { return nil }
            return (form, stem == "/index" ? "/" : stem + "/")
        }
        return nil
    }

    /// The address of this form.
    ///
    /// - Parameter place: Path and query of a page.
    /// - Returns: `nil` where the path has no slash at its end.
    func link(ofPageAt place: String) -> Link? {
        let bytes = place.utf8
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        let path = bytes[..<end]
        guard path.last == UInt8(ascii: "/") else { return nil }
        let stem = path.count == 1 ? "/index" : Substring(path.dropLast())
        let query = Substring(bytes[end...])
        return .same(path: "\(stem).\(rawValue)\(query)")
    }
}
