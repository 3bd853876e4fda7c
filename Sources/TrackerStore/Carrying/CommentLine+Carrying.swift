package import MailParsing
package import PatchParsing
import TrackerModel

extension CommentLine {
    /// Its headers, taken apart.
    package var parsedHeaders: HeaderFields {
        MailMessage(parsing: Array((body.headers + "\n\n").utf8)).headers
    }

    /// Whether a machine wrote it.
    var isByRobot: Bool { isByRobot(parsedHeaders) }

    /// Whether a machine wrote it, by its headers.
    package func isByRobot(_ headers: HeaderFields) -> Bool {
        Robot.wrote(
            name: submitter.name,
            email: submitter.email,
            autoSubmitted: headers.first("Auto-Submitted")?.decoded
        )
    }

    /// The newest comments below patches.
    ///
    /// - Returns: By date.
    /// - Throws: `StoreError`.
    static func newest(
        _ count: Int64,
        below patches: [Int64],
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> [CommentLine] {
        var ids: [(date: Int64, id: Int64)] = []
        for part in patches.idPortions {
            ids += try db.all(
                """
                SELECT date, id FROM patch_comment WHERE patch_id IN (\(ids: part))
                ORDER BY date DESC, id DESC LIMIT \(count)
                """
            ) { (date: $0.int(0), id: $0.int(1)) }
        }
        let newest = ids.sorted(by: >).prefix(Int(count)).map(\.id)
        return try read(.patch, ids: newest, for: viewer, in: db)
    }
}

extension CommentLine {
    /// Some of its lines with what stands at their start; all that are not quoted where none are
    /// named.
    package func lines(_ said: Range<Int>?) -> [(line: ReplyLine, text: ArraySlice<UInt8>)] {
        let all = ReplyLine.all(in: (body.content ?? "").utf8)
        guard let said else { return all.filter { $0.line.depth == 0 } }
        return Array(all[said.clamped(to: 0..<all.count)])
    }

    /// What it says in some of its lines, or without the lines that it quotes.
    ///
    /// - Parameter said: The lines; `nil` for all that are not quoted.
    /// - Returns: The text, without empty lines at its ends.
    package func text(of said: Range<Int>?) -> String {
        let text = lines(said).map { String(decoding: $0.text, as: UTF8.self) }
        let start = text.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? text.endIndex
        let end = text.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? start
        return start < text.endIndex ? text[start...end].joined(separator: "\n") : ""
    }
}
