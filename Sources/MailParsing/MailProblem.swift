/// What was odd about a mail: data, not an error. A mail is never refused for it.
public enum MailProblem: Hashable, Sendable {
    /// Header fields were left out: the block is longer than ``MailLimits/headerBlockSize``.
    case headerBlockTooLong
    /// Header fields were left out: there are more than ``MailLimits/headerFields``.
    case tooManyHeaderFields
    /// A line in the header block that belongs to no field was ignored.
    case strayHeaderLine
    /// The body begins without an empty line before it.
    case missingBodySeparator
    /// A multipart names no boundary, so its body was not taken apart.
    case missingBoundary
    /// The boundary that a multipart names never occurs, so its body was not taken apart.
    case startBoundaryNotFound
    /// A multipart stops without its end boundary, as in a mail cut short.
    case endBoundaryNotFound
    /// A part was not taken apart: it lies deeper than ``MailLimits/partDepth``.
    case tooDeep
    /// Parts were left out: there are more than ``MailLimits/parts``.
    case tooManyParts
}
