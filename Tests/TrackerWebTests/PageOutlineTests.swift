import Testing
import TrackerHTTP

@testable import TrackerWeb

@Suite("A page as headings, texts and tables") struct PageOutlineTests {
    private func outline(_ write: (inout HTMLWriter) -> Void) -> [PageOutline.Block] {
        var html = HTMLWriter()
        write(&html)
        return PageOutline(html: html.bytes).blocks
    }

    @Test("blocks follow each other")
    func blocks() {
        let blocks = outline { html in
            html.element(.h1, text: "A < B & \"C\"")
            html.element(.p) { html in
                html.text("See ")
                html.element(.a, .href(.front), text: "the\n  front")
                html.text(".")
            }
            html.element(.ul) { html in
                html.element(.li, text: "one")
                html.element(.li) { $0.element(.p, text: "two") }
            }
            html.element(.pre, text: "\n  kept\n\tas &amp; is\n")
        }
        #expect(
            blocks == [
                .heading(level: 1, "A < B & \"C\""), .paragraph("See the front."), .item("one"),
                .paragraph("two"), .verbatim("\n  kept\n\tas &amp; is\n"),
            ]
        )
    }

    @Test("what HTML must escape is found wherever it stands in a longer text")
    func escapesAnywhere() {
        let escapes = [
            ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"),
            ("\u{7F}", "\u{FFFD}"), ("\u{1F}", "\u{FFFD}"), ("\t", "\t"), ("\n", "\n"), ("ü", "ü"),
            ("=", "="), ("%", "%"), ("#", "#"), ("}", "}"),
        ]
        for (character, escaped) in escapes {
            for before in 0...17 {
                let head = String(repeating: "a", count: before)
                var (text, source) = (HTMLWriter(), HTMLWriter())
                text.text(head + character + "0123456789" + character)
                source.source(head + character + "0123456789" + character)
                let expected = head + escaped + "0123456789" + escaped
                #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
                #expect(String(decoding: source.bytes, as: UTF8.self) == expected)
            }
        }
    }

    @Test("a character that hides is shown wherever it stands")
    func hidden() {
        for before in 0...17 {
            let head = String(repeating: "a", count: before)
            var html = HTMLWriter()
            html.source(head + "\u{202E}b")
            let text = String(decoding: html.bytes, as: UTF8.self)
            #expect(
                text.hasPrefix(head + "<abbr") && text.contains("U+202E") && text.hasSuffix("b")
            )
        }
    }

    @Test("tables keep their cells, forms are left out")
    func tables() {
        let blocks = outline { html in
            html.element(.form) { html in
                html.element(.label, text: "Name")
                html.element(.select) { $0.element(.option, text: "x") }
                html.element(.table) { html in
                    html.columns(["", "Patch"])
                    html.element(.tbody) { html in
                        html.element(.tr) { html in
                            html.element(.td) { $0.void(.input, .type("checkbox")) }
                            html.element(.th) { html in
                                html.element(.span, .hidden, text: "✕")
                                html.element(.a, .href(.front), text: "a </td> b")
                            }
                        }
                    }
                }
                html.element(.button, text: "Go")
            }
        }
        let table = PageOutline.Table(columns: ["", "Patch"], rows: [["", "a </td> b"]])
        #expect(blocks == [.table(table)])
    }

    @Test("text has columns under each other")
    func text() {
        let page = Page(title: "x") { html in
            html.element(.table) { html in
                html.columns(["Patch", "State"])
                html.element(.tbody) { html in
                    for (name, state) in [("a", "New"), ("longer", "Old")] {
                        html.element(.tr) { html in
                            html.element(.td, text: name)
                            html.element(.td, text: state)
                        }
                    }
                }
            }
        }
        #expect(PageText(of: page).text == "Patch   State\na       New\nlonger  Old\n\n")
    }

    @Test("a page in pieces is the same as in one")
    func stream() async throws {
        let long = String(repeating: "line\n", count: 20_000)
        let page = Page(
            title: "x",
            pieces: [
                { $0.begin(.section) }, { $0.element(.pre, text: long) },
                { $0.element(.pre, text: long) }, { $0.end(.section) },
            ]
        )
        let next = page.stream
        var pieces: [[UInt8]] = []
        while let piece = try await next() { pieces.append(piece) }
        #expect(pieces.count > 1)
        #expect(Array(pieces.joined()) == page.bytes)
    }

    @Test("what was done travels in a cookie, whatever it says")
    func told() throws {
        let text = "é; \"quoted\", & more=" + String(repeating: "long ", count: 1_000)
        for told in [Told(.error, "a;b&c", undo: "k&1"), Told(.success, text)] {
            let value = told.newCookie.value
            #expect(value.utf8.count <= 1_500)
            #expect(value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B && $0 != 0x2C })
            let read = try #require(Told(cookie: value))
            #expect(read.kind == told.kind && read.undo == told.undo)
            #expect(read.text.prefix(5) == told.text.prefix(5))
        }
        #expect(Told(cookie: "loud&&x") == nil)
        #expect(Told(cookie: "") == nil)
    }
}
