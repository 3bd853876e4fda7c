/// Message ids, with their angle brackets: `<20170523.1@example.org>` (RFC 5322, section 3.6.4).
public enum MessageID {
    /// The id in a `Message-Id` field.
    ///
    /// It is the first text in angle brackets, so that comments do not count. A field without them is
    /// the id as a whole, compatible with Patchwork.
    ///
    /// - Parameter decoded: The decoded field.
    /// - Returns: The id with its brackets, at most ``MailLimits/nameLength`` characters; nil if the
    ///   field is empty.
    public static func own(_ decoded: String) -> String? { first(in: decoded)?.cut() }

    /// The ids of the mails that a mail answers, the nearest first.
    ///
    /// They are the first id of each `In-Reply-To` field, then the ids of each `References` field from
    /// its end to its beginning, unless the list has them already. Compatible with Patchwork.
    public static func references(in headers: HeaderFields) -> [String] {
        var ids: [String] = []
        for field in headers.all("In-Reply-To").prefix(MailLimits.references) {
            if let id = field.decoded.flatMap(first) { ids.append(id) }
        }
        var known = Set(ids)
        for field in headers.all("References") {
            for id in bracketed(in: field.decoded ?? "").reversed() where known.insert(id).inserted
            {
                guard ids.count < MailLimits.references else { return ids.map { $0.cut() } }
                ids.append(id)
            }
        }
        return ids.map { $0.cut() }
    }

    private static func first(in decoded: String) -> String? {
        if let id = bracketed(in: decoded, limit: 1).first { return id }
        let whole = decoded.trimmed
        return whole.isEmpty ? nil : whole
    }

    /// All texts in angle brackets that are not empty.
    private static func bracketed(in text: String, limit: Int = .max) -> [String] {
        var ids: [String] = []
        var start: String.Index?
        let bytes = text.utf8
        for index in bytes.indices {
            if bytes[index] == .less, start == nil {
                start = index
            } else if bytes[index] == .greater, let open = start {
                start = nil
                guard bytes.index(after: open) < index else { continue }
                ids.append(String(text[open...index]))
                if ids.count == limit { break }
            }
        }
        return ids
    }
}
