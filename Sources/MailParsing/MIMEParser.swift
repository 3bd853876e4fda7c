/// Takes a mail apart into its parts, in one pass over its lines.
///
/// It follows Python's `email` where that decides which text parts there are: a boundary of an
/// outer multipart also ends the inner parts, several boundary lines in a row count as one, and
/// the line end before a boundary belongs to the boundary (RFC 2046, section 5.1.1).
struct MIMEParser {
    private let bytes: [UInt8]
    private(set) var problems: [MailProblem] = []
    private var position = 0
    private var partCount = 0
    /// What ends the part being read, from the outermost to the innermost.
    private var stops: [Stop] = []

    /// What the text before a part's end says about the part.
    private struct Place {
        var depth = 0
        var isInDigest = false
        /// Whether the last line end belongs to the boundary behind the part.
        var losesLastLineEnd = false

        func inside(isInDigest: Bool = false, losesLastLineEnd: Bool) -> Place {
            Place(depth: depth + 1, isInDigest: isInDigest, losesLastLineEnd: losesLastLineEnd)
        }
    }

    private enum Stop {
        case boundary([UInt8])
        case emptyLine
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Parses everything. A leading `>From ` line comes from careless mbox tools.
    mutating func parseMail() -> MIMEPart {
        if bytes[...].hasPrefix(">From "), let line = bytes.line(at: 0) { position = line.end }
        return parsePart(at: Place())
    }

    /// Parses a part up to its end. The recursion ends at ``MailLimits/partDepth``.
    private mutating func parsePart(at place: Place) -> MIMEPart {
        partCount += 1
        let headers = parseHeaders()
        let type = ContentType(headers.first("Content-Type"), isInDigest: place.isInDigest)
        var parts: [MIMEPart] = []
        if type.mainType == "multipart" || type.mainType == "message" {
            if place.depth >= MailLimits.partDepth {
                note(.tooDeep)
            } else if type.mainType == "multipart" {
                parts = parseMultipart(type, at: place)
            } else if type.subtype == "delivery-status" {
                parts = parseDeliveryStatus(at: place)
            } else {
                parts = [parsePart(at: place.inside(losesLastLineEnd: place.losesLastLineEnd))]
            }
        }
        var body = bytes[position..<skipToStop()]
        if place.losesLastLineEnd { body.removeLineEnd() }
        return MIMEPart(headers: headers, contentType: type, rawBody: body, parts: parts)
    }

    private mutating func parseHeaders() -> HeaderFields {
        var block = HeaderBlockParser(bytes: bytes, start: position)
        while let line = nextLine() {
            guard block.take(line) else {
                if line.start == line.textEnd {
                    position = line.end
                } else {
                    note(.missingBodySeparator)
                }
                break
            }
            position = line.end
        }
        position = block.bodyStart(after: position)
        block.problems.forEach { note($0) }
        return block.fields
    }

    private mutating func parseMultipart(_ type: ContentType, at place: Place) -> [MIMEPart] {
        guard let boundary = type.boundary else {
            note(.missingBoundary)
            return []
        }
        let bodyStart = position
        var parts: [MIMEPart] = []
        var isInPreamble = true
        while let line = nextLine() {
            position = line.end
            guard let match = bytes.boundary(boundary, in: line) else { continue }
            if match == .end {
                if isInPreamble { break }
                _ = skipToStop()
                return parts
            }
            isInPreamble = false
            guard partCount < MailLimits.parts else {
                note(.tooManyParts)
                _ = skipToStop()
                return parts
            }
            skipBoundaries(boundary)
            stops.append(.boundary(boundary))
            let isInDigest = type.subtype == "digest"
            parts.append(
                parsePart(at: place.inside(isInDigest: isInDigest, losesLastLineEnd: true))
            )
            stops.removeLast()
        }
        note(isInPreamble ? .startBoundaryNotFound : .endBoundaryNotFound)
        if isInPreamble { position = bodyStart }
        return parts
    }

    /// Several boundary lines in a row make no parts, not even if one is the end boundary.
    private mutating func skipBoundaries(_ boundary: [UInt8]) {
        while let line = nextLine(), bytes.boundary(boundary, in: line) != nil {
            position = line.end
        }
    }

    /// Reads the blocks of a `message/delivery-status` (RFC 3464), each of which is like a header.
    private mutating func parseDeliveryStatus(at place: Place) -> [MIMEPart] {
        var parts: [MIMEPart] = []
        while partCount < MailLimits.parts {
            stops.append(.emptyLine)
            parts.append(parsePart(at: place.inside(losesLastLineEnd: false)))
            stops.removeLast()
            guard let line = nextLine() else { break }
            position = line.end
            if nextLine() == nil { break }
        }
        if place.losesLastLineEnd, let last = parts.indices.last {
            parts[last].rawBody.removeLineEnd()
        }
        return parts
    }

    /// The line at the position, or nil where the part ends.
    private func nextLine() -> MailLine? {
        guard let line = bytes.line(at: position), !isStop(line) else { return nil }
        return line
    }

    private func isStop(_ line: MailLine) -> Bool {
        for stop in stops.reversed() {
            switch stop {
            case .emptyLine: if line.start == line.textEnd { return true }
            case .boundary(let boundary):
                if bytes.boundary(boundary, in: line) != nil { return true }
            }
        }
        return false
    }

    /// Moves to where the part ends and returns the place.
    private mutating func skipToStop() -> Int {
        if stops.isEmpty { position = bytes.count }
        while let line = nextLine() { position = line.end }
        return position
    }

    private mutating func note(_ problem: MailProblem) {
        if !problems.contains(problem) { problems.append(problem) }
    }
}

private enum BoundaryLine {
    case separator
    case end
}

extension [UInt8] {
    /// What a line is if it is `--boundary` or `--boundary--`, with blanks behind it or not.
    fileprivate func boundary(_ boundary: [UInt8], in line: MailLine) -> BoundaryLine? {
        let textStart = line.start + 2
        let boundaryEnd = textStart + boundary.count
        guard boundaryEnd <= line.textEnd, self[line.start] == .hyphen,
            self[line.start + 1] == .hyphen
        else { return nil }
        for offset in boundary.indices where self[textStart + offset] != boundary[offset] {
            return nil
        }
        var rest = self[boundaryEnd..<line.textEnd]
        let isEnd = rest.hasPrefix("--")
        if isEnd { rest = rest.dropFirst(2) }
        guard rest.allSatisfy(\.isBlank) else { return nil }
        return isEnd ? .end : .separator
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func removeLineEnd() {
        if last == .newline {
            removeLast()
            if last == .carriageReturn { removeLast() }
        } else if last == .carriageReturn {
            removeLast()
        }
    }
}
