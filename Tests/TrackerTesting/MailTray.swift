import Foundation

/// A program that takes mails as `sendmail` does and keeps them, and the folder where they are.
package struct MailTray: Sendable {
    private let folder: TemporaryFolder

    package init() throws {
        folder = try TemporaryFolder()
        let script = """
            #!/bin/sh
            echo "$*" > "$0.arguments"
            cat > "$0.$$.part" && mv "$0.$$.part" "$0.$$.eml"
            """
        try TestProgram.install(script, at: program)
    }

    package var program: String { "\(folder.path)/sendmail" }

    package func remove() { folder.remove() }

    /// What the program was called with.
    package func arguments() -> String {
        let text = try? String(contentsOfFile: "\(program).arguments", encoding: .utf8)
        return text?.split(separator: "\n").first.map(String.init) ?? ""
    }

    /// All mails that it took, in no order.
    package func mails() -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.compactMap {
            try? String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8)
        }
    }

    /// Takes out the mail whose subject this is, and waits for it: some are sent behind the answer.
    ///
    /// - Returns: `nil` if it does not come within a minute.
    package func take(_ subject: String, to address: String) async throws -> String? {
        for _ in 0..<6_000 {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            for file in files where file.hasSuffix(".eml") {
                let path = "\(folder.path)/\(file)"
                guard let mail = try? String(contentsOfFile: path, encoding: .utf8),
                    mail.contains("\nSubject: \(subject)\n"), mail.contains("\nTo: <\(address)>\n")
                else { continue }
                try FileManager.default.removeItem(atPath: path)
                return mail
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// The path of the link in a mail: `/confirm/…/`.
    package static func path(in mail: String) -> String? {
        let line = mail.split(separator: "\n").first {
            $0.hasPrefix("https://patches.test/") && $0.hasSuffix("/")
        }
        return line.map { String($0.dropFirst("https://patches.test".count)) }
    }
}
