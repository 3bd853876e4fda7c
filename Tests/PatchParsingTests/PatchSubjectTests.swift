import PatchParsing
import Testing

@Suite("Patch subject")
struct PatchSubjectTests {
    @Test(
        "has a name, a place and a version",
        arguments: [
            ("[PATCH v3 14/22] x", "[v3,14/22] x", [14, 22], 3),
            ("[PATCH] [RFC] [1/2] x", "[RFC,1/2] x", [1, 2], 1),
            ("[p] [PATCH 1/2] x", "[1/2] x", [1, 2], 1),
            ("[PATCH p 1/2] x", "[1/2] x", [1, 2], 1),
            ("[P,PATCH] x", "x", nil, 1),
            ("[PATCH 1 of 2 STABLE v2] a", "[1 of 2,STABLE,v2] a", [1, 2], 2),
            ("[PATCH STABLE 1 of 2] a", "[STABLE,1,of,2] a", nil, 1),
            ("[PATCH 1 of 2junk] a", "[1 of 2,junk] a", [1, 2], 1),
            ("[PATCH 1 of the] a", "[1,of,the] a", nil, 1),
            ("[Patch 2/2]: a", "[2/2] : a", [2, 2], 1),
            ("[PATCHv2] x", "[PATCHv2] x", nil, 2),
            ("[RFCv3 1/2] x", "[RFCv3,1/2] x", [1, 2], 3),
            ("[PATCH v2.1 1/2] x", "[v2.1,1/2] x", [1, 2], 2),
            ("[PATCH v2.x] x", "[v2.x] x", nil, 1),
            ("[PATCH] [a] [b]", "[a,b] ", nil, 1),
            ("[PATCH] meep \n meep", "meep meep", nil, 1),
            ("[PATCH]\u{A0}\u{2003}meep\u{3000}", "meep", nil, 1),
            ("[PATCH] rewrite [a-z] regexes", "rewrite [a-z] regexes", nil, 1),
            ("[PATCH,RFC,,v2 ] x", "[RFC,v2] x", nil, 2),
            ("[] x", "x", nil, 1),
            ("[unclosed x", "[unclosed x", nil, 1),
            ("[PATCH", "[PATCH", nil, 1),
            ("RESEND: [PATCH] x", "RESEND: [PATCH] x", nil, 1),
            ("[PATCH] re: the last change", "re: the last change", nil, 1),
            ("[PATCHv2] Re: x", "[PATCHv2] Re: x", nil, 2),
            ("[RFC 1/2] Re: x", "[RFC,1/2] Re: x", [1, 2], 1),
            ("", "", nil, 1),
        ] as [(String, String, [Int]?, Int)]
    )
    func hasNamePlaceAndVersion(line: String, name: String, place: [Int]?, version: Int) {
        let subject = PatchSubject(parsing: line, ignoring: ["p"])
        #expect(subject.name == name)
        #expect(subject.position.map { [$0.number, $0.total] } == place)
        #expect(subject.version == version)
        #expect(!subject.isReply)
    }

    @Test(
        "drops the markers of replies and forwarded mails",
        arguments: [
            ("Re: Re: x", "x", true), ("RE: [PATCH] x", "x", true), ("Re:x", "x", true),
            ("re:", "", true), ("re [PATCH] x", "x", true), ("fwd [PATCH] x", "x", false),
            ("Re\u{A0}: x", "x", true), ("RE : x", "x", true),
            ("Re:\u{301}x", "\u{301}x", true), ("Re： x", "x", true),
            ("Re: AW: Re: x", "x", true), ("Re[2]: x", "x", true), ("Re(12): x", "x", true),
            ("Re^3: x", "x", true), ("AW: [PATCH] x", "x", true), ("aw: [PATCH] x", "x", true),
            ("Antw: x", "x", true), ("Sv: x", "x", true), ("SV: x", "x", true),
            ("Vs: x", "x", true), ("Odp: x", "x", true), ("Ynt: x", "x", true),
            ("Rif: x", "x", true), ("Res: x", "x", true), ("回复: x", "x", true),
            ("答复：x", "x", true), ("回复： [PATCH] x", "x", true),
            ("[widget] Re: [PATCH] x", "[widget] x", true), ("[RFC] Re: x", "[RFC] x", true),
            ("Re: [widget] AW: x", "[widget] x", true), ("Fwd: Re: x", "x", true),
            ("Fwd: [PATCH] x", "x", false), ("FW: x", "x", false), ("WG: x", "x", false),
            ("Tr: x", "x", false), ("TR : [PATCH] x", "x", false), ("转发: x", "x", false),
            // Without the colon it is a word.
            ("re add x", "re add x", false), ("Re\u{A0}x", "Re x", false),
            ("fwd x", "fwd x", false), ("re-add x", "re-add x", false),
            ("regression: y", "regression: y", false), ("Re[x]: y", "Re[x]: y", false),
            ("Re[]: y", "Re[]: y", false), ("Re[2: y", "Re[2: y", false),
            // What begins a patch more often than an answer.
            ("res: fix a leak", "res: fix a leak", false), ("sv: x", "sv: x", false),
            ("sv [x] y", "sv [x] y", false), ("re[x] y", "re[x] y", false),
            ("tr: x", "tr: x", false), ("Re", "Re", false), ("", "", false),
        ]
    )
    func dropsMarkers(line: String, name: String, isReply: Bool) {
        let subject = PatchSubject(parsing: line)
        #expect(Array(subject.name.unicodeScalars) == Array(name.unicodeScalars))
        #expect(subject.isReply == isReply)
    }

