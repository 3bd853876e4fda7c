import MailParsing
import Testing

@Suite struct MailAddressTests {
    @Test(
        "reads the known shapes",
        arguments: [
            ("Ada <ada@example.org>", "Ada", "ada@example.org"),
            ("\"Ada L.\" <ada@example.org>", "Ada L.", "ada@example.org"),
            ("\"Ada <ada@example.org>", "Ada", "ada@example.org"),
            ("\" Jé X\" <a@b.example>", "Jé X", "a@b.example"),
            ("Ada <ada@example.org>, Bob <bob@example.org>", "Ada", "ada@example.org"),
            ("Ada < ada@example.org > rest", "Ada", "ada@example.org"),
            ("Ada<ada@example.org>", "Ada", "ada@example.org"),
            ("<ada@example.org>", nil, "ada@example.org"),
            ("\"\" <ada@example.org>", nil, "ada@example.org"),
            ("Ada (work) <ada@example.org>", "Ada (work)", "ada@example.org"),
            ("ada at example.org (Ada L.)", "Ada L.", "ada@example.org"),
            ("ada@example.org (Ada L.)", "Ada L.", "ada@example.org"),
            ("ada@example.org", nil, "ada@example.org"),
            (" ada@example.org ", nil, "ada@example.org"),
            ("o'brien@example.org", nil, "o'brien@example.org"),
            ("\"Lindqvist, Ada\" <ada@example.org>", "Lindqvist, Ada", "ada@example.org"),
            ("Lindqvist, Ada <ada@example.org>", "Lindqvist, Ada", "ada@example.org"),
            ("\"Ada \\\"A\\\" L\\\\\" <ada@example.org>", "Ada \"A\" L\\", "ada@example.org"),
            ("\"Ada <the first>\" <ada@example.org>", "Ada <the first>", "ada@example.org"),
            (
                "\"Ada <ada@old.example>\" <ada@example.org>", "Ada <ada@old.example>",
                "ada@example.org"
            ),
            ("ada@example.org, Bo <bo@example.org>", nil, "ada@example.org"),
            ("Ada, bo@example.org", nil, "bo@example.org"),
            ("Team: Ada <ada@example.org>, bo@example.org;", "Ada", "ada@example.org"),
            ("Team: ada@example.org;", nil, "ada@example.org"),
            ("ada(Ada L.)@example.org", "Ada L.", "ada@example.org"),
            ("(Ada L.) ada@example.org", "Ada L.", "ada@example.org"),
            ("\"a b\"@example.org", nil, "\"a b\"@example.org"),
            ("Ada <\"a, \\\"b\\\" @ c\"@example.org>", "Ada", "\"a, \\\"b\\\" @ c\"@example.org"),
            // Found by the fuzzer: what is valid alone must be so in brackets.
            ("\"a>b\"@example.org", nil, "\"a>b\"@example.org"),
            ("Ada <\"a>b\"@example.org> rest", "Ada", "\"a>b\"@example.org"),
            ("Ada <> <ada@example.org>", "Ada <>", "ada@example.org"),
            ("Jürgen <jürgen@bücher.example>", "Jürgen", "jürgen@bücher.example"),
            ("李 <李@例子.example>", "李", "李@例子.example"),
            ("Ada 5\" <ada@example.org>", "Ada 5", "ada@example.org"),
        ]
    )
    func reads(text: String, name: String?, address: String) throws {
        let read = try #require(MailAddress(parsing: text))
        #expect(read.name == name)
        #expect(read.address == address)
    }

    @Test(
        "refuses what is no address",
        arguments: [
            "a@localhost", "a@[192.0.2.1]", ".a@b.example", "a.@b.example", "a@b..example",
            "a..b@c.example", "\"a\"b\"@c.example", "a@-b.example", "a@b-.example", "a@b.example.",
            "\"a\\\"@c.example", "\"a\u{7F}\"@c.example", "a@b ü.example", "@b.example",
            "a b@c.example", "a", "", "<>", "a@@b.example",
        ]
    )
    func refuses(address: String) {
        #expect(!MailAddress.isValid(address))
        #expect(MailAddress(parsing: "Ada <\(address)>") == nil)
    }

    @Test(
        "accepts what the rules allow",
        arguments: [
            "a@b.example", "a.b+c@d-e.example", "ü@b.example", "!#$%&*+/=?^`{|}~-_'\"@b.example",
            "1@2.3",
        ]
    )
    func accepts(address: String) { #expect(MailAddress.isValid(address)) }

    @Test("cuts long names")
    func cuts() {
        let name = String(repeating: "é", count: 300)
        let address = MailAddress(parsing: "\(name) <a@b.example>")
        #expect(address?.name == String(repeating: "é", count: 255))
    }

    @Test(
        "splits lists at commas that separate",
        arguments: [
            ("Ada <a@b.example>,, g@h", ["Ada <a@b.example>", " <g@h>"]),
            ("\"C, D\" <e@f.example>, g@h", ["C, D <e@f.example>", " <g@h>"]),
            ("C (x, y) <e@f.example>, g@h", ["C (x, y) <e@f.example>", " <g@h>"]),
            ("<\"a,b\"@c.example>, g@h", [" <\"a,b\"@c.example>", " <g@h>"]),
            // The quotes were lost when the name was decoded.
            ("C, D <e@f.example>, g@h", ["C, D <e@f.example>", "D <e@f.example>", " <g@h>"]),
            // No match for a quote or bracket.
            ("\"C <e@f.example>, g@h", ["C <e@f.example>", " <g@h>"]),
            ("C <e@f.example, g@h", [" <C <e@f.example>", " <g@h>"]),
            ("Team: a@b, c@d;, e@f;", [" <a@b>", " <c@d>", " <e@f>"]),
            ("nobody:;", []), ("x", [" <x>"]), ("", []), (",", []),
        ]
    )
    func splitsLists(text: String, entries: [String]) {
        let list = MailAddress.looseList(text)
        #expect(list.map { "\($0.name ?? "") <\($0.address)>" } == entries)
    }

    @Test("takes so many addresses from a list and no more")
    func boundsLists() {
        let list = String(repeating: "a@b.example,", count: 100_000)
        #expect(MailAddress.looseList(list).count == MailLimits.addresses)
        for text in [
            String(repeating: "(", count: 300_000), String(repeating: "a,", count: 100_000),
        ] {
            #expect(MailAddress.looseList(text).count <= MailLimits.addresses + 1)
            #expect(MailAddress(parsing: text) == nil)
        }
    }

    @Test(
        "plain addresses are valid, and what only looks like one is not",
        arguments: [
            ("ada@example.org", true), ("a.b-c+d_e@x1.example.org", true), ("1@2.3", true),
            ("ada@example", false), ("ada", false), ("@example.org", false),
            ("ada@", false), ("ada@.org", false), ("ada@example.", false),
            ("ada@example..org", false), (".ada@example.org", false),
            ("ada.@example.org", false), ("a..b@example.org", false),
            ("ada@-example.org", false), ("ada@example-.org", false),
            ("ada@ex_ample.org", false), ("ada@example.org-", false),
            ("ada-@example.org", true), ("_ada@example.org", true), ("a@b@c.org", false),
            ("ada @example.org", false), ("", false),
        ]
    )
    func plain(address: String, isValid: Bool) {
        #expect(MailAddress.isValid(address) == isValid)
    }
}
