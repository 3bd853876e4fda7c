import CZlib
import Foundation

/// What people have found by reading: which series of real lists are versions of which
/// (`Tests/revision-labels`). The mails themselves are not in this repository.
struct RevisionLabels {
    struct Label {
        /// A message of the series.
        let series: String
        /// Messages of series each of which is right; empty if none is.
        let earlier: [String]
        let kind: String
    }

    /// The labels of each mbox, by its path below the folder: `LIST/WINDOW`.
    let ofMbox: [String: [Label]]

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where the mails are: the folders in `PATCHBAY_LABELLED_MAIL`, or one beside the repository.
    static var folders: [URL] {
        let named = ProcessInfo.processInfo.environment["PATCHBAY_LABELLED_MAIL"] ?? ""
        let given = named.split(separator: ":").map { URL(filePath: String($0)) }
        let beside = tests.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared/mail/lists")
        return (given.isEmpty ? [beside] : given).filter {
            FileManager.default.fileExists(atPath: $0.path)
        }
    }

    init() throws {
        let file = Self.tests.appending(path: "revision-labels/labels.tsv")
        let text = try String(contentsOf: file, encoding: .utf8)
        var ofMbox: [String: [Label]] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard words.count == 5 else { throw Malformed(line: String(line)) }
            let earlier = words[3].split(separator: ",").map(String.init).filter { $0 != "-" }
            ofMbox["\(words[0])/\(words[1])", default: []].append(
                Label(series: String(words[2]), earlier: earlier, kind: String(words[4]))
            )
        }
        self.ofMbox = ofMbox
    }

    struct Malformed: Error { let line: String }

    /// The bytes of an mbox; `nil` if it is in none of the folders.
    static func bytes(of mbox: String) -> [UInt8]? {
        for folder in folders {
            let path = folder.appending(path: "\(mbox).mbox.gz").path
            if let bytes = unpacked(path) { return bytes }
        }
        return nil
    }

    private static func unpacked(_ path: String) -> [UInt8]? {
        guard let file = gzopen(path, "rb") else { return nil }
        defer { gzclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while case let count = gzread(file, &buffer, UInt32(buffer.count)), count > 0 {
            bytes += buffer.prefix(Int(count))
        }
        return bytes
    }
}

/// How the matcher's answers compare with the labels.
struct RevisionScore {
    var right = 0
    var wrong: [String] = []
    var missed: [String] = []
    var certain = 0
    var certainButWrong = 0
    var kindsRight = 0

    var pairs: Int { right + missed.count }
    /// Of the links, how many are right.
    var precision: Double { Double(right) / Double(max(1, right + wrong.count)) }
    /// Of the pairs that people have found, how many are linked rightly.
    var recall: Double { Double(right) / Double(max(1, pairs)) }
}
