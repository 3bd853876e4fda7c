package import Foundation
import MailParsing

/// A file or folder with mails, recognised by what it looks like.
package enum MailArchive: Hashable, Sendable {
    case mbox(URL)
    /// A folder with `new` and `cur` (https://cr.yp.to/proto/maildir.html).
    case maildir(URL)
    /// A folder with one mail in each file: `*.eml`.
    case folder(URL)
    case publicInbox(PublicInbox)
    /// An mbox that somebody writes while we read.
    case standardInput

    /// - Parameter path: A file or folder, or `-` for an mbox on standard input.
    /// - Throws: ``ArchiveError`` if there is nothing at the path.
    package init(path: String) throws {
        guard path != "-" else {
            self = .standardInput
            return
        }
        let url = URL(fileURLWithPath: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw ArchiveError("there is no file or folder \(path)")
        }
        guard isFolder.boolValue else {
            self = .mbox(url)
            return
        }
        let isMaildir = ["new", "cur"].allSatisfy { name in
            FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path)
        }
        if isMaildir {
            self = .maildir(url)
        } else if let inbox = PublicInbox(at: url) {
            self = .publicInbox(inbox)
        } else {
            self = .folder(url)
        }
    }

    /// What kind it is, in words.
    package var kind: String {
        switch self {
        case .mbox: "mbox"
        case .maildir: "Maildir"
        case .folder: "folder of mails"
        case .publicInbox: "public-inbox"
        case .standardInput: "mbox on standard input"
        }
    }

    /// The name under which its mails are remembered.
    package var source: String {
        switch self {
        case .mbox(let url), .maildir(let url), .folder(let url): "import \(url.lastPathComponent)"
        case .publicInbox(let inbox): "import \(inbox.url.lastPathComponent)"
        case .standardInput: "import"
        }
    }

    /// Opens it for one walk through all mails.
    ///
    /// - Throws: ``ArchiveError`` if it cannot be read.
    package func open() throws -> any ArchiveReader {
        switch self {
        case .mbox(let url): try MboxFileReader(url)
        case .maildir(let url): try FolderReader(maildir: url)
        case .folder(let url): try FolderReader(folder: url)
        case .publicInbox(let inbox): PublicInboxReader(inbox)
        case .standardInput: MboxFileReader(.standardInput)
        }
    }
}

/// An archive that cannot be read, in one line.
package struct ArchiveError: Error, CustomStringConvertible, Sendable {
    package let description: String
    init(_ description: String) { self.description = description }
}

/// One walk through an archive, in constant memory.
package protocol ArchiveReader {
    /// How much there is, in the unit of ``position``; 0 if nobody knows.
    var size: Int64 { get }
    /// How far the walk has come: bytes of a file, or files of a folder.
    var position: Int64 { get }
    /// Files that were there and could not be read.
    var unreadable: Int { get }
    /// Mails that the archive says were taken out of it.
    var deleted: Int { get }
    /// The next mail, or `nil` at the end.
    ///
    /// - Throws: ``ArchiveError`` if the archive cannot be read on.
    mutating func next() throws -> ArchivedMail?
}

extension ArchiveReader {
    package var deleted: Int { 0 }

    /// The share that is done, 0 to 1; `nil` if nobody knows how much there is.
    var share: Double? { size == 0 ? nil : Double(position) / Double(size) }
}

/// A mail of an archive.
package struct ArchivedMail: Sendable {
    package let bytes: [UInt8]
    /// How long it is, if it is longer than ``MailSizeLimit/bytes`` and was cut there.
    package let cutFrom: Int64?
}

/// The largest mail that is taken in.
package enum MailSizeLimit {
    /// 24 MiB: list servers stop at a small part of this, and reading takes some ten times as much.
    package static let bytes = MailLimits.mboxMessageSize
}
