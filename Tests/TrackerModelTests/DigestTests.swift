import Testing

@testable import TrackerModel

@Suite struct DigestTests {
    @Test("a key is the beginning of the SHA-256, as databases have it")
    func keys() {
        // FIPS 180-2, appendix B.1
        #expect(Digest.key(of: "abc") == Int64(bitPattern: 0xba78_16bf_8f01_cfea))
        #expect(Digest.key(of: "") == Int64(bitPattern: 0xe3b0_c442_98fc_1c14))
    }

    @Test("a kind stands before the text", arguments: ["", "c", "äöü", "20240304.1@example.org"])
    func kinds(text: String) {
        let whole = Digest.sha256(Array("message \(text)".utf8))
        let key = Int64(bitPattern: whole.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        #expect(Digest.key(of: text, kind: "message") == key)
    }
}
