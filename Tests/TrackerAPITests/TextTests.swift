import Testing
import TrackerHTTP
import TrackerModel
import TrackerStore

@testable import TrackerAPI

@Suite("Texts in and out")
struct TextTests {
    private func json(_ value: some FieldValue, indentation: Int? = nil) -> String {
        var writer = FieldWriter(
            indentation: indentation,
            version: .v1_4,
            links: Links(origin: "", version: nil, format: nil)
        )
        value.write(to: &writer)
        return String(decoding: writer.json.bytes, as: UTF8.self)
    }

    @Test("JSON escapes what it must, and U+2028 and U+2029")
    func escapes() {
        let text = "a\"b\\c\n\r\t\u{8}\u{C}\u{0}\u{1F}/\u{7F}ü€😀\u{2028}\u{2029}\u{2027}"
        #expect(
            json(text)
                == #""a\"b\\c\n\r\t\b\f\u0000\u001f/"# + "\u{7F}ü€😀" + #"\u2028\u2029"#
                + "\u{2027}\""
        )
    }

    @Test("what JSON must escape is found wherever it stands in a longer text")
    func escapesAnywhere() {
        let escapes = [
            ("\"", "\\\""), ("\\", "\\\\"), ("\u{1F}", "\\u001f"), ("\u{2028}", "\\u2028"),
            ("\u{2027}", "\u{2027}"), ("\u{7F}", "\u{7F}"), ("ü", "ü"),
        ]
        for (character, escaped) in escapes {
            for before in 0...25 {
                for after in 0...17 {
                    let (head, tail) = (
                        String(repeating: "a", count: before), String(repeating: "z", count: after)
                    )
                    #expect(
                        json(head + character + tail + character)
                            == "\"\(head)\(escaped)\(tail)\(escaped)\""
                    )
                }
            }
        }
    }

    @Test("numbers, nothing, arrays")
    func values() {
        #expect(json([Int64(0), -12, .max, .min]) == "[0,-12,\(Int64.max),\(Int64.min)]")
        #expect(json([String?.none, "x"]) == #"[null,"x"]"#)
        #expect(json([true, false], indentation: 2) == "[\n  true,\n  false\n]")
        #expect(json([[String]](), indentation: 4) == "[]")
        #expect(json([[String](), ["a"]], indentation: 1) == "[\n [],\n [\n  \"a\"\n ]\n]")
        #expect(json(APIDate(-1)) == #""1969-12-31T23:59:59.999999""#)
    }

    @Test("stored headers become an object with the names as written")
    func headers() {
        let expected: [(String, String)] = [
            ("", "{}"), ("no header at all", "{}"), (" fold first\nA: b", #"{"A":"b"}"#),
            ("Return-Path: \n <a@b>", #"{"Return-Path":"\n <a@b>"}"#),
            ("To: a,\n\tb,\n c\nX:\t y \nEmpty:", #"{"To":"a,\n\tb,\n c","X":"y ","Empty":""}"#),
            ("A: 1\nB: 2\na: 3", #"{"A":["1","3"],"B":"2","a":["1","3"]}"#),
            ("A: 1\n\nB: 2", #"{"A":"1"}"#), ("A: 1\nB 2: c\nD: 3", #"{"A":"1"}"#),
            (": x\nA: ü: y", #"{"A":"ü: y"}"#), ("A: 1\n", #"{"A":"1"}"#), ("\nA: 1", "{}"),
            (": x\n fold\nA: 1", #"{"A":"1"}"#), ("A:\t \n\tb", #"{"A":"\n\tb"}"#),
            ("Cc: a\nCC: b\nCc: c", #"{"Cc":["a","b","c"],"CC":["a","b","c"]}"#),
        ]
        for (block, text) in expected {
            #expect(json(HeaderObject(parsing: block)) == text)
        }
        let object = HeaderObject(parsing: "To: a\nSUBJECT: one\n two\nsubject: three")
        #expect(object.first("subject") == "one\n two")
        #expect(object.first("date") == nil)
    }

    @Test("many headers of one name, few and many", arguments: [2, 20, 64, 65, 500])
    func manyHeaders(count: Int) {
        let numbers = (0..<count).map(String.init)
        let block = numbers.map { "Received: \($0)\nX-\($0): y" }.joined(separator: "\n")
        let all = numbers.map { "\"\($0)\"" }.joined(separator: ",")
        let others = numbers.dropFirst().map { ",\"X-\($0)\":\"y\"" }.joined()
        #expect(
            json(HeaderObject(parsing: block)) == "{\"Received\":[\(all)],\"X-0\":\"y\"\(others)}"
        )
    }

    @Test("with many spellings of one name, each has its own values")
    func spellings() {
        let names = (0..<32).map { number in
            String(
                "abcde".enumerated().map { place, letter in
                    number >> place & 1 == 1 ? Character(letter.uppercased()) : letter
                }
            )
        }
        let block = (names + names).map { "\($0): 1" }.joined(separator: "\n")
        let members = names.map { "\"\($0)\":[\"1\",\"1\"]" }.joined(separator: ",")
        #expect(json(HeaderObject(parsing: block)) == "{\(members)}")
    }

    @Test("a search has words, lists and phrases")
    func terms() {
        let expected: [(String, [String])] = [
            ("", []), (" ,, ", []), ("tcp fix", ["tcp", "fix"]), ("a,b c", ["a", "b", "c"]),
            ("\"fix a\" race", ["fix a", "race"]), ("'x y',", ["x y"]),
            ("don't", ["don't"]), ("\"open a", ["\"open", "a"]), ("\"\"", []),
        ]
        for (text, terms) in expected { #expect(SearchTerms.split(text) == terms, "\(text)") }
    }

    @Test("moments in queries")
    func dates() {
        let day: Int64 = 1_709_510_400_000_000
        let minute: Int64 = 60_000_000
        let expected: [(String, Int64?)] = [
            ("2024-03-04", day), ("2024-3-4", day), ("2024-03-04T00:01", day + minute),
            ("2024-03-04 00:00:01.5", day + 1_500_000),
            ("2024-03-04T00:00:00.1234567Z", day + 123_456),
            ("2024-03-04T01:00:00+01:00", day), ("2024-03-03T23:30-0030", day),
            ("2024-03-04T02:00+02", day), ("2024-02-30", nil), ("2024-03-04T", nil),
            ("2024-03-04T24:00", nil), ("2024-03-04T00:00:00 00:00", nil), ("", nil),
            ("04.03.2024", nil), ("2024-03-04T00:00:00.", nil), ("2024-03-04T00:00+2:00", nil),
        ]
        for (text, moment) in expected {
            #expect(QueryDate.microseconds(parsing: text) == moment, "\(text)")
        }
    }
}
