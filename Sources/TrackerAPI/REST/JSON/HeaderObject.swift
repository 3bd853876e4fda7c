import TrackerHTTP

/// The headers of a stored mail as one JSON object (rest-api, section 10.2, "API form").
///
/// Keys are the names as written, in the order in which they first appear; a name that occurs more
/// than once has an array. Names are compared without case, so `Received` and `received` are two
/// keys with the same array (Q32).
struct HeaderObject: FieldValue {
    /// Name and value of each header, in order. Folds are kept.
    let fields: [(name: String, value: String)]

    /// Reads a stored block: one `Name: value` a line, continued by lines that begin with a blank.
    init(parsing block: String) {
        var fields: [(name: String, value: String)] = []
        for line in block.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            guard let first = line.first else { break }
            if Self.isBlank(first) {
                if !fields.isEmpty {
                    fields[fields.count - 1].value += "\n" + String(Substring(line))
                }
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                line[..<colon].allSatisfy({ 0x21...0x7E ~= $0 })
            else { break }
            let value = line[line.index(after: colon)...].drop(while: Self.isBlank)
            fields.append((String(Substring(line[..<colon])), String(Substring(value))))
        }
        self.fields = fields.filter { !$0.name.isEmpty }
    }

    /// The first value of a header, its name in lower case.
    func first(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name }?.value
    }

    /// With more spellings than this, each has its own values only: all values under all spellings
    /// would make gigabytes of a mail of one megabyte.
    private static let largestSpellings = 20

    func write(to writer: inout FieldWriter) {
        // The places of each name, all its spellings together.
        var places: [String: [Int]] = [:]
        places.reserveCapacity(fields.count)
        let keys = fields.map { $0.name.lowercased() }
        for (place, key) in keys.enumerated() { places[key, default: []].append(place) }
        let isHostile = places.values.contains { places in
            places.count > Self.largestSpellings
                && Set(places.map { fields[$0].name }).count > Self.largestSpellings
        }
        if isHostile { places = Dictionary(grouping: fields.indices) { fields[$0].name } }
        var written: Set<String> = []
        writer.json.beginObject()
        for (place, field) in fields.enumerated() {
            guard let all = places[isHostile ? field.name : keys[place]] else { continue }
            // Each spelling is written where it stands first.
            if all.count > 1, !written.insert(field.name).inserted { continue }
            writer.json.name(field.name)
            if all.count == 1 {
                writer.json.write(field.value)
            } else {
                all.map { fields[$0].value }.write(to: &writer)
            }
        }
        writer.json.endObject()
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
