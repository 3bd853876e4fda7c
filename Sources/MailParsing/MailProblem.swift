/// What was odd about a mail: data, not an error. A mail is never refused for it.
public enum MailProblem: Hashable, Sendable {
    /// A part names a charset that no converter knows.
    case unknownCharset(String)
}
