import Foundation

/// A Maildir that mail is delivered into.
struct TestMaildir: Sendable {
    let path: String

    init(in parent: String) throws {
        path = "\(parent)/maildir-\(UUID().uuidString)"
        for folder in ["tmp", "new", "cur"] {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(folder)",
                withIntermediateDirectories: true
            )
        }
    }

    /// Delivers mails as the standard says: written in `tmp`, then moved to `new`.
    func deliver(_ mails: [TestMail], from number: Int = 0) throws {
        for (place, mail) in mails.enumerated() {
            try deliver(mail, as: name(number + place))
        }
    }

    func deliver(_ mail: TestMail, as name: String) throws {
        try Data(mail.bytes).write(to: URL(fileURLWithPath: "\(path)/tmp/\(name)"))
        try FileManager.default.moveItem(
            atPath: "\(path)/tmp/\(name)",
            toPath: "\(path)/new/\(name)"
        )
    }

    func name(_ number: Int) -> String { String(format: "17700%05d.M1P1.host", number) }

    func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }
}
