import Foundation

/// Reads a folder with one mail in each file, in the order of the file names.
struct FolderReader: ArchiveReader {
    let size: Int64
    private(set) var position: Int64 = 0
    private(set) var unreadable = 0
    private let files: [URL]

    /// All mails of a Maildir: those not seen yet, then those that were. Nothing is moved.
    init(maildir: URL) throws {
        try self.init(
            files: ["new", "cur"].flatMap { try Self.files(in: maildir.appendingPathComponent($0)) }
        )
    }

    init(folder: URL) throws {
        let mails = try Self.files(in: folder).filter {
            ["eml", "mail", "txt"].contains($0.pathExtension.lowercased())
        }
        guard !mails.isEmpty else {
            throw ArchiveError(
                "\(folder.path) is neither a Maildir (it has no 'new' and 'cur') nor a public-inbox "
                    + "(it has no 'git/0.git') nor holds *.eml files"
            )
        }
        try self.init(files: mails)
    }

    private init(files: [URL]) throws {
        self.files = files
        size = Int64(files.count)
    }

    mutating func next() throws -> ArchivedMail? {
        while position < size {
            let url = files[Int(position)]
            position += 1
            if let mail = Self.mail(at: url) ?? Self.mail(at: Self.seen(url)) { return mail }
            unreadable += 1
        }
        return nil
    }

    /// Where a mail of `new` is once a mail program has looked at it.
    private static func seen(_ url: URL) -> URL {
        url.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("cur").appendingPathComponent(url.lastPathComponent + ":2,S")
    }

    private static func mail(at url: URL) -> ArchivedMail? {
        guard let file = try? FileHandle(forReadingFrom: url) else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: MailSizeLimit.bytes + 1) ?? Data(),
            let length = try? file.seekToEnd()
        else { return nil }
        return ArchivedMail(
            bytes: [UInt8](data.prefix(MailSizeLimit.bytes)),
            cutFrom: data.count > MailSizeLimit.bytes ? Int64(clamping: length) : nil
        )
    }

    private static func files(in folder: URL) throws -> [URL] {
        do {
            return try FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: nil,
                options: [.skipsHiddenFiles]
            )
            .filter { url in
                // Follows links, as people make folders of links to mails.
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(
                    atPath: url.path,
                    isDirectory: &isFolder
                )
                return exists && !isFolder.boolValue
            }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw ArchiveError("cannot read \(folder.path): \(error.localizedDescription)")
        }
    }
}
