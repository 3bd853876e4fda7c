import CZlib
import Foundation
import Testing
import TrackerHTTP
import TrackerTesting

@testable import TrackerWeb

@Suite("The URLs of a public-inbox") struct ArchiveTests {
    @Test("what they ask for")
    func routes() {
        for (path, form, messageIDs) in [
            ("/all/a@b/", ArchiveForm.page, ["a@b"]), ("/all/a@b", .page, ["a@b"]),
            ("/all/a%40b/T/", .page, ["a@b"]), ("/all/a@b/t/", .page, ["a@b"]),
            ("/all/a@b/raw", .raw, ["a@b"]), ("/all/a@b/t.mbox.gz", .threadMbox, ["a@b"]),
            ("/all/a%2Fb@c/raw", .raw, ["a/b@c"]), ("/all/a/b@c/raw", .raw, ["a/b@c"]),
            ("/all/a%252Fb@c/raw", .raw, ["a%2Fb@c", "a/b@c"]),
            // A message-id may be a word that has a meaning elsewhere.
            ("/all/raw/", .page, ["raw"]), ("/all/raw/raw", .raw, ["raw"]),
        ] {
            #expect(WebRoute(path: path) == .archive(form, messageIDs), "\(path)")
        }
        for path in ["/all", "/all/"] { #expect(WebRoute(path: path) == .archiveSearch, "\(path)") }
        #expect(WebRoute(path: "/all//") == nil)
    }

    @Test("a mail as one message of an mbox")
    func mboxrd() {
        let line = "From mboxrd@z Thu Jan  1 00:00:00 1970\n"
        for (raw, message) in [
            ("A: b\n\ntext\n", "A: b\n\ntext\n\n"),
            ("A: b\n\ntext", "A: b\n\ntext\n\n"),
            ("A: b\r\n\r\ntext\r\n", "A: b\n\ntext\n\n"),
            // Only what its way did to it is undone.
            ("A: b\n\ntext\r\n", "A: b\n\ntext\r\n\n"),
            ("A: b\r\n\r\ntext\r\r\n", "A: b\n\ntext\r\n\n"),
            ("From me Thu Jan  1 00:00:00 1970\nA: b\n\n", "A: b\n\n\n"),
            (
                "A: b\n\nFrom me\n>From me\n> From me\nFrom\n",
                "A: b\n\n>From me\n>>From me\n> From me\nFrom\n\n"
            ),
            ("", "\n\n"), ("From me", ">From me\n\n"),
        ] {
            let composed = MboxrdMessage.compose(Array(raw.utf8))
            #expect(String(decoding: composed, as: UTF8.self) == line + message, "\(raw)")
        }
    }

    @Test("gzip gives back what it got, however much", arguments: [0, 1, 70_000, 3_000_000])
    func gzip(size: Int) throws {
        let gzip = try Gzip()
        var noise = UInt64(size)
        let bytes = (0..<size).map { _ in
            noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: noise >> 56)
        }
        var file: [UInt8] = []
        for start in stride(from: 0, to: size, by: 999_999) {
            file += try gzip.write(Array(bytes[start..<min(start + 999_999, size)]))
        }
        file += try gzip.finish()
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/x.gz"
        try Data(file).write(to: URL(fileURLWithPath: path))
        #expect(try unpacked(path) == bytes)
    }

    private func unpacked(_ path: String) throws -> [UInt8] {
        let file = try #require(gzopen(path, "rb"))
        defer { gzclose(file) }
        var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
        while true {
            let count = Int(gzread(file, &piece, UInt32(piece.count)))
            try #require(count >= 0, "damaged")
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }
}
