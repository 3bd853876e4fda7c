/// What a reply says right below lines of a diff that it quotes, and where that is.
public struct QuoteAnchor: Hashable, Sendable {
    /// Which part of a patch is quoted.
    public enum Part: Hashable, Sendable {
        /// What the author says of the change.
        case message
        /// The change.
        case diff
    }

    /// What is quoted.
    public let part: Part
    /// The last line quoted before it: in `DiffLayout.lines`, or in the lines of the message.
    public let line: Int
    /// The first of the lines that are quoted above it without a gap; ``line`` where it is alone.
    public let firstLine: Int
    /// The lines of the reply that quote the diff, together with what was quoted before them.
    public let quoted: Range<Int>
    /// The lines of the reply that say something about it; it begins and ends with one that is not
    /// empty.
    public let said: Range<Int>

    /// Makes an anchor from its parts.
    public init(
        _ part: Part = .diff,
        line: Int,
        firstLine: Int? = nil,
        quoted: Range<Int>,
        said: Range<Int>
    ) {
        self.part = part
        self.line = line
        self.firstLine = firstLine ?? line
        self.quoted = quoted
        self.said = said
    }
}

/// Finds the lines of a diff that replies quote, and those of the message above it.
///
/// Lines are compared without their blanks, since mail programs change those; a quoted line that was
/// broken in two is put together again. Where a line is in the diff several times, its neighbours
/// decide, then the hunk header or file name that was quoted before it, then the order of the diff.
/// What is not certain stays without a place. Nobody can find out where an answer belongs that
/// stands above all it quotes.
///
/// A place is the number of a line among those of the message and of the diff together.
public struct QuoteIndex: Sendable {
    let diff: DiffLayout
    private let message: [ArraySlice<UInt8>]
    /// The place of the last line of the message that is not empty; -1 where there is none.
    let lastOfMessage: Int
    /// By place.
    let keys: [QuoteKey]
    /// The lines by key; those with the same key in the order of the diff.
    private let byKey: [Int32]
    /// The long lines by the key of their first bytes.
    private let byHead: [Int32]

    /// Places that are looked at for one quoted line.
    private static let mostPlaces = 32

    /// Reads a patch; n log n in its lines.
    ///
    /// - Parameters:
    ///   - diff: The change.
    ///   - message: What stands above it. Where it is left out, only the diff is looked into.
    public init(_ diff: DiffLayout, message: String = "") {
        self.diff = diff
        let message = Array(TextLines(message))
        self.message = message
        lastOfMessage = message.lastIndex { !$0.trimmed().isEmpty } ?? -1
        let keys =
            message.map { QuoteKey(QuoteKey.essence(of: $0)) }
            + diff.lines.indices.map { QuoteKey($0, of: diff) }
        let all = keys.indices.map { Int32(clamping: $0) }
        self.keys = keys
        byKey = all.filter { keys[Int($0)].weight > 0 }
            .sorted { (keys[Int($0)].whole, $0) < (keys[Int($1)].whole, $1) }
        byHead = all.filter { keys[Int($0)].head != 0 }
            .sorted { (keys[Int($0)].head, $0) < (keys[Int($1)].head, $1) }
    }

    /// Whether there is nothing to quote.
    var isEmpty: Bool { message.isEmpty && diff.files.isEmpty }

    /// The part and the line that a place stands for.
    func line(at place: Int) -> (part: QuoteAnchor.Part, line: Int) {
        place < message.count ? (.message, place) : (.diff, place - message.count)
    }

    /// The number of the file that a place belongs to; `nil` in the message.
    func file(of place: Int) -> Int? { diff.file(ofLine: place - message.count) }

    /// What the line at a place is; `nil` in the message.
    func kind(of place: Int) -> DiffLineKind? {
        let line = place - message.count
        return diff.lines.indices.contains(line) ? diff.lines[line].kind : nil
    }

    /// The bytes of the line at a place.
    func text(of place: Int) -> ArraySlice<UInt8> {
        message.indices.contains(place) ? message[place] : diff.text(of: place - message.count)
    }

    /// The places of a quoted line: the next ones behind a line first, then those before it.
    func places(of key: QuoteKey, behind line: Int) -> [Int] {
        places(in: byKey, behind: line, value: key.whole) { $0.whole }
    }

    /// The places of lines that begin like one that was broken in two.
    func places(ofHead key: QuoteKey, behind line: Int) -> [Int] {
        guard key.head != 0 else { return [] }
        return places(in: byHead, behind: line, value: key.head) { $0.head }
    }

    private func places(
        in order: [Int32],
        behind line: Int,
        value: UInt64,
        _ part: (QuoteKey) -> UInt64
    ) -> [Int] {
        let start = order.partition { (part(keys[Int($0)]), Int($0)) > (value, line) }
        let after = order[start...].prefix(Self.mostPlaces).prefix {
            part(keys[Int($0)]) == value
        }
        let before = order[..<start].suffix(Self.mostPlaces).reversed().prefix {
            part(keys[Int($0)]) == value
        }
        return (after + before.reversed()).map { Int($0) }
    }
}

extension [Int32] {
    /// The first index from which on all elements fulfil the condition; the array is sorted by it.
    fileprivate func partition(_ isBehind: (Int32) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
