/// The body of the mail as which a patch is downloaded, ready for `git am`.
public struct MboxBody {
    /// Puts together the message, the trailers given in comments, the notes and the diff.
    ///
    ///     Fix the race.                     message, up to its line `---`
    ///     Reviewed-by: Ada <ada@example.org>  from comments
    ///     ---
    ///     v2: rebased                       what followed the line `---` (or `--`)
    ///
    ///     diff --git …
    ///
    /// Mails have one kind of line end, so each CRLF becomes a line feed, also in the diff.
    ///
    /// - Parameters:
    ///   - content: The message of the patch.
    ///   - commentTrailerLines: Lines from comments in the order of the comments, each without its
    ///     line feed; see ``Trailer/mboxLines(in:)``. They are not compared with the message.
    ///   - diff: The diff, or nil for a cover letter or a pull request.
    /// - Returns: The body. It ends with a line feed, if the diff does.
    public static func compose(
        content: String,
        commentTrailerLines: [String],
        diff: String?
    ) -> String {
        let whole = Array(content.utf8)[...].trimmed()
        var message = whole
        var notes = whole[whole.endIndex...]
        if let separator = TextLines(whole).first(where: \.isNotesSeparator) {
            message = whole[..<separator.startIndex].trimmed()
            notes = whole[separator.endIndex...].dropFirst().trimmedAtEnd()
        }
        var body: [UInt8] = []
        body.appendLine(message)
        for line in commentTrailerLines { body.appendLine(Array(line.utf8)[...]) }
        if !notes.isEmpty {
            body += "---\n".utf8
            body.appendLine(notes)
        }
        if let diff {
            body.append(.lineFeed)
            body += diff.utf8
        }
        return CommitMessage.withUnixLineEnds(body[...].text)
    }
}

extension ArraySlice<UInt8> {
    /// `--` or `---`, with or without a space behind it.
    fileprivate var isNotesSeparator: Bool {
        hasPrefix("--") && count <= 4
            && (elementsEqual("--".utf8) || elementsEqual("---".utf8)
                || elementsEqual("-- ".utf8) || elementsEqual("--- ".utf8))
    }
}
