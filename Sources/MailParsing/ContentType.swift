/// What a part says it is: `text/plain; charset=utf-8` (RFC 2045, section 5).
public struct ContentType: Sendable {
    /// The type before the slash, in lower case: `text`.
    public let mainType: String
    /// The type behind the slash, in lower case: `plain`.
    public let subtype: String
    private let rawValue: ArraySlice<UInt8>

    /// Reads a field; a value that names no type counts as `text/plain`, as RFC 2045 wants it.
    ///
    /// - Parameters:
    ///   - field: The `Content-Type` field, if the part has one.
    ///   - isInDigest: Whether the part stands in a `multipart/digest`, whose parts are mails
    ///     unless they say otherwise (RFC 2046, section 5.1.5).
    init(_ field: HeaderField?, isInDigest: Bool) {
        rawValue = field?.rawValue ?? []
        let type = rawValue.prefix { $0 != .semicolon }.trimmed
        let words = type.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if field == nil, isInDigest {
            (mainType, subtype) = ("message", "rfc822")
        } else if words.count == 2 {
            mainType = words[0].map(\.lowercased).text
            subtype = words[1].map(\.lowercased).text
        } else {
            (mainType, subtype) = ("text", "plain")
        }
    }

    /// The parameters behind the type, parsed anew on each access.
    var parameters: FieldParameters { FieldParameters(rawValue) }

    /// The charset that the part declares, as written.
    public var charset: String? { parameters["charset"]?.text.trimmed }

    /// The line that separates the parts of a multipart, without `--`.
    ///
    /// A boundary may not end in white space (RFC 2046, section 5.1.1).
    var boundary: [UInt8]? {
        guard var boundary = parameters["boundary"]?.bytes else { return nil }
        while let last = boundary.last, last.isSpace { boundary.removeLast() }
        return boundary
    }
}
