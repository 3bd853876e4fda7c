/// The header fields of a mail or of one of its parts, in order and with duplicates.
///
/// ```swift
/// let mail = MailMessage(parsing: Array("Subject: hello\n\nbody\n".utf8))
/// mail.headers.first("subject")?.decoded  // "hello"
/// ```
public struct HeaderFields: Sendable, RandomAccessCollection {
    /// Where a field lies in the bytes of the mail.
    struct Place {
        var nameStart: Int
        var nameEnd: Int
        var valueStart: Int
        var valueEnd: Int
    }

    /// The whole mail. All fields share it, so that a field costs no allocation.
    private let bytes: [UInt8]
    private let places: [Place]

    init(bytes: [UInt8], places: [Place]) {
        self.bytes = bytes
        self.places = places
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { places.count }

    public subscript(position: Int) -> HeaderField {
        let place = places[position]
        return HeaderField(
            rawName: bytes[place.nameStart..<place.nameEnd],
            rawValue: bytes[place.valueStart..<place.valueEnd]
        )
    }

    /// The first field of that name, in any case of ASCII letters.
    public func first(_ name: String) -> HeaderField? {
        for index in places.indices where matches(places[index], name) { return self[index] }
        return nil
    }

    /// All fields of that name, in order.
    public func all(_ name: String) -> [HeaderField] {
        places.indices.filter { matches(places[$0], name) }.map { self[$0] }
    }

    private func matches(_ place: Place, _ name: String) -> Bool {
        let name = name.utf8
        guard place.nameEnd - place.nameStart == name.count else { return false }
        var position = place.nameStart
        for byte in name {
            guard bytes[position].lowercased == byte.lowercased else { return false }
            position += 1
        }
        return true
    }
}
