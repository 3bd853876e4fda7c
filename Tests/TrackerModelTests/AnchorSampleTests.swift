import CZlib
import Foundation
import MailParsing
import PatchParsing
import Testing

@testable import TrackerModel

/// Compares places of remarks with those that somebody has found by reading real mail.
struct AnchorSampleTests {
    @Test(
        "remarks of real lists stand where a reader puts them",
        .enabled(
            if: ListWindow.areThere,
            "../shared/mail/lists, the windows of real lists, is absent"
        )
    )
    func sample() throws {
        var tally = Tally()
        for (window, labels) in Dictionary(grouping: try AnchorLabel.all(), by: \.window) {
            let texts = try ListWindow.texts(
                of: window,
                ids: Set(labels.flatMap { [$0.reply, $0.patch] })
            )
            for (pair, labels) in Dictionary(grouping: labels, by: \.pair) {
                let reply = try #require(texts[pair.reply], "no mail \(pair.reply)")
                let patch = try #require(texts[pair.patch], "no mail \(pair.patch)")
                tally.add(labels, reply: reply.whole ?? "", patch: patch)
            }
        }
        #expect(tally.given >= 110)
        #expect(tally.right * 100 >= tally.given * 95, "right: \(tally)")
        #expect(tally.right * 100 >= tally.wanted * 95, "found: \(tally)")
        #expect(tally.messageRight * 100 >= tally.messageGiven * 85, "of the message: \(tally)")
    }
}

/// A row of `anchors.tsv`.
private struct AnchorLabel {
    struct Pair: Hashable {
        let reply: String
        let patch: String
    }

    let window: String
    let reply: String
    let patch: String
    let line: Int
    /// `path new 12`; `message -`; `- -` for no line.
    let place: String

    var pair: Pair { Pair(reply: reply, patch: patch) }
    var isLine: Bool { place != "message -" && place != "- -" }

    static func all() throws -> [AnchorLabel] {
        let file = ListWindow.repository.appending(path: "Tests/revision-labels/anchors.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map
        {
            let fields = $0.split(separator: "\t").map { String($0) }
            try #require(fields.count == 7)
            return AnchorLabel(
                window: "\(fields[0])/\(fields[1])",
                reply: "<\(fields[2])>",
                patch: "<\(fields[3])>",
                line: try #require(Int(fields[4])),
                place: "\(fields[5]) \(fields[6])"
            )
        }
    }
}

/// Mails in a row from a real list.
private enum ListWindow {
    static let repository = URL(filePath: #filePath).appending(path: "../../..").standardized
    static let lists = repository.appending(path: "../shared/mail/lists").standardized
    static var areThere: Bool { FileManager.default.fileExists(atPath: lists.path) }

    static func texts(of window: String, ids: Set<String>) throws -> [String: SubmissionText] {
        var chunks = [try unpacked(lists.appending(path: "\(window).mbox.gz"))]
        var texts: [String: SubmissionText] = [:]
        for message in MboxReader(nextChunk: { chunks.popLast() }) {
            let mail = MailMessage(parsing: message.bytes)
            guard let field = mail.headers.first("Message-Id")?.decoded,
                let id = MessageID.own(field), ids.contains(id), texts[id] == nil
            else { continue }
            let subject = PatchSubject(parsing: mail.headers.first("Subject")?.decoded ?? "")
            texts[id] = SubmissionText(mail.textParts, isReply: subject.isReply)
        }
        return texts
    }

    private static func unpacked(_ file: URL) throws -> [UInt8] {
        let stream = try #require(gzopen(file.path, "rb"), "cannot read \(file.path)")
        defer { gzclose(stream) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = gzread(stream, &piece, UInt32(piece.count)), count > 0 {
            bytes += piece[..<Int(count)]
        }
        return bytes
    }
}

private struct Tally: CustomStringConvertible {
    var (given, right, wanted) = (0, 0, 0)
    var (messageGiven, messageRight) = (0, 0)
    var errors: [String] = []

    mutating func add(_ labels: [AnchorLabel], reply: String, patch: SubmissionText) {
        wanted += labels.filter(\.isLine).count
        let layout = DiffLayout(patch.diff ?? "")
        let index = QuoteIndex(layout, message: patch.content ?? "")
        for anchor in index.anchors(in: reply) {
            let label = labels.first { $0.line == anchor.said.lowerBound + 1 }
            guard anchor.part == .diff else {
                messageGiven += 1
                if label?.place == "message -" { messageRight += 1 }
                continue
            }
            given += 1
            // Empty lines below the one that is meant are quoted with it.
            if places(of: anchor.line, in: layout).contains(label?.place ?? "") {
                right += 1
            } else {
                errors.append("\(anchor) \(label.map { "\($0)" } ?? "")")
            }
        }
    }

    /// The name of a line and of those above it, as long as they are empty.
    private func places(of line: Int, in layout: DiffLayout) -> [String] {
        var places: [String] = []
        for line in (0...line).reversed() {
            if let file = layout.file(ofLine: line) {
                let facts = layout.files[file].facts
                let path = facts.newPath ?? facts.oldPath ?? ""
                let number =
                    layout.lines[line].newNumber.map { "new \($0)" }
                    ?? layout.lines[line].oldNumber.map { "old \($0)" }
                places.append("\(path) \(number ?? "\(layout.lines[line].kind)")")
            }
            if layout.text(of: line).dropFirst().contains(where: { $0 > 0x20 }) { break }
        }
        return places
    }

    var description: String {
        "\(right) of \(given) given, of \(wanted) wanted; message \(messageRight) of \(messageGiven)\n"
            + errors.joined(separator: "\n")
    }
}
