import PatchParsing
import Testing

@Suite("Trailers and dependencies")
struct TrailerTests {
    @Test func findsTrailers() {
        let text = """
            Reviewed-by: Ada <ada@example.org>
            Fixes: 123456789abc ("Add it")
            Note: see below
            https://example.org/
            > Acked-by: Grace <grace@example.org>
             Acked-by: Grace <grace@example.org>
            Acked-by : Grace <grace@example.org>
            Tested-by:
            signed-off-by:\tGrace <grace@example.org>\r
            """
        #expect(
            Trailer.all(in: text) == [
                Trailer(key: "Reviewed-by", value: "Ada <ada@example.org>"),
                Trailer(key: "Fixes", value: "123456789abc (\"Add it\")"),
                Trailer(key: "signed-off-by", value: "Grace <grace@example.org>"),
            ]
        )
    }

    @Test func countsTags() {
        let text = "Acked-by: a\nACKED-BY:a\nacked-by:\n> Acked-by: b\nAcked-by b\nx Tested-by: c"
        #expect(
            Trailer.tagCounts(in: text, tags: ["Acked-by", "Tested-by:", "Acked-by"]) == [3, 0, 3]
        )
        #expect(Trailer.tagCounts(in: text, tags: []) == [])
    }

    @Test func takesWholeLinesForDownloads() {
        let comment = """
            Reviewed-by: Ada\u{A0}Lovelace <ada@example.org>\u{20}
            On Monday Grace wrote:
            > Acked-by: Grace <grace@example.org>
            tested-by: x
            Acked-By:
            Signed-off-by: y
            Nacked-by: z
            Reported-by: w
            Suggested-by: v
            Fixes: 1
            """
        #expect(
            Trailer.mboxLines(in: comment) == [
                "Reviewed-by: Ada\u{A0}Lovelace <ada@example.org> ", "tested-by: x", "Acked-By:",
                "Signed-off-by: y", "Nacked-by: z", "Reported-by: w",
            ]
        )
    }

    @Test(
        "reads dependencies",
        arguments: [
            ("Depends-on: <1@example.org>", [.messageID("<1@example.org>")]),
            ("DEPENDS-ON: <1@example.org> \t\r\n", [.messageID("<1@example.org>")]),
            (
                "Depends-on: <1@example.org>\nDepends-on: https://p.example.org/?series=1\n"
                    + "depends-on: http://p.example.org/project/p/patch/2@example.org/",
                [
                    .url("https://p.example.org/?series=1"),
                    .url("http://p.example.org/project/p/patch/2@example.org/"),
                    .messageID("<1@example.org>"),
                ]
            ),
            ("Depends-on: <1@example.org> please", []), ("Depends-on: 1@example.org", []),
            ("Depends-on:  <1@example.org>", []), ("Depends-on:<1@example.org>", []),
            (" Depends-on: <1@example.org>", []), ("> Depends-on: <1@example.org>", []),
            ("Depends-on: #<1@example.org>", []), ("Depends-on: <1@ex ample.org>", []),
            ("Depends-on: <>", []), ("Depends-on: <", []), ("Depends-on: ", []),
            ("Depends-on: https://p.example.org/?series=1#x", []),
            ("Depends-on: https://p.example.org/ x", []), ("Depends-on: series 12", []), ("", []),
        ] as [(String, [Dependency])]
    )
    func readsDependencies(message: String, dependencies: [Dependency]) {
        #expect(Dependency.all(in: message) == dependencies)
    }
}
