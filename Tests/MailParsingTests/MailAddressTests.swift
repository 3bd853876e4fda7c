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
            "a..b@c.example", "\"a b\"@c.example", "a@-b.example", "a@b-.example", "a@b.example.",
            "a@bü.example", "@b.example", "a b@c.example", "a", "", "<>", "a@@b.example",
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

    @Test("splits lists at each comma")
    func splitsLoosely() {
        let list = MailAddress.looseList("Ada <a@b.example>, \"C, D\" <e@f.example>,, g@h")
        #expect(list.map(\.name) == ["Ada", nil, "D", nil])
        #expect(list.map(\.address) == ["a@b.example", "\"C", "e@f.example", "g@h"])
    }
}
