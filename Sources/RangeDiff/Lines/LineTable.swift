/// Numbers for lines: equal lines have equal numbers, from 0 without a gap.
struct LineTable {
    private var numbers: [Key: Int32] = [:]

    /// How many numbers are in use.
    var count: Int { numbers.count }

    /// The number of a line.
    mutating func number(of line: ArraySlice<UInt8>) -> Int32 {
        let key = Key(line: line)
        if let number = numbers[key] { return number }
        let number = Int32(clamping: numbers.count)
        numbers[key] = number
        return number
    }

    /// The numbers of all lines of a patch.
    mutating func numbers(of patch: RangePatch) -> [Int32] {
        patch.lines.indices.map { number(of: patch.text(of: $0)) }
    }

    /// A line that is hashed as a whole; a slice hashes byte by byte.
    private struct Key: Hashable {
        let line: ArraySlice<UInt8>

        static func == (left: Key, right: Key) -> Bool {
            left.line.count == right.line.count && left.line.elementsEqual(right.line)
        }

        func hash(into hasher: inout Hasher) {
            line.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }
}
