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

    /// Finds the projects that a mail belongs to.
    ///
    /// A mail that several lists have passed on names them all: each of its list headers may lead to
    /// a project. Of the projects of one list the subject decides.
    ///
    /// - Parameters:
    ///   - message: The mail.
    ///   - givenListID: What the caller knows; then the mail's own headers do not count.
    /// - Returns: The projects whose list id and subject filter the mail matches, at least one; that
    ///   of the most trustworthy header first.
    /// - Throws: ``MailRefusal`` with the outcome `unassigned`.
    package func projects(
        of message: MailMessage,
        givenListID: String?
    ) throws(MailRefusal) -> [Project] {
        let subject = message.headers.first("Subject")?.decoded ?? ""
        if let givenListID {
            if let project = project(listID: givenListID, subject: subject) { return [project] }
            throw MailRefusal(.unassigned, "no project has the list id \(givenListID)")
        }
        let lists = Self.listIDs(of: message)
        var found: [Project] = []
        for list in lists {
            if let project = project(listID: list, subject: subject),
                !found.contains(where: { $0.linkName == project.linkName })
            {
                found.append(project)
            }
        }
        guard found.isEmpty else { return found }
        throw MailRefusal(
            .unassigned,
            lists.isEmpty
                ? "it names no mailing list (List-Id, X-Mailing-List)"
                : "no project has the list id \(lists.joined(separator: " or "))"
        )
    }

    /// So many list headers count.
    private static let listLimit = 20

    private static func listIDs(of message: MailMessage) -> [String] {
        var ids: [String] = []
        for name in listHeaders {
            for field in message.headers.all(name).prefix(listLimit) {
                guard let id = field.decoded.flatMap(ListID.parse), !ids.contains(id) else {
                    continue
                }
                ids.append(id)
            }
        }
        return ids
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
