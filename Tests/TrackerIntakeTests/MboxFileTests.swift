import Foundation
import Testing
import TrackerIntake
import TrackerTesting

struct MboxFileTests {
    /// The file is read in pieces of this size.
    private static let piece = 1 << 18

    private static let fromLine = "From ada@example.org Tue May 23 13:21:05 2017\n"

    @Test("a mail may begin anywhere around the border of two pieces", arguments: -50...10)
    func beginsAtBorder(offset: Int) throws {
        try withFolder { folder in
            let head = "Subject: one\n\n"
            let length = Self.piece + offset - Self.fromLine.utf8.count - head.utf8.count - 2
            let line = String(repeating: "x", count: 99) + "\n"
            let text = String(repeating: line, count: length / 100 + 1).prefix(length)
            let first = "\(head)\(text)\n"
            let second = "Subject: two\n\n>>From here\n"
            try write(
                "\(Self.fromLine)\(first)\n\(Self.fromLine)\(second.replacing("\n>", with: "\n>>"))\n",
                to: "\(folder)/mbox"
            )
            #expect(try mails(of: "\(folder)/mbox") == [first, second])
        }
    }

    @Test("line ends of two bytes may be cut by the border", arguments: [-2, -1, 0, 1])
    func carriageReturnAtBorder(offset: Int) throws {
        try withFolder { folder in
            let from = "From a@b Tue May 23 13:21:05 2017\r\n"
            let head = "Subject: one\r\n\r\n"
            let length = Self.piece + offset - from.utf8.count - head.utf8.count - 1
            let first = "\(head)\(String(repeating: "x", count: length))\r\n"
            let second = "Subject: two\r\n\r\nText\r\n"
            try write("\(from)\(first)\r\n\(from)\(second)\r\n", to: "\(folder)/mbox")
            #expect(try mails(of: "\(folder)/mbox") == [first, second])
        }
    }

    @Test("progress ends with the size of the file")
    func progress() throws {
        try withFolder { folder in
            let mail = "\(Self.fromLine)Subject: x\n\nText\n\n"
            try write(String(repeating: mail, count: 20_000), to: "\(folder)/mbox")
            var reader = try MailArchive(path: "\(folder)/mbox").open()
            var count = 0
            var last: Int64 = 0
            while let next = try reader.next() {
                #expect(next.bytes.count == "Subject: x\n\nText\n".utf8.count)
                guard reader.position > last else {
                    Issue.record("position \(reader.position) behind \(last)")
                    return
                }
                last = reader.position
                count += 1
            }
            #expect(count == 20_000)
            #expect(reader.position == reader.size)
            #expect(reader.size == Int64(mail.utf8.count * 20_000))
        }
    }

    @Test("a bare mail is an archive of one")
    func bareMail() throws {
        try withFolder { folder in
            let mail = "Subject: x\n\nText\n"
            try write(mail, to: "\(folder)/mail")
            #expect(try mails(of: "\(folder)/mail") == [mail])
        }
    }
}
