import Testing

@testable import TrackerLMTP

/// Clients that say anything at all.
struct HostileClientTests {
    private static let words = [
        "LHLO x\r\n", "MAIL FROM:<>\r\n", "RCPT TO:<a@example.org>\r\n", "DATA\r\n", ".\r\n",
        "\r\n",
        "\r", "\n", ".", "..", "RSET\r\n", "QUIT\r\n", "NOOP ", "MAIL FROM:<", ">", "\"", "\\", "=",
        "SIZE=9", " ", "\0", "\u{ff}", "BDAT 1\r\n", "\r\n.", "Text", "\r\n.\r\n",
    ].map { Array($0.utf8) }

    @Test("in whatever pieces the bytes come, they mean the same", arguments: 0..<20)
    func anyPieces(seed: UInt64) {
        var numbers = Numbers(state: seed)
        var limits = LMTPLimits()
        limits.lineBytes = 40
        limits.mailBytes = 30
        for _ in 0..<200 {
            // Half of them get as far as a mail.
            var bytes = Bool.random(using: &numbers) ? Self.words[0...3].flatMap { $0 } : []
            for _ in 0..<Int.random(in: 0..<30, using: &numbers) {
                bytes += Self.words.randomElement(using: &numbers) ?? [0xff]
            }
            var whole = TestClient(limits: limits)
            let expected = whole.send(bytes)
            var parts = TestClient(limits: limits)
            var said = ""
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...9, using: &numbers))
                said += parts.send(Array(piece))
                rest = rest.dropFirst(piece.count)
            }
            #expect(said == expected)
            #expect(parts.mails == whole.mails && parts.cut == whole.cut)
            #expect(parts.isClosed == whole.isClosed)
        }
    }

    /// The same numbers each time (Knuth's MMIX generator).
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 32
        }
    }
}
