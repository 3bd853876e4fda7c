/// The mail that follows `DATA`, up to its end: a line with nothing but a dot.
///
/// Only CR LF ends a line, so only CR LF `.` CR LF ends the mail. Servers that take a bare LF for the
/// end of a line too can be made to see an end where the server before them saw none, and what stands
/// behind it as commands ("SMTP smuggling"). Here a bare LF or CR is a byte of the mail like others,
/// and a dot behind it is no dot at the beginning of a line.
///
/// What is kept has LF at the end of lines, as the same mail has that comes through a pipe, and lacks
/// the dots that the client has put in front of dots (RFC 5321, 4.5.2).
struct MailDataReader: Sendable {
    /// What is kept of the mail: at most as much as the limit says.
    private(set) var bytes: [UInt8] = []
    /// How long the mail is so far.
    private(set) var size = 0
    private var place = Place.lineStart
    private var limit: Int

    /// What stands right before the next byte.
    private enum Place {
        case lineStart
        case dot
        case dotReturn
        case text
        case carriageReturn
    }

    init(limit: Int) { self.limit = limit }

    /// Lets go of what was kept, and keeps nothing of what follows.
    mutating func drop() {
        limit = 0
        bytes = []
    }

    /// Reads on.
    ///
    /// - Parameter input: What came; the bytes of the mail are taken off its beginning.
    /// - Returns: Whether this is the end of the mail.
    mutating func read(_ input: inout ArraySlice<UInt8>) -> Bool {
        while let byte = input.first {
            switch place {
            case .text:
                let end = input.firstIndex(of: .carriageReturn) ?? input.endIndex
                keep(input[..<end])
                place = end == input.endIndex ? .text : .carriageReturn
                // One further than the text, if a CR ends it.
                input = input[end...].dropFirst()
            case .lineStart where byte == .dot:
                place = .dot
                input.removeFirst()
            case .dot where byte == .carriageReturn:
                place = .dotReturn
                input.removeFirst()
            case .dotReturn where byte == .newline:
                input.removeFirst()
                return true
            case .lineStart, .dot:
                // The byte itself is read as text; so a dot in front of it has gone.
                place = .text
            case .dotReturn, .carriageReturn:
                readAfterReturn(byte)
                input.removeFirst()
            }
        }
        return false
    }

    /// Keeps a CR unless it belongs to the end of a line.
    private mutating func readAfterReturn(_ byte: UInt8) {
        switch byte {
        case .newline:
            keep(.newline)
            place = .lineStart
        case .carriageReturn:
            keep(.carriageReturn)
            place = .carriageReturn
        default:
            keep(.carriageReturn)
            keep(byte)
            place = .text
        }
    }

    private mutating func keep(_ byte: UInt8) {
        size += 1
        if bytes.count < limit { bytes.append(byte) }
    }

    private mutating func keep(_ text: ArraySlice<UInt8>) {
        size += text.count
        bytes += text.prefix(max(0, limit - bytes.count))
    }
}
