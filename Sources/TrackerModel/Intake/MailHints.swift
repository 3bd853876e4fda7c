package import MailParsing

/// What a sender asks of the tracker through `X-Patchwork-…` headers (mail-intake, section 11).
package struct MailHints: Hashable, Sendable {
    package let asksToBeIgnored: Bool
    /// The name of a state, in any case.
    package let stateName: String?
    /// The address of an account, in any case.
    package let delegateEmail: String?
    package let requiresAction: Bool
    /// What the header `Auto-Submitted` says; not for the tracker, but about who wrote the mail.
    package let autoSubmitted: String?

    package init(_ headers: HeaderFields) {
        asksToBeIgnored = headers.first("X-Patchwork-Hint")?.decoded?.lowercased() == "ignore"
        stateName = headers.first("X-Patchwork-State")?.decoded
        delegateEmail = headers.first("X-Patchwork-Delegate")?.decoded
        requiresAction = headers.first("X-Patchwork-Action-Required") != nil
        autoSubmitted = headers.first("Auto-Submitted")?.decoded
    }
}
