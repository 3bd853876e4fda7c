import MailParsing
import PatchParsing

/// Message and diff, gathered from the text parts of a mail (mail-intake, section 9).
struct SubmissionText {
    /// The message, without the diff.
    private(set) var content: String?
    private(set) var diff: String?
    /// The message with the diff where it stood: what a cover letter shows.
    let whole: String?

    init(_ parts: [TextPart], isReply: Bool) {
        let plain = parts.filter { $0.subtype == "plain" }
        whole = Self.shown(plain.map(\.text))
        if isReply {
            content = whole
        } else {
            split(parts)
        }
    }

    private mutating func split(_ parts: [TextPart]) {
        var messages: [String] = []
        for part in parts {
            switch part.subtype {
            case "x-patch", "x-diff":
                diff = part.text
            case "plain" where diff == nil:
                let text = PatchText(splitting: part.text)
                diff = text.diff
                if let message = text.message { messages.append(message) }
            case "plain":
                messages.append(part.text)
            default:
                continue
            }
        }
        content = Self.shown(messages)
        diff = diff.map(Self.withoutNULs).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The pieces as one text without signature; `nil` where nothing remains.
    private static func shown(_ pieces: [String]) -> String? {
        let text = pieces.map { CommitMessage.trimmed($0) + "\n" }.joined()
        let cleaned = CommitMessage.withUnixLineEnds(CommitMessage.cleaned(text))
        return cleaned.isEmpty ? nil : cleaned
    }

    private static func withoutNULs(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(decoding: text.utf8.filter { $0 != 0 }, as: UTF8.self)
    }
}
