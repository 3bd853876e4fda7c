import PatchParsing
import Testing

@Suite("Path pattern")
struct PathPatternTests {
    @Test(
        "covers",
        arguments: [
            ("src/*", "src/a/b.c"), ("*", ""), ("*", "a/b"), ("*.c", "a/b.c"), ("a?.c", "a1.c"),
            ("a?c", "a/c"), ("x-[abc].h", "x-b.h"), ("READ[!M]E", "READxE"), ("[a-c]x", "bx"),
            ("[]a]", "]"), ("[!]a]", "b"), ("[a-]", "-"), ("[a-c-e]", "-"), ("[a-c-e]", "e"),
            ("[", "["), ("[a", "[a"), ("[]", "[]"), ("[!", "[!"), ("a]", "a]"), ("[^a]", "^"),
            ("[!c-a]", "b"), ("?", "é"), ("[à-ï]", "é"), ("\\*", "\\x"), ("**a**", "bab"), ("", ""),
            ("a*b*c", "abbcbc"),
        ]
    )
    func covers(pattern: String, path: String) {
        #expect(PathPattern(pattern).matches(path))
    }

    @Test(
        "does not cover",
        arguments: [
            ("src/*", "lib/a.c"), ("src", "src/a.c"), ("rc/*", "src/a.c"),
            ("*/Makefile", "Makefile"),
            ("a?.c", "a12.c"), ("x-[abc].h", "x-d.h"), ("READ[!M]E", "README"),
            ("makefile", "Makefile"),
            ("[c-a]", "b"), ("[^a]", "b"), ("?", ""), ("", "a"), ("[]", "]"), ("a*b*c", "abcb"),
            ("*a", "ab"), ("[a", "a"),
        ]
    )
    func doesNotCover(pattern: String, path: String) {
        #expect(!PathPattern(pattern).matches(path))
    }
}
