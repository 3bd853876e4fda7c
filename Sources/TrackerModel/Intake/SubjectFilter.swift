import CPCRE2

/// The regular expression that picks a project's mails by their subject.
///
/// An administrator writes it and a stranger's subject is matched against it, so the work is bounded:
/// a match that takes more than ``stepLimit`` steps counts as none. (Swift's `Regex` has no bound.)
package final class SubjectFilter: Sendable {
    private static let stepLimit: UInt32 = 100_000

    // PCRE2 does not change a compiled pattern, so threads may share it.
    nonisolated(unsafe) private let code: OpaquePointer

    /// - Returns: `nil` if the pattern is not a regular expression.
    package init?(_ pattern: String) {
        let bytes = Array(pattern.utf8)
        var error: Int32 = 0
        var place = 0
        let options = UInt32(PCRE2_CASELESS | PCRE2_MULTILINE) | UInt32(PCRE2_UTF)
        guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &place, nil) else {
            return nil
        }
        self.code = code
    }

    deinit { pcre2_code_free_8(code) }

    /// Whether the pattern is found anywhere in the text.
    package func isFound(in text: String) -> Bool {
        guard let data = pcre2_match_data_create_8(1, nil),
            let context = pcre2_match_context_create_8(nil)
        else { return false }
        defer {
            pcre2_match_data_free_8(data)
            pcre2_match_context_free_8(context)
        }
        pcre2_set_match_limit_8(context, Self.stepLimit)
        pcre2_set_depth_limit_8(context, Self.stepLimit)
        let bytes = Array(text.utf8)
        return pcre2_match_8(code, bytes, bytes.count, 0, 0, data, context) >= 0
    }
}
