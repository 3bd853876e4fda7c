import TrackerHTTP
import TrackerModel

/// The fields of forms as pages read them.
extension Query {
    /// A field without white space at both ends; empty where it was not sent.
    func text(_ field: String) -> String { last(field)?.trimmed ?? "" }

    func number(_ field: String) -> Int64? { Int64(text(field)) }

    /// Whether a box was ticked.
    func isOn(_ field: String) -> Bool { last(field) != nil }
}
