import PatchParsing
import Testing

@Suite("What a reply says about a patch as a whole")
struct ReplyMeaningTests {
    private static let cases: [(String, ReplyMeaning)] = [
        ("Reviewed-by: Rae <rae@x.test>", .approves),
        ("Hi Bo,\n\nAcked-by: Rae <rae@x.test>\n\nRegards,\nRae", .approves),
        ("acked-by: Rae <rae@x.test>", .approves),
        ("Tested-by: Tom <tom@x.test>\n\nI ran it for a week on two boards.", []),
        ("Reviewed-by: Rae <rae@x.test>\n\nCould the lock go, too?", [.approves, .asks]),
        ("Nacked-by: Rae <rae@x.test>", .objects),
        ("This breaks every wheel.\n\nNacked-by: Rae <rae@x.test>", [.objects, .asks]),
        ("> Nacked-by: Rae <rae@x.test>\n\nThanks!", []),
        ("On Monday Bo <bo@x.test> wrote:\n> +\tturn();\n\nWhy all of them?", .asks),
        ("On Mon, 3 Nov 2025 at 10:00,\nBo <bo@x.test> wrote:\n> The wheel\n", []),
        ("Am Montag schrieb Bo:\n> The wheel turns.\n\nThanks!", []),
        ("I ask:\nwhy?\n", .asks),
        ("Please see:\n> a\n\nand this, as Bo said:\n> b\n", []),
        ("Look at what it does:\n\n> a\n", .asks),
        ("Thanks!\n\n-- \nRae, who asks why?", []),
        ("Looks good to me, thanks.", []),
        ("Applied to next, thanks!", .takes),
        ("Thanks, queued up for 6.20.", .takes),
        ("Series merged.\n", .takes),
        ("I applied this and the wheel stopped.", .asks),
        ("Has this been applied?", .asks),
        ("Applied.\n\nOne thing: can the lock go?", [.takes, .asks]),
        ("", []), ("\n\n", []), (":", .asks), (">", []),
    ]

    @Test("is told by its words", arguments: cases)
    func meaning(item: (String, ReplyMeaning)) {
        #expect(ReplyMeaning(of: item.0) == item.1, "\(item.0)")
    }

    @Test("is found in a line of any length, in linear time")
    func large() {
        let quoted = String(repeating: "> a:\n:\n", count: 20_000)
        #expect(ReplyMeaning(of: quoted + "Nacked-by: Rae <r@x.test>").contains(.objects))
        #expect(ReplyMeaning(of: String(repeating: "applied ", count: 100_000)) == .asks)
    }
}
