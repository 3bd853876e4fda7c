package import MailParsing

/// Who wrote a mail, seen through what mailing lists do to the `From` header.
package enum MailAuthor {
    /// The author of a mail for a project.
    ///
    /// A list that rewrites addresses for DMARC sends `Ada via Widget <widget@lists.example.org>`;
    /// then `X-Original-From`, `Reply-To` or `Cc` still have Ada's own address.
    ///
    /// - Throws: ``MailRefusal`` with the outcome `malformed` if there is no usable address.
    package static func author(
        of headers: HeaderFields,
        for project: Project
    ) throws(MailRefusal) -> MailAddress {
        guard let text = headers.first("From")?.decoded, !text.isEmpty else {
            throw MailRefusal(.malformed, "its From header is missing or unreadable")
        }
        guard let sender = MailAddress(parsing: text) else {
            throw MailRefusal(
                .malformed,
                "its From header has no mail address: \(text.prefix(200))"
            )
        }
        guard sender.address.lowercased() == project.listEmail.lowercased() else { return sender }
        return original(of: sender, in: headers) ?? sender
    }

    private static func original(of sender: MailAddress, in headers: HeaderFields) -> MailAddress? {
        let name = sender.name.flatMap(nameBeforeVia)
        if let text = headers.first("X-Original-From")?.decoded,
            let original = MailAddress(parsing: text)
        {
            return MailAddress(name: name, address: original.address)
        }
        let others = headers.all("Reply-To") + headers.all("Cc")
        for entry in others.compactMap(\.decoded).flatMap(MailAddress.looseList)
        where entry.name == name && MailAddress.isValid(entry.address) {
            return MailAddress(name: name, address: entry.address)
        }
        return nil
    }

    /// `'Ada Lovelace' via Widget` → `Ada Lovelace`.
    private static func nameBeforeVia(_ name: String) -> String? {
        let words = name.split(separator: " ", omittingEmptySubsequences: true)
        guard let via = words.lastIndex(of: "via"), via > 0 else { return nil }
        var bare = words[..<via].joined(separator: " ")[...]
        while bare.first == "'" { bare = bare.dropFirst() }
        while bare.last == "'" { bare = bare.dropLast() }
        return String(bare)
    }
}
