import TrackerHTTP
import TrackerModel

/// What has arrived, for programs that read news (RFC 4287).
package struct AtomFeed: Sendable {
    package struct Entry: Sendable {
        /// Never changes, and nobody else uses it: `urn:patchbay:series:7`.
        package var id: String
        package var title: String
        package var link: Link
        /// In microseconds since 1970.
        package var updated: Int64
        package var author: String
        package var summary: String

        package init(
            id: String,
            title: String,
            link: Link,
            updated: Int64,
            author: String,
            summary: String
        ) {
            self.id = id
            self.title = title
            self.link = link
            self.updated = updated
            self.author = author
            self.summary = summary
        }
    }

    package var title: String
    /// Newest first.
    package var entries: [Entry]

    package init(title: String, entries: [Entry]) {
        self.title = title
        self.entries = entries
    }

    /// - Parameters:
    ///   - origin: `https://patches.example.org`.
    ///   - page: Path and query of the page that it is a form of.
    /// - Returns: The document.
    func bytes(origin: String, page: String) -> [UInt8] {
        var xml = HTMLWriter()
        xml.markup("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
        xml.markup("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
        write("title", title, &xml)
        write("id", origin + page, &xml)
        write("updated", Timestamp.iso(entries.map(\.updated).max() ?? 0) + "Z", &xml)
        xml.atomLink(origin + page)
        for entry in entries {
            xml.markup("<entry>\n")
            write("title", entry.title, &xml)
            write("id", entry.id, &xml)
            write("updated", Timestamp.iso(entry.updated) + "Z", &xml)
            xml.markup("<author>")
            write("name", entry.author.isEmpty ? "unknown" : entry.author, &xml)
            xml.markup("</author>\n")
            xml.atomLink(origin + entry.link.text)
            write("summary", entry.summary, &xml)
            xml.markup("</entry>\n")
        }
        xml.markup("</feed>\n")
        return xml.bytes
    }

    private func write(_ name: StaticString, _ text: String, _ xml: inout HTMLWriter) {
        xml.markup("<")
        xml.markup(name)
        xml.markup(">")
        xml.text(text)
        xml.markup("</")
        xml.markup(name)
        xml.markup(">\n")
    }
}

extension HTMLWriter {
    fileprivate mutating func atomLink(_ address: String) {
        markup("<link rel=\"alternate\" type=\"text/html\" href=\"")
        text(address)
        markup("\"/>\n")
    }
}
