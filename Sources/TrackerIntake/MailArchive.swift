package import Foundation
import MailParsing

/// A file or folder with mails, recognised by what it looks like.
package enum MailArchive: Hashable, Sendable {
    case mbox(URL)
    /// A folder with `new` and `cur` (https://cr.yp.to/proto/maildir.html).
    case maildir(URL)
    /// A folder with one mail in each file: `*.eml`.
    case folder(URL)

    /// - Throws: ``ArchiveError`` if there is nothing at the path.
    package init(path: String) throws {
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
        self = isMaildir ? .maildir(url) : .folder(url)
    }

    /// What kind it is, in words.
    package var kind: String {
        switch self {
        case .mbox: "mbox"
        case .maildir: "Maildir"
        case .folder: "folder of mails"
        }
    }

    /// The name under which its mails are remembered.
    package var source: String {
        switch self {
        case .mbox(let url), .maildir(let url), .folder(let url): "import \(url.lastPathComponent)"
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
    /// How much there is, in the unit of ``position``.
    var size: Int64 { get }
    /// How far the walk has come: bytes of a file, or files of a folder.
    var position: Int64 { get }
    /// Files that were there and could not be read.
    var unreadable: Int { get }
    /// The next mail, or `nil` at the end.
    ///
    /// - Throws: ``ArchiveError`` if the archive cannot be read on.
    mutating func next() throws -> ArchivedMail?
}

/// A mail of an archive.
package struct ArchivedMail: Sendable {
    package let bytes: [UInt8]
    /// How long it is, if it is longer than ``MailSizeLimit/bytes`` and was cut there.
    package let cutFrom: Int64?
}

/// The largest mail that is taken in.
package enum MailSizeLimit {
    /// 64 MiB: list servers stop at a small part of this.
    package static let bytes = MailLimits.mboxMessageSize
}
