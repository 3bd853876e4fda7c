/// Reads a form as `multipart/form-data` (RFC 7578), which is what `curl -F` sends.
///
/// Bytes of a part are its value as they are; files are refused, since no field takes one.
struct MultipartReader {
    private let bytes: [UInt8]
    private var place = 0
    private let delimiter: [UInt8]

    /// Bytes of a boundary (RFC 2046 §5.1.1).
    static let longestBoundary = 70
    /// Bytes of the head of one part.
    static let largestHead = 8 * 1_024

    private init(_ bytes: [UInt8], boundary: String) {
        self.bytes = bytes
        delimiter = Array("--\(boundary)".utf8)
    }

    /// - Throws: ``BodyFault/malformed(_:)``.
    static func fields(
        of bytes: [UInt8],
        boundary: String?
    ) throws(BodyFault) -> [String: [String]] {
        guard let boundary, (1...longestBoundary).contains(boundary.utf8.count) else {
            throw fault("Invalid boundary in multipart")
        }
        var reader = MultipartReader(bytes, boundary: boundary)
        guard reader.skipDelimiter(from: 0, atStart: true) else {
            throw fault("the first boundary is missing")
        }
        return try reader.parts()
    }

    private mutating func parts() throws(BodyFault) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        var count = 0
        while !isAtEnd {
            count += 1
            guard count <= RequestBody.mostFields else { throw FormFault.tooManyFields }
            guard skip("\r\n") else { throw Self.fault("a boundary does not end its line") }
            let name = try takeHead()
            let start = place
            // A part without content begins with the line break before the next boundary.
            guard skipDelimiter(from: start, atStart: false) else {
                throw Self.fault("the last boundary is missing")
            }
            let end = place - delimiter.count - 2
            guard let value = String(validating: bytes[start..<max(start, end)], as: UTF8.self)
            else { throw FormFault.notUTF8 }
            fields[name, default: []].append(value)
        }
        return fields
    }

    /// Whether the delimiter that was just read is the last one.
    private var isAtEnd: Bool { bytes[place...].starts(with: "--".utf8) }

    /// Goes behind the next delimiter, which begins a line.
    private mutating func skipDelimiter(from start: Int, atStart: Bool) -> Bool {
        if atStart, bytes.starts(with: delimiter) {
            place = delimiter.count
            return true
        }
        let wanted = [0x0D, 0x0A] + delimiter
        var at = start
        while at + wanted.count <= bytes.count {
            if bytes[at] == 0x0D, bytes[at...].starts(with: wanted) {
                place = at + wanted.count
                return true
            }
            at += 1
        }
        return false
    }

    private mutating func skip(_ text: String) -> Bool {
        guard bytes[place...].starts(with: text.utf8) else { return false }
        place += text.utf8.count
        return true
    }

    /// The name of the field in the head of a part; goes behind the head.
    private mutating func takeHead() throws(BodyFault) -> String {
        let start = place
        var name: String?
        while !skip("\r\n") {
            let line = bytes[place...].prefix { $0 != 0x0D }
            place += line.count
            guard skip("\r\n"), place - start <= Self.largestHead else {
                throw Self.fault("the head of a part does not end")
            }
            guard let text = String(validating: line, as: UTF8.self) else {
                throw FormFault.notUTF8
            }
            if let found = try Self.fieldName(in: text) { name = found }
        }
        guard let name else { throw Self.fault("a part has no name") }
        return name
    }

    private static func fieldName(in line: String) throws(BodyFault) -> String? {
        let halves = line.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, halves[0].lowercased() == "content-disposition" else { return nil }
        let parameters = HeaderParameters.split(String(halves[1])).dropFirst()
        guard !parameters.contains(where: { $0.name == "filename" || $0.name == "filename*" })
        else {
            throw fault("files are not taken")
        }
        return parameters.first { $0.name == "name" }?.value.replacing("%22", with: "\"")
    }

    private static func fault(_ what: String) -> BodyFault {
        .malformed("Multipart form parse error - \(what)")
    }
}
