import Foundation
import TrackerIntake
import TrackerTesting

/// Runs the body with an empty folder, which is gone afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    return try body(folder.path)
}

func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
}

/// All mails of an archive as text.
func mails(of path: String) throws -> [String] {
    var reader = try MailArchive(path: path).open()
    var mails: [String] = []
    while let mail = try reader.next() { mails.append(String(decoding: mail.bytes, as: UTF8.self)) }
    return mails
}
