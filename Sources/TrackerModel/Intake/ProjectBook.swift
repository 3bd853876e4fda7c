package import MailParsing

/// The projects of a site, as intake needs them: by list id, with their subject filters ready.
package struct ProjectBook: Sendable {
    private struct Entry: Sendable {
        let project: Project
        /// `nil` for a project without a filter, or with one that does not compile.
        let filter: SubjectFilter?
        let hasFilter: Bool
    }

    private let entries: [String: [Entry]]

    /// - Parameter projects: All projects by link name; the order decides between filters.
    package init(_ projects: [Project]) {
        let entries = projects.map { project in
            Entry(
                project: project,
                filter: project.subjectMatch.isEmpty ? nil : SubjectFilter(project.subjectMatch),
                hasFilter: !project.subjectMatch.isEmpty
            )
        }
        self.entries = Dictionary(grouping: entries, by: \.project.listID)
    }

    /// The headers that name the list, the most trustworthy first.
    private static let listHeaders = ["List-ID", "X-Mailing-List", "X-list"]

    /// Finds the project that a mail belongs to.
    ///
    /// - Parameters:
    ///   - message: The mail.
    ///   - givenListID: What the caller knows; then the mail's own headers do not count.
    /// - Returns: The project whose list id and subject filter the mail matches.
    /// - Throws: ``MailRefusal`` with the outcome `unassigned`.
    package func project(of message: MailMessage, givenListID: String?) throws(MailRefusal)
        -> Project
    {
        let subject = message.headers.first("Subject")?.decoded ?? ""
        if let givenListID {
            if let project = project(listID: givenListID, subject: subject) { return project }
            throw MailRefusal(.unassigned, "no project has the list id \(givenListID)")
        }
        var seen: [String] = []
        for name in Self.listHeaders {
            guard let text = message.headers.first(name)?.decoded, let id = ListID.parse(text)
            else {
                continue
            }
            if let project = project(listID: id, subject: subject) { return project }
            seen.append(id)
        }
        throw MailRefusal(
            .unassigned,
            seen.isEmpty
                ? "it names no mailing list (List-Id, X-Mailing-List)"
                : "no project has the list id \(seen.joined(separator: " or "))"
        )
    }

    /// The first project whose filter is found in the subject, or else the one without a filter.
    private func project(listID: String, subject: String) -> Project? {
        var fallback: Project?
        for entry in entries[listID] ?? [] {
            if !entry.hasFilter {
                fallback = entry.project
            } else if entry.filter?.isFound(in: subject) == true {
                return entry.project
            }
        }
        return fallback
    }
}
