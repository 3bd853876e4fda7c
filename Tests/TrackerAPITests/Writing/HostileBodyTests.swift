import HTTPTypes
import Testing
import TrackerHTTP

/// A trap in a reader would end the server: whatever is done to a body, it is read or refused.
@Suite("Hostile bodies")
struct HostileBodyTests {
    private static let seeds: [(type: String, body: String)] = [
        (
            "application/json",
            #"{"state":"new","related":[1,-2.5e+3,"\u00e4\ud83d\ude00\n"],"x":{"y":[true,null,{}]}}"#
        ),
        ("application/x-www-form-urlencoded", "state=new&related=1&related=%C3%A4+b&x=&=y&%"),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"a\\\"b\"\r\nX: y\r\n\r\n1\r\n"
                + "--b\r\nContent-Disposition: form-data; name=c\r\n\r\n\r\n--b--\r\n"
        ),
    ]

    /// Bytes that mean something to a reader.
    private static let marks =
        Array("{}[]\",:\\u0dD8-+.eE&=%;\r\n -b\u{0}".utf8) + [0xFF, 0xC3, 0xED]

    @Test("are read or refused, however they are bent")
    func bent() {
        var dice = Dice(state: 7)
        var readable = 0
        for seed in Self.seeds {
            for _ in 0..<3_000 {
                var body = Array(seed.body.utf8)
                for _ in 0...dice.next(below: 3) { Self.bend(&body, &dice) }
                var request = Request(path: "/")
                request.headers[.contentType] = seed.type
                request.body = body
                if (try? RequestBody(request)) != nil { readable += 1 }
            }
        }
        // Some still make sense, most do not.
        #expect((200...8_800).contains(readable))
    }

    private static func bend(_ body: inout [UInt8], _ dice: inout Dice) {
        guard !body.isEmpty else { return }
        let place = dice.next(below: body.count)
        switch dice.next(below: 4) {
        case 0: body[place] = marks[dice.next(below: marks.count)]
        case 1: body.insert(marks[dice.next(below: marks.count)], at: place)
        case 2: body.removeSubrange(place..<min(body.count, place + 1 + dice.next(below: 8)))
        default: body.insert(contentsOf: body.prefix(dice.next(below: body.count)), at: place)
        }
    }

    /// The same numbers in every run (SplitMix64).
    private struct Dice {
        var state: UInt64

        mutating func next(below limit: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
        }
    }
}
