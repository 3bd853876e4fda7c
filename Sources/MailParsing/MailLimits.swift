/// Bounds on what one mail may cost.
///
/// Anyone can send mail, so nothing may grow with what a stranger typed. A mail beyond a limit is
/// still parsed; the surplus is left out and noted as a ``MailProblem``.
public enum MailLimits {
    /// Bytes of all header fields of one part. A field that does not fit is left out.
    public static let headerBlockSize = 1 << 20
    /// Header fields of one part. Later fields are left out.
    public static let headerFields = 2_000
    /// How deep parts may be nested. Deeper parts are not taken apart.
    public static let partDepth = 20
    /// Parts of one mail, at all depths. Later parts are left out.
    public static let parts = 1_000
    /// Message ids taken from the `In-Reply-To` and `References` fields of one mail.
    public static let references = 1_000
    /// Addresses taken from one field. Later ones are left out.
    public static let addresses = 1_000
    /// Parameters of one field, such as `charset` and `boundary` in `Content-Type`.
    public static let fieldParameters = 200
    /// Characters (Unicode scalars) of a name, an address or a message id, as in Patchwork.
    public static let nameLength = 255
    /// Bytes of one message in an mbox, unless the caller wants another limit.
    public static let mboxMessageSize = 24 << 20
    /// Bytes of one line that an mbox reader looks at in one piece.
    static let mboxLineSize = 64 << 10
}
