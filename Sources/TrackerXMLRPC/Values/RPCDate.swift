import TrackerModel

/// Dates of XML-RPC and of the texts that its methods use for them.
enum RPCDate {
    /// Reads `20240304T10:01:00`, the form of the standard, or a date as the REST API takes it.
    static func microseconds(parsing text: String) -> Int64? {
        let digits = text.prefix(8)
        guard digits.utf8.count == 8, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return QueryDate.microseconds(parsing: text)
        }
        let day = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6))"
        return QueryDate.microseconds(parsing: day + text.dropFirst(8))
    }

    /// `20240304T10:01:00`
    static func text(_ microseconds: Int64) -> String {
        String(Timestamp.iso(microseconds).prefix(19)).replacing("-", with: "")
    }

    /// `2024-03-04 10:01:00`, with six digits of fraction where they are not zero: the text that
    /// structs have.
    static func plain(_ microseconds: Int64) -> String {
        Timestamp.iso(microseconds).replacing("T", with: " ")
    }
}
