import MailParsing
import PatchParsing

/// A patch that came as a file.
struct AttachedPatch {
    let diff: String
    /// What the file says besides; a message if it is a mail as `git format-patch` writes it.
    let message: String?

    /// Reads a part that is a patch by its type, its name or its text; nil if it is none.
    init?(_ part: TextPart) {
        let isPatchType = part.mainType == "text" && ["x-patch", "x-diff"].contains(part.subtype)
        let isNamed = part.hasPatchName && part.subtype != "html"
        guard isPatchType || isNamed || part.mainType == "application" else { return nil }
        if let mail = FormattedPatch(part.text), let diff = mail.text.diff {
            self.diff = diff
            message = mail.text.message
        } else if isPatchType {
            // As it stands, also with what precedes the first file.
            diff = part.text
            message = nil
        } else if isNamed || part.text.startsLikeDiff {
            let text = PatchText(splitting: part.text)
            guard let diff = text.diff else { return nil }
            self.diff = diff
            message = text.message
        } else {
            return nil
        }
    }
}

/// A file that `git format-patch` has written: a mail with the line `From 0123…` in front.
private struct FormattedPatch {
    let text: PatchText

    init?(_ file: String) {
        guard file.utf8.starts(with: "From ".utf8),
            file.utf8.dropFirst(5).prefix(while: \.isHexadecimal).count >= 40
        else { return nil }
        let mail = MailMessage(parsing: Array(file.utf8))
        // The file is text already. Only where it is encoded once more, its own charset counts.
        let isEncoded =
            mail.headers.first("Content-Transfer-Encoding")?.decoded
            .map { !["7bit", "8bit"].contains($0.lowercased()) } ?? false
        let body =
            isEncoded || !mail.root.parts.isEmpty
            ? mail.textParts.map(\.text).joined(separator: "\n")
            : String(decoding: mail.root.rawBody, as: UTF8.self)
        text = PatchText(splitting: body)
    }
}

extension String {
    /// Whether the first line that is not empty begins a diff, without which a file of no type is
    /// not looked into.
    fileprivate var startsLikeDiff: Bool {
        let start = utf8.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        return ["diff -", "Index: ", "--- ", "*** ", "From ", "# HG changeset patch"]
            .contains { start.starts(with: $0.utf8) }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
