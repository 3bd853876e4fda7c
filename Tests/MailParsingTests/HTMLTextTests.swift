import MailParsing
import Testing

@Suite("Text of HTML") struct HTMLTextTests {
    @Test(
        "is what people read",
        arguments: [
            ("", ""), ("Hello", "Hello\n"), ("  Hello\n  world ", "Hello world\n"),
            ("a<br>b<br/>c<BR />", "a\nb\nc\n"), ("a<br><br>b", "a\n\nb\n"),
            ("<p>One</p>\n<p>Two</p>", "One\n\nTwo\n"),
            ("<div>One</div><div>Two <b>bold</b>!</div>", "One\nTwo bold!\n"),
            ("<ul><li> One<li>Two</ul>Three", "- One\n- Two\nThree\n"),
            ("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", "a b\nc\n"),
            (
                "<p>Hi<blockquote>so<br>and<p>so</blockquote>Yes",
                "Hi\n>\n> so\n> and\n>\n> so\n\nYes\n"
            ),
            // Nothing that nobody sees.
            ("<head><title>x</title><style>p > a { }</style></head>a", "a\n"),
            (
                "<script>if (a < b) \"</p>\"</SCRIPT >a<!-- <p> -- > -->b<!DOCTYPE html>c<?xml?>",
                "abc\n"
            ),
            ("a<style>b", "a\n"), ("a<!-- b", "a\n"), ("a<img alt=\"> b\">c", "ac\n"),
            ("a<a href='x>y'>b</a>c<o:p></o:p>", "abc\n"),
            // Not all that looks like a tag is one.
            ("a < b > c <3 </ x &", "a < b > c <3 </ x &\n"), ("a <", "a <\n"), ("a</", "a</\n"),
            // Entities.
            ("&lt;a&gt; &amp;amp; &quot;&apos;&#39;", "<a> &amp; \"''\n"),
            ("&eacute;&#233;&#xE9;&#XE9;&euro;", "éééé€\n"),
            ("a&nbsp;&nbsp;b &nbsp; c\u{A0}\u{A0}d", "a  b   c  d\n"),
            (
                "&none; &; &# ; &#x; &#0; &#xD800; &#99999999999; &amp",
                "&none; &; &# ; &#x; &#0; &#xD800; &#99999999999; &amp\n"
            ),
            ("grün 中", "grün 中\n"),
            // A program's lines stay as they are.
            (
                "<p>See</p><pre>\ndiff --git a/x b/x\r\n  a &lt; b\n\n \n+\t<b>c</b>\n</pre>then",
                "See\n\ndiff --git a/x b/x\n  a < b\n\n \n+\tc\n\nthen\n"
            ),
            ("<pre>a</pre><pre>b</pre>", "a\n\nb\n"), ("</pre></blockquote> a  b", "a b\n"),
        ]
    )
    func isRead(html: String, text: String) {
        #expect(HTMLText.plainText(of: html) == text)
    }

    @Test(
        "costs no more than its length",
        arguments: [
            "<", "<a", "<a \"", "</", "<!--", "<!", "&", "&#", "<style>", "</style", "<br>", "<li>",
            "<blockquote>", "<blockquote><br>", "<pre>\n", "<blockquote>\n<pre>\n\n", "<p>",
            "\u{A0}",
            "<b a='", "&nbsp;",
        ]
    )
    func isLinear(piece: String) {
        let html = String(repeating: piece, count: 20_000)
        #expect(HTMLText.plainText(of: html).utf8.count <= 8 * html.utf8.count + 8)
    }
}
