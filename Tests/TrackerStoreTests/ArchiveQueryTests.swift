import Testing
import TrackerStore

@Suite("Searches of clients of a public-inbox") struct ArchiveQueryTests {
    /// 1 April 2026, and a day, in microseconds.
    private static let april: Int64 = 1_775_001_600_000_000
    private static let day: Int64 = 86_400_000_000

    @Test("what is understood")
    func understood() {
        let (subject, sender) = (ArchiveQuery.subject("wick: trim"), ArchiveQuery.sender("a@b.c"))
        let since = ArchiveQuery.date(since: Self.april, before: nil)
        for (text, query) in [
            ("s:wick", .subject("wick")), ("f:\"a@b.c\"", sender), ("m:x@y", .messageID("x@y")),
            (
                #"(s:"wick: trim" AND f:"a@b.c") AND d:20260401.."#,
                .all([.all([subject, sender]), since])
            ),
            (
                #"((s:"wick: trim" AND f:"a@b.c")) AND d:20260401.."#,
                .all([.all([subject, sender]), since])
            ),
            ("s:a OR s:b f:c", .any([.subject("a"), .all([.subject("b"), .sender("c")])])),
            ("  ( s:a )  ", .subject("a")), ("s:\"(a)\"", .subject("(a)")),
            ("d:20260401..20260402", .date(since: Self.april, before: Self.april + 2 * Self.day)),
            ("d:..20260401", .date(since: nil, before: Self.april + Self.day)),
            ("d:20260401", .date(since: Self.april, before: Self.april + Self.day)),
            ("dt:20260401000001..", .date(since: Self.april + 1_000_000, before: nil)),
        ] as [(String, ArchiveQuery)] {
            #expect(ArchiveQuery(parsing: text) == query, "\(text)")
        }
    }

    @Test("what is not")
    func notUnderstood() {
        for text in [
            "", "wick", "patchid:0123 OR patchid:4567", "nq:\"change-id: x\"", "s:", "s:\"\"", "(",
            ")", "(s:a", "s:a)", "s:a OR", "OR s:a", "AND", "d:2026", "d:20261301..", "d:1..2..3",
            "s:\u{0}", String(repeating: "(", count: 2_000),
            "s:a " + String(repeating: "(", count: 11),
            String(repeating: "s:a ", count: 300),
        ] {
            #expect(ArchiveQuery(parsing: text) == nil, "\(text.prefix(40))")
        }
    }
}
