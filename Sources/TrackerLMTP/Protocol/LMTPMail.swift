/// A mail that has come completely.
package struct LMTPMail: Hashable, Sendable {
    /// What is stored: lines end with LF, and stuffed dots are gone.
    package let bytes: [UInt8]
    /// How long it was, if it was longer than the limit and cut there.
    package let cutFrom: Int64?
}

/// What became of a mail, as far as its sender has to know.
package enum LMTPVerdict: Hashable, Sendable {
    /// It is durable; the text says as what: `mail 12, patch`.
    case stored(String)
    /// It is not stored.
    case tryAgain
}
