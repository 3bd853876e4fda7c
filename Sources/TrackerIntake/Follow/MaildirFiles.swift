import Foundation

/// The files of a Maildir.
struct MaildirFiles {
    let new: String
    let cur: String

    init(path: String) {
        new = "\(path)/new"
        cur = "\(path)/cur"
    }

    /// The result of reading a file.
    enum Reading {
        case mail(ArchivedMail)
        /// Another program has taken it.
        case gone
        case unreadable(String)
    }

    /// The names of all mails that nobody has seen, which begin with the time of delivery; sorted.
    ///
    /// - Throws: ``ArchiveError`` if the folder cannot be read.
    func newNames() throws -> [String] {
        guard let folder = opendir(new) else {
            throw ArchiveError("cannot read \(new): \(Self.reason)")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Reads a mail of `new`, or of `cur` if a mail program has just moved it there.
    func read(_ name: String) -> Reading {
        let places = ["\(new)/\(name)"] + ["\(name):2,S", "\(name):2,"].map { "\(cur)/\($0)" }
        for path in places {
            // Without waiting for the writer of a named pipe.
            let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            if file < 0, errno == ENOENT { continue }
            guard file >= 0 else { return .unreadable(Self.reason) }
            defer { close(file) }
            return Self.read(file)
        }
        // A link to nothing is there, and is none of a mail program's doing.
        var status = stat()
        return lstat("\(new)/\(name)", &status) == 0 ? .unreadable("a link to nothing") : .gone
    }

    private static func read(_ file: Int32) -> Reading {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .unreadable("no ordinary file")
        }
        let size = Int(status.st_size)
        let wanted = min(size, MailSizeLimit.bytes)
        var bytes = [UInt8](repeating: 0, count: wanted)
        var length = 0
        while length < wanted {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(file, buffer.baseAddress?.advanced(by: length), wanted - length)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .unreadable(reason) }
            if count == 0 { break }
            length += count
        }
        let cutFrom = size > wanted ? Int64(size) : nil
        return .mail(ArchivedMail(bytes: Array(bytes.prefix(length)), cutFrom: cutFrom))
    }

    /// Moves a mail from `new` to `cur`, marked as seen.
    ///
    /// - Returns: Why it could not be moved; `nil` if it was, or if another program did.
    func moveToCur(_ name: String) -> String? {
        let target = "\(cur)/\(Self.seenName(name))"
        // Names are unique by their making, so one that is taken is a mistake, and not overwritten.
        guard access(target, F_OK) != 0 else { return "there is \(target)" }
        guard rename("\(new)/\(name)", target) != 0, errno != ENOENT else { return nil }
        return Self.reason
    }

    /// `1770000001.M1P1.host:2,S` for `1770000001.M1P1.host`; flags that are there already stay.
    static func seenName(_ name: String) -> String {
        guard let info = name.range(of: ":2,") else { return "\(name):2,S" }
        let flags = Set(name[info.upperBound...]).union("S").sorted()
        return "\(name[..<info.upperBound])\(String(flags))"
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
