import Foundation

/// Reads a folder with one mail in each file, in the order of the file names.
struct FolderReader: ArchiveReader {
    let size: Int64
    private(set) var position: Int64 = 0
    private let files: [URL]

    /// All mails of a Maildir: those not seen yet, then those that were. Nothing is moved.
    init(maildir: URL) throws {
        try self.init(
            files: ["new", "cur"].flatMap { try Self.files(in: maildir.appendingPathComponent($0)) }
        )
    }

    init(folder: URL) throws {
        let mails = try Self.files(in: folder).filter {
            ["eml", "mail", "txt"].contains($0.pathExtension)
        }
        guard !mails.isEmpty else {
            throw ArchiveError(
                "\(folder.path) is neither a Maildir (it has no 'new' and 'cur') nor holds *.eml files"
            )
        }
        try self.init(files: mails)
    }

    private init(files: [URL]) throws {
        self.files = files
        size = Int64(files.count)
    }

    mutating func next() throws -> ArchivedMail? {
        guard position < size else { return nil }
        let url = files[Int(position)]
        position += 1
        do {
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            let data = try file.read(upToCount: MailSizeLimit.bytes + 1) ?? Data()
            return ArchivedMail(
                bytes: [UInt8](data.prefix(MailSizeLimit.bytes)),
                isTruncated: data.count > MailSizeLimit.bytes
            )
        } catch {
            throw ArchiveError("cannot read \(url.path): \(error.localizedDescription)")
        }
    }

    private static func files(in folder: URL) throws -> [URL] {
        do {
            return try FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: [.isRegularFileKey],
                options: [.skipsHiddenFiles]
            )
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw ArchiveError("cannot read \(folder.path): \(error.localizedDescription)")
        }
    }
}
