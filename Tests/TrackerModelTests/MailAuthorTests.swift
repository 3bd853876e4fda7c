import MailParsing
import Testing
import TrackerModel

struct MailAuthorTests {
    private static let project = Project(
        linkName: "widget",
        name: "Widget",
        listID: "widget.test",
        listEmail: "Widget@lists.test"
    )

    private func author(_ head: String) throws -> MailAddress {
        let message = MailMessage(parsing: Array("\(head)\n\n".utf8))
        return try MailAuthor.author(of: message.headers, for: Self.project)
    }

    @Test(
        "the sender, unless the list stands in its place",
        arguments: [
            ("From: Ada <ada@x.test>", "Ada", "ada@x.test"),
            ("From: ada@x.test", nil, "ada@x.test"),
            ("From: \"Lovelace, Ada\" <ada@x.test>", "Lovelace, Ada", "ada@x.test"),
            ("From: ada@x.test (Ada)", "Ada", "ada@x.test"),
            ("From: ada at x.test (Ada)", "Ada", "ada@x.test"),
            ("From: Conan O'Brien <o'brien@x.test>", "Conan O'Brien", "o'brien@x.test"),
            ("From: =?utf-8?q?Zo=C3=AB?= <zoe@x.test>", "Zoë", "zoe@x.test"),
            (
                "From: Ada via X <ada@x.test>\nReply-To: Ada <other@x.test>", "Ada via X",
                "ada@x.test"
            ),
        ] as [(String, String?, String)]
    )
    func sender(head: String, name: String?, address: String) throws {
        #expect(try author(head) == MailAddress(name: name, address: address))
    }

    private static let munged = "From: 'Ada Lovelace' via Widget <widget@lists.test>"

    @Test(
        "behind the list's own address, the author's",
        arguments: [
            ("\(munged)\nX-Original-From: Ada Lovelace <ada@x.test>", "ada@x.test"),
            (
                "\(munged)\nX-Original-From: ada@x.test\nReply-To: Ada Lovelace <b@x.test>",
                "ada@x.test"
            ),
            ("\(munged)\nReply-To: Ada Lovelace <ada@x.test>", "ada@x.test"),
            ("\(munged)\nReply-To: Bo <bo@x.test>, Ada Lovelace <ada@x.test>", "ada@x.test"),
            ("\(munged)\nReply-To: Bo <bo@x.test>\nCc: Ada Lovelace <ada@x.test>", "ada@x.test"),
            (
                "\(munged)\nCc: Ada Lovelace <c@x.test>\nReply-To: Ada Lovelace <ada@x.test>",
                "ada@x.test"
            ),
            ("\(munged)\nCc: Bo <bo@x.test>\nCc: Ada Lovelace <ada@x.test>", "ada@x.test"),
            // An address that is none does no harm.
            ("\(munged)\nX-Original-From: nobody\nCc: Ada Lovelace <ada@x.test>", "ada@x.test"),
            (
                "\(munged)\nReply-To: Ada Lovelace <nobody>\nCc: Ada Lovelace <ada@x.test>",
                "ada@x.test"
            ),
            (
                "\(munged.replacing("widget@", with: "WIDGET@"))\nCc: Ada Lovelace <ada@x.test>",
                "ada@x.test"
            ),
        ]
    )
    func behindTheList(head: String, address: String) throws {
        #expect(try author(head) == MailAddress(name: "Ada Lovelace", address: address))
    }

    @Test(
        "the list itself, where nothing says more",
        arguments: [
            (munged, "'Ada Lovelace' via Widget"),
            ("\(munged)\nReply-To: Bo <bo@x.test>", "'Ada Lovelace' via Widget"),
            ("From: Widget <widget@lists.test>\nCc: Bo <bo@x.test>", "Widget"),
            ("From: widget@lists.test", nil),
            ("From: via Widget <widget@lists.test>\nCc: via <bo@x.test>", "via Widget"),
        ] as [(String, String?)]
    )
    func listItself(head: String, name: String?) throws {
        #expect(try author(head) == MailAddress(name: name, address: "widget@lists.test"))
    }

    @Test("the last \"via\" counts, also at the end")
    func lastVia() throws {
        let list = "<widget@lists.test>\nCc: Ada via Bo <ada@x.test>"
        #expect(try author("From: Ada via Bo via Widget \(list)").name == "Ada via Bo")
        #expect(try author("From: Ada via Bo via \(list)").name == "Ada via Bo")
    }

    @Test(
        "a mail without a usable sender is malformed",
        arguments: [
            "X: y", "From:", "From: ", "From: nobody", "From: root@localhost", "From: a@[1.2.3.4]",
            "From: .a@x.test", "From: a@x..test", "From: =?utf-8?b?YWJjZ?= <a@x.test>",
        ]
    )
    func malformed(head: String) {
        #expect {
            try author(head)
        } throws: { error in
            let refusal = error as? MailRefusal
            return refusal?.outcome == .malformed
                && refusal?.reason.hasPrefix("its From header") == true
        }
    }
}

struct DelegationTests {
    private func diff(_ files: String...) -> String {
        files.map { "--- a/\($0)\n+++ b/\($0)\n@@ -1 +1 @@\n-a\n+b\n" }.joined()
    }

    private let rules = [
        DelegationRule(accountID: 1, path: "drivers/net/*"),
        DelegationRule(accountID: 2, path: "drivers/*"),
        DelegationRule(accountID: 1, path: "*.md"),
        DelegationRule(accountID: 3, path: "lib/[ab].c"),
        DelegationRule(accountID: 4, path: "lib/[!x]?.c"),
    ]

    @Test(
        "goes to the one whose rules match all files",
        arguments: [
            (["drivers/net/a.c"], 1), (["drivers/net/deep/a.c"], 1), (["drivers/gpu/a.c"], 2),
            (["drivers/net/a.c", "README.md"], 1), (["drivers/net/a.c", "drivers/gpu/a.c"], nil),
            (["drivers/net/a.c", "Makefile"], nil), (["Makefile"], nil), (["lib/a.c"], 3),
            (["lib/c.c"], nil), (["lib/cc.c"], 4), (["lib/xc.c"], nil), (["README.MD"], nil),
            (["src/drivers/a.c"], nil), ([], nil),
        ] as [([String], Int64?)]
    )
    func goesTo(files: [String], account: Int64?) {
        let diff = files.map { self.diff($0) }.joined()
        #expect(Delegation.delegate(of: diff, rules: rules) == account)
    }

    @Test("new and removed files have one name")
    func newAndRemoved() {
        let new = "--- /dev/null\n+++ b/drivers/net/a.c\n@@ -0,0 +1 @@\n+b\n"
        #expect(Delegation.delegate(of: new, rules: rules) == 1)
        let removed = "--- a/drivers/net/a.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n"
        #expect(Delegation.delegate(of: removed, rules: rules) == 1)
    }

    @Test("renames without a change have no names, and no rules have no delegate")
    func nobody() {
        let rename =
            "diff --git a/drivers/a b/drivers/b\nrename from drivers/a\nrename to drivers/b\n"
        #expect(Delegation.delegate(of: rename, rules: rules) == nil)
        #expect(Delegation.delegate(of: diff("drivers/net/a.c"), rules: []) == nil)
    }

    @Test("the first rule decides for a file")
    func firstRule() {
        #expect(Delegation.delegate(of: diff("drivers/net/a.c"), rules: rules.reversed()) == 2)
    }
}