    @Test(
        "knows the place and version of what is answered",
        arguments: [
            "Re: [PATCH v2 1/3] x", "AW: [widget] [PATCH v2 1/3] x", "[widget] Re: [PATCHv2 1/3] x",
            "Re[2]: [PATCH v2 1/3] x", "Re: Fwd: [PATCH v2] [1/3] x",
        ]
    )
    func knowsWhatIsAnswered(line: String) {
        let subject = PatchSubject(parsing: line)
        #expect(subject.isReply)
        #expect(subject.position == SeriesPosition(number: 1, total: 3))
        #expect(subject.version == 2)
        #expect(subject.title == "x")
    }

    @Test(
        "finds the place at the end of a tag",
        arguments: [
            ("PATCH100/123", [100, 123]), ("v2PATCH1/4", [1, 4]), ("v2.3PATCH1/4", [1, 4]),
            ("1/2/3", [2, 3]), ("-1/2", [1, 2]), ("2.3/4", [3, 4]), ("0/12", [0, 12]),
            ("3/2", [3, 2]), ("007/012", [7, 12]), ("3/n", nil), ("1/2-rc", nil), ("1of2", nil),
            ("/2", nil), ("1/", nil), ("/", nil), ("1/99999999999999999999", nil),
        ] as [(String, [Int]?)]
    )
    func findsPlace(tag: String, place: [Int]?) {
        let subject = PatchSubject(parsing: "[\(tag)] x")
        #expect(subject.position.map { [$0.number, $0.total] } == place)
    }

    @Test func takesTheFirstPlaceThatCanBeRead() {
        let subject = PatchSubject(parsing: "[PATCH 1/99999999999999999999 2/3 4/5] x")
        #expect(subject.position == SeriesPosition(number: 2, total: 3))
    }

    @Test(
        "reads the version",
        arguments: [
            ("Hello, world", 1), ("[PATCH version] a", 1), ("[PATCH v2] a", 2), ("[PATCH V6] a", 6),
            ("[PATCH v10 1/2] a", 10), ("Hello (v2)", 2), ("Hello (V6) (v7)", 6), ("x (v) (v3)", 3),
            ("x ((v3)", 3), ("x (vv3)", 1), ("x (v3", 1), ("x v3", 1), ("[PATCH v2.1] a", 2),
            ("[RFCv2] a", 2), ("[v4] (v5)", 4), ("[PATCH v0] a", 0),
            ("[PATCH v99999999999999999999] a", 1),
        ]
    )
    func readsVersion(line: String, version: Int) {
        #expect(PatchSubject(parsing: line).version == version)
    }

    @Test(
        "tells the prefixes of a stored name",
        arguments: [
            ("[v3,14/22] ext4: fix", ["v3", "14/22"]), ("[RFC] [PATCH net] x", ["RFC", "net"]),
            ("no prefix [x]", []), ("[1 of 2,STABLE] x", ["1", "of", "2", "STABLE"]),
            ("[PATCH 1 of 2] x", ["1 of 2"]), ("", []),
        ]
    )
    func tellsPrefixes(name: String, prefixes: [String]) {
        #expect(PatchSubject.prefixes(inName: name) == prefixes)
    }

    @Test(
        "drops the prefix of a cover letter",
        arguments: [
            ("[v2,0/2] A sample series", "A sample series"), ("A sample series", "A sample series"),
            ("[0/2] ", ""), ("[open", "[open"), ("", ""),
        ]
    )
    func dropsPrefix(name: String, title: String) {
        #expect(PatchSubject.withoutPrefix(name) == title)
    }
}
