import Foundation

/// The archives that `mail import` reads, written from mails.
enum TestArchive: String, CaseIterable, Sendable {
    case mbox
    case maildir
    case folder

    /// Writes the mails below a folder.
    ///
    /// - Returns: The path of the archive.
    func write(_ mails: [TestMail], in parent: String) throws -> String {
        let path = "\(parent)/\(rawValue)-\(UUID().uuidString)"
        let files = FileManager.default
        switch self {
        case .mbox:
            let text = mails.map { mail in
                let body = mail.text.replacing(/\n(>*From )/) { "\n>\($0.1)" }
                return "From sender@example.org Tue Mar  3 10:00:00 2026\n\(body)\n"
            }
            try Data(text.joined().utf8).write(to: URL(fileURLWithPath: path))
        case .maildir:
            for folder in ["new", "cur", "tmp"] {
                try files.createDirectory(
                    atPath: "\(path)/\(folder)",
                    withIntermediateDirectories: true
                )
            }
            for (number, mail) in mails.enumerated() {
                let name = String(format: "17700%05d.M1P1.host", number)
                try write(mail, to: "\(path)/new/\(name)")
            }
        case .folder:
            try files.createDirectory(atPath: path, withIntermediateDirectories: true)
            for (number, mail) in mails.enumerated() {
                try write(mail, to: "\(path)/\(String(format: "%04d", number)).eml")
            }
        }
        return path
    }

    private func write(_ mail: TestMail, to path: String) throws {
        try Data(mail.bytes).write(to: URL(fileURLWithPath: path))
    }
}
