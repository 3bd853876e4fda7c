package import MailParsing
import PatchParsing

/// Message and diff, gathered from the text parts of a mail (mail-intake, section 9).
package struct SubmissionText {
    /// The message, without the diff.
    package private(set) var content: String?
    /// The diff, `nil` if there is none.
    package private(set) var diff: String?
    private let parts: [TextPart]

    /// Reads the text parts of a mail; those of a reply have no diff of their own.
    package init(_ parts: [TextPart], isReply: Bool) {
        self.parts = parts
        if isReply { content = whole } else { split() }
    }

    /// The message with the diff where it stood: what a cover letter shows. It is made when it is asked
    /// for.
    package var whole: String? {
        Self.shown(parts.filter(\.isPlain).map(\.text))
            ?? Self.shown(parts.filter(\.isHTML).map { HTMLText.plainText(of: $0.text) })
    }

    private mutating func split() {
        let patches = parts.map(AttachedPatch.init)
        // Only beside HTML does it matter.
        let hasPlainText =
            parts.contains(where: \.isHTML)
            && zip(parts, patches).contains { part, patch in
                patch == nil && part.isPlain && !CommitMessage.trimmed(part.text).isEmpty
            }
        var messages: [String] = []
        var attached = ""
        for (part, patch) in zip(parts, patches) {
            if let patch {
                attached.appendLines(patch.diff)
            } else if part.isPlain || part.isHTML && !hasPlainText {
                let text = part.isHTML ? HTMLText.plainText(of: part.text) : part.text
                messages += message(of: text, isBehindDiff: !attached.isEmpty)
            }
        }
        // An attached patch is the one that mail programs have left whole.
        if !attached.isEmpty { diff = attached }
        content = Self.shown(messages) ?? Self.shown(patches.compactMap { $0?.message })
        diff = diff.map(Self.withoutNULs).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Takes the diff of a text, if it is the first one, and returns the rest.
    private mutating func message(of text: String, isBehindDiff: Bool) -> [String] {
        guard diff == nil, !isBehindDiff else { return [text] }
        let split = PatchText(splitting: text)
        diff = split.diff
        return split.message.map { [$0] } ?? []
    }

    /// The pieces as one text without signature; `nil` where nothing remains.
    private static func shown(_ pieces: [String]) -> String? {
        let text = pieces.map { CommitMessage.trimmed($0) + "\n" }.joined()
        let cleaned = CommitMessage.withUnixLineEnds(CommitMessage.cleaned(text))
        return cleaned.isEmpty ? nil : cleaned
    }

    private static func withoutNULs(_ text: String) -> String {
        let hasNULs =
            text.utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? text.utf8.contains(0)
        guard hasNULs else { return text }
        return String(decoding: text.utf8.filter { $0 != 0 }, as: UTF8.self)
    }
}

extension TextPart {
    fileprivate var isPlain: Bool { mainType == "text" && subtype == "plain" }
    fileprivate var isHTML: Bool { mainType == "text" && subtype == "html" }
}

extension String {
    /// Appends a text that starts on a line of its own.
    fileprivate mutating func appendLines(_ text: String) {
        if let last = utf8.last, last != UInt8(ascii: "\n") { append("\n") }
        append(text)
    }
}
