/// Reads blobs of a repository, all through one `git cat-file --batch`.
final class GitBlobs {
    private let repository: GitRepository
    private let process: GitProcess

    init(_ repository: GitRepository) throws {
        self.repository = repository
        process = try repository.start(["cat-file", "--batch"], input: .stream)
    }

    /// Reads a blob as a mail.
    ///
    /// - Parameter name: The blob's object id.
    /// - Returns: The mail; of one above ``MailSizeLimit/bytes`` the beginning.
    /// - Throws: ``ArchiveError`` if it is not there.
    func mail(_ name: String) throws -> ArchivedMail {
        try process.write("\(name)\n")
        // `ID blob SIZE`, or `ID missing`.
        guard let header = try process.output.line() else {
            throw repository.broken(process.failure().description)
        }
        let words = String(decoding: header, as: UTF8.self).split(separator: " ")
        guard words.count == 3, words[1] == "blob", let size = Int64(words[2]), size >= 0 else {
            throw repository.broken("the blob \(name) is missing")
        }
        let kept = Int(clamping: min(size, Int64(MailSizeLimit.bytes)))
        let bytes = try process.output.bytes(kept)
        // With the line end that git puts behind a blob.
        let rest = size - Int64(kept) + 1
        guard bytes.count == kept, try process.output.skip(rest) == rest else {
            throw repository.broken(process.failure().description)
        }
        return ArchivedMail(bytes: bytes, cutFrom: size > Int64(kept) ? size : nil)
    }
}
