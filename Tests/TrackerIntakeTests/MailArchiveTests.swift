import Foundation
import Testing
import TrackerIntake
import TrackerTesting

struct MailArchiveTests {
    @Test("is recognised by what it looks like")
    func recognised() throws {
        try withFolder { folder in
            try write("From x", to: "\(folder)/archive.mbox")
            try write("", to: "\(folder)/empty")
            for name in ["maildir/new", "maildir/cur", "half/new", "plain"] {
                try makeFolder("\(folder)/\(name)")
            }
            for (name, kind) in [
                ("archive.mbox", "mbox"), ("empty", "mbox"), ("maildir", "Maildir"),
                ("maildir/", "Maildir"), ("half", "folder of mails"), ("plain", "folder of mails"),
            ] {
                #expect(try MailArchive(path: "\(folder)/\(name)").kind == kind, "\(name)")
            }
            #expect(try MailArchive(path: "\(folder)/maildir").source == "import maildir")
        }
    }

    @Test("nothing at the path is an error with the path in it")
    func nothingThere() throws {
        #expect {
            try MailArchive(path: "/nothing/here")
        } throws: { error in
            "\(error)" == "there is no file or folder /nothing/here"
        }
    }

    @Test("a folder without mails is most likely a mistake")
    func folderWithoutMails() throws {
        try withFolder { folder in
            try write("Text", to: "\(folder)/notes.doc")
            let archive = try MailArchive(path: folder)
            #expect {
                try archive.open()
            } throws: { error in
                "\(error)".hasPrefix("\(folder) is neither a Maildir")
            }
        }
    }

    @Test("an empty Maildir and an empty mbox have no mails")
    func emptyArchives() throws {
        try withFolder { folder in
            for name in ["maildir/new", "maildir/cur"] { try makeFolder("\(folder)/\(name)") }
            try write("", to: "\(folder)/mbox")
            for name in ["maildir", "mbox"] {
                #expect(try mails(of: "\(folder)/\(name)") == [], "\(name)")
            }
        }
    }

    @Test("a folder is read in the order of its names, and only its mails")
    func folderOrder() throws {
        try withFolder { folder in
            for name in ["b.eml", "a.eml", "10.mail", "2.txt", "x.html", ".hidden.eml"] {
                try write(name, to: "\(folder)/\(name)")
            }
            try makeFolder("\(folder)/c.eml")
            #expect(try mails(of: folder) == ["10.mail", "2.txt", "a.eml", "b.eml"])
        }
    }

    @Test("a Maildir is read new mail first, whatever the names are, and not the unfinished")
    func maildirOrder() throws {
        try withFolder { folder in
            for name in ["new", "cur", "tmp"] { try makeFolder("\(folder)/\(name)") }
            for name in ["cur/1.a:2,S", "new/3.c", "new/2.b", "cur/0.d:2,", "tmp/4.e"] {
                try write(name, to: "\(folder)/\(name)")
            }
            let expected = ["new/2.b", "new/3.c", "cur/0.d:2,", "cur/1.a:2,S"]
            #expect(try mails(of: folder) == expected)
            let left = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/new")
            #expect(left.count == 2, "nothing is moved")
        }
    }

    @Test("progress counts files up to their number")
    func progress() throws {
        try withFolder { folder in
            for name in ["a.eml", "b.eml"] { try write(name, to: "\(folder)/\(name)") }
            var reader = try MailArchive(path: folder).open()
            var positions: [Int64] = []
            while try reader.next() != nil { positions.append(reader.position) }
            #expect(positions == [1, 2])
            #expect(reader.size == 2)
            #expect(try reader.next() == nil, "the end stays the end")
        }
    }

    @Test("a file that goes away while the folder is read is counted, and the walk goes on")
    func fileGoesAway() throws {
        try withFolder { folder in
            for name in ["a.eml", "b.eml", "c.eml"] { try write(name, to: "\(folder)/\(name)") }
            var reader = try MailArchive(path: folder).open()
            _ = try reader.next()
            try FileManager.default.removeItem(atPath: "\(folder)/b.eml")
            #expect(try reader.next()?.bytes == Array("c.eml".utf8))
            #expect(try reader.next() == nil)
            #expect(reader.unreadable == 1)
        }
    }

    @Test("a mail beyond the limit is cut, and said to be")
    func oversize() throws {
        try withFolder { folder in
            let limit = MailSizeLimit.bytes
            for (name, size) in [("a.eml", limit), ("b.eml", limit + 1)] {
                try write("", to: "\(folder)/\(name)")
                // A file with a hole: long, and nearly nothing on the disk.
                #expect(truncate("\(folder)/\(name)", off_t(size)) == 0)
            }
            try write("small", to: "\(folder)/c.eml")
            var reader = try MailArchive(path: folder).open()
            for (size, isTruncated) in [(limit, false), (limit, true), (5, false)] {
                let mail = try #require(try reader.next())
                #expect(mail.bytes.count == size)
                #expect((mail.cutFrom != nil) == isTruncated)
            }
        }
    }
}
