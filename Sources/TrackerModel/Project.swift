/// A project whose patches are tracked: one mailing list, or the part of one that a subject filter
/// picks.
package struct Project: Hashable, Sendable {
    package typealias ID = Int64

    package var id: ID
    /// The name in URLs: `netdev-bpf`.
    package var linkName: String
    package var name: String
    /// `netdev.vger.kernel.org`, as in the header `List-Id`.
    package var listID: String
    package var listEmail: String
    /// A regular expression that the subject must match; empty takes every mail of the list.
    package var subjectMatch: String
    package var webURL: String?
    package var scmURL: String?
    package var webSCMURL: String?
    package var listArchiveURL: String?
    /// With `{}` where the message-id goes, without its angle brackets.
    package var listArchiveURLFormat: String?
    /// With `{}` where the commit goes.
    package var commitURLFormat: String?
    package var sendsNotifications: Bool
    package var showsDependencies: Bool
    package var usesTags: Bool

    package init(id: ID = 0, linkName: String, name: String, listID: String, listEmail: String) {
        self.id = id
        self.linkName = linkName
        self.name = name
        self.listID = listID
        self.listEmail = listEmail
        subjectMatch = ""
        webURL = ""
        scmURL = ""
        webSCMURL = ""
        listArchiveURL = ""
        listArchiveURLFormat = ""
        commitURLFormat = ""
        sendsNotifications = false
        showsDependencies = false
        usesTags = true
    }

    /// Where the list's archive has a message, if the project says so.
    ///
    /// Only the first `{}` of the format is filled in: a format with other braces must not break
    /// the page that shows it.
    package func archiveURL(messageID: String) -> String? {
        guard let format = listArchiveURLFormat, !format.isEmpty else { return nil }
        return format.replacing("{}", with: messageID.withoutAngleBrackets, maxReplacements: 1)
    }
}

extension String {
    /// `<a@b>` without its brackets, as URLs name a message.
    package var withoutAngleBrackets: String {
        var text = self[...].utf8
        while text.first == UInt8(ascii: "<") { text.removeFirst() }
        while text.last == UInt8(ascii: ">") { text.removeLast() }
        return String(Substring(text))
    }
}
