/// Reads the lines of one header block and says where its fields lie.
///
/// The rules are those of Python's `email`, which decides what Patchwork sees: a name consists of
/// printable ASCII up to the colon; the block ends at the first line that is neither a field nor
/// a continuation; `From ` lines and lines without a name are ignored with their continuations.
struct HeaderBlockParser {
    private let bytes: [UInt8]
    private let start: Int
    private(set) var places: [HeaderFields.Place] = []
    private(set) var problems: [MailProblem] = []
    /// Whether continuation lines belong to the last place.
    private var isInField = false
    /// A `From ` line that is the body's first line unless the block goes on.
    private var lastFromLine: Int?

    init(bytes: [UInt8], start: Int) {
        self.bytes = bytes
        self.start = start
        places.reserveCapacity(32)
    }

    /// Takes a line of the block. False: the line is none, and the block is over.
    mutating func take(_ line: MailLine) -> Bool {
        guard line.start < line.textEnd else { return false }
        if bytes[line.start].isBlank {
            continueField(to: line)
            return true
        }
        if bytes[line.start..<line.textEnd].hasPrefix("From ") {
            isInField = false
            note(.strayHeaderLine, unless: line.start == start)
            lastFromLine = line.start == start ? nil : line.start
            return true
        }
        guard let colon = colon(in: line) else { return false }
        lastFromLine = nil
        startField(line, colon: colon)
        return true
    }

    /// Where the body starts. A `From ` line at the end of the block belongs to the body.
    func bodyStart(after end: Int) -> Int { lastFromLine ?? end }

    var fields: HeaderFields { HeaderFields(bytes: bytes, places: places) }

    private func colon(in line: MailLine) -> Int? {
        for position in line.start..<line.textEnd {
            let byte = bytes[position]
            if byte == .colon { return position }
            if byte <= .space || byte > 126 { return nil }
        }
        return nil
    }

    private mutating func startField(_ line: MailLine, colon: Int) {
        isInField = false
        guard colon > line.start else { return note(.strayHeaderLine) }
        guard line.textEnd - start <= MailLimits.headerBlockSize else {
            return note(.headerBlockTooLong)
        }
        guard places.count < MailLimits.headerFields else { return note(.tooManyHeaderFields) }
        var valueStart = colon + 1
        while valueStart < line.textEnd, bytes[valueStart].isBlank { valueStart += 1 }
        isInField = true
        places.append(
            .init(
                nameStart: line.start,
                nameEnd: colon,
                valueStart: valueStart,
                valueEnd: line.textEnd
            )
        )
    }

    private mutating func continueField(to line: MailLine) {
        lastFromLine = nil
        guard isInField, !places.isEmpty else { return note(.strayHeaderLine) }
        guard line.textEnd - start <= MailLimits.headerBlockSize else {
            isInField = false
            places.removeLast()
            return note(.headerBlockTooLong)
        }
        places[places.count - 1].valueEnd = line.textEnd
    }

    private mutating func note(_ problem: MailProblem, unless isFine: Bool = false) {
        if !isFine, !problems.contains(problem) { problems.append(problem) }
    }
}
