/// Reads a form as `application/x-www-form-urlencoded`: `state=new&patches=1&patches=2`.
enum FormReader {
    /// - Throws: ``BodyFault/malformed(_:)`` for too many fields, or text that is not UTF-8.
    static func fields(of bytes: [UInt8]) throws(BodyFault) -> [String: [String]] {
        let pairs = bytes.split(separator: UInt8(ascii: "&"), maxSplits: RequestBody.mostFields)
        guard pairs.count <= RequestBody.mostFields else { throw FormFault.tooManyFields }
        var fields: [String: [String]] = [:]
        for pair in pairs {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try text(pair[..<equals])
            fields[name, default: []].append(try text(pair[equals...].dropFirst()))
        }
        return fields
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(BodyFault) -> String {
        let decoded = PercentCoding.decodedBytes(bytes, plusAsBlank: true)
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw FormFault.notUTF8
        }
        return text
    }
}

/// What can be wrong with a form in either encoding.
enum FormFault {
    static let notUTF8 = BodyFault.malformed("Form parse error - it is not UTF-8")
    static let tooManyFields = BodyFault.malformed(
        "Form parse error - it has more than \(RequestBody.mostFields) fields"
    )
}
