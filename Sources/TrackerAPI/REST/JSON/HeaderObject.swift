import Glibc
import TrackerHTTP

/// The headers of a stored mail as one JSON object (rest-api, section 10.2, "API form").
///
/// Keys are the names as written, in the order in which they first appear; a name that occurs more
/// than once has an array. Names are compared without case, so `Received` and `received` are two
/// keys with the same array (Q32).
struct HeaderObject: FieldValue {
    private let block: String
    /// Where name and value of each header are in the block, in order. Folds are kept.
    private let fields: [Field]

    private struct Field {
        let name: Range<Int>
        var value: Range<Int>
        /// Equal for names that differ in case only, and hardly ever for others.
        let key: UInt64
    }

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Reads a stored block: one `Name: value` a line, continued by lines that begin with a blank.
    init(parsing block: String) {
        var block = block
        fields = block.withUTF8 { Self.fields(in: $0) }
        self.block = block
    }

    private static func fields(in block: Bytes) -> [Field] {
        var fields: [Field] = []
        fields.reserveCapacity(32)
        var start = 0
        while start < block.count {
            let end = lineEnd(in: block, from: start)
            guard start < end else { break }
            if !isBlank(block[start]) {
                guard let field = field(in: block, start..<end) else { break }
                fields.append(field)
            } else if let last = fields.indices.last {
                // A fold stands in the block as it stands in the value.
                fields[last].value = fields[last].value.lowerBound..<end
            }
            start = end + 1
        }
        return fields.filter { !$0.name.isEmpty }
    }

    private static func lineEnd(in block: Bytes, from start: Int) -> Int {
        guard let base = block.baseAddress,
            let found = memchr(base + start, 0x0A, block.count - start)
        else { return block.count }
        return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
    }

    private static func field(in block: Bytes, _ line: Range<Int>) -> Field? {
        var key: UInt64 = 0xCBF2_9CE4_8422_2325
        var colon = line.lowerBound
        while colon < line.upperBound, block[colon] != UInt8(ascii: ":") {
            guard 0x21...0x7E ~= block[colon] else { return nil }
            key = (key ^ UInt64(lower(block[colon]))) &* 0x100_0000_01B3
            colon += 1
        }
        guard colon < line.upperBound else { return nil }
        var value = colon + 1
        while value < line.upperBound, isBlank(block[value]) { value += 1 }
        return Field(name: line.lowerBound..<colon, value: value..<line.upperBound, key: key)
    }

    /// The first value of a header, its name in lower case.
    func first(_ name: String) -> String? {
        var block = block
        return block.withUTF8 { block in
            fields.first { Self.lowered($0, in: block) == name }.map {
                Self.text($0.value, in: block)
            }
        }
    }

    // MARK: Writing

    /// With more spellings than this, each has its own values only: all values under all spellings
    /// would make gigabytes of a mail of one megabyte.
    private static let largestSpellings = 20

    /// Up to so many headers are compared with each other; a table of them takes longer.
    private static let few = 64

    func write(to writer: inout FieldWriter) {
        var block = block
        block.withUTF8 { block in
            var names = Groups(sameNames(in: block))
            let isHostile = names.places.values.contains { places in
                places.count > Self.largestSpellings
                    && Set(places.map { Self.text(fields[$0].name, in: block) }).count
                        > Self.largestSpellings
            }
            if isHostile { names = Groups(firstPlaces { Self.text($0.name, in: block) }) }
            write(names, of: block, to: &writer.json)
        }
    }

    private func write(_ names: Groups, of block: Bytes, to json: inout JSONWriter) {
        var written: Set<String> = []
        json.beginObject()
        for (place, field) in fields.enumerated() {
            let all = names.places[names.first[place]]
            // Each spelling is written where it stands first.
            if all != nil, !written.insert(Self.text(field.name, in: block)).inserted { continue }
            json.name(utf8: Bytes(rebasing: block[field.name]))
            guard let all else {
                json.write(utf8: Bytes(rebasing: block[field.value]))
                continue
            }
            json.beginArray()
            for place in all {
                json.next()
                json.write(utf8: Bytes(rebasing: block[fields[place].value]))
            }
            json.endArray()
        }
        json.endObject()
    }

    /// Headers by name.
    private struct Groups {
        /// By place, the first place of its name.
        let first: [Int]
        /// By first place, all places of its name, where it has several.
        var places: [Int: [Int]] = [:]

        init(_ first: [Int]) {
            self.first = first
            for (place, first) in first.enumerated() where first != place {
                places[first, default: [first]].append(place)
            }
        }
    }

    /// By place, the first one whose name differs in case at most.
    private func sameNames(in block: Bytes) -> [Int] {
        guard fields.count <= Self.few else { return firstPlaces { Self.lowered($0, in: block) } }
        return fields.indices.map { place in
            let field = fields[place]
            return fields[..<place].firstIndex {
                $0.key == field.key && Self.areSame($0.name, field.name, in: block)
            } ?? place
        }
    }

    private static func areSame(_ one: Range<Int>, _ other: Range<Int>, in block: Bytes) -> Bool {
        one.count == other.count
            && zip(block[one], block[other]).allSatisfy { lower($0) == lower($1) }
    }

    private func firstPlaces(_ key: (Field) -> String) -> [Int] {
        var first: [String: Int] = [:]
        return fields.enumerated().map { place, field in
            let key = key(field)
            if let known = first[key] { return known }
            first[key] = place
            return place
        }
    }

    private static func lowered(_ field: Field, in block: Bytes) -> String {
        text(field.name, in: block).lowercased()
    }

    private static func text(_ range: Range<Int>, in block: Bytes) -> String {
        String(decoding: block[range], as: UTF8.self)
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        0x41...0x5A ~= byte ? byte | 0x20 : byte
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
