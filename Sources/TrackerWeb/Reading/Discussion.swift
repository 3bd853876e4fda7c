import MailParsing
import PatchParsing
import TrackerModel
import TrackerStore

/// The replies to a patch or cover letter: who answers whom, which are of machines, and which say
/// something about a line of the diff.
struct Discussion: Sendable {
    /// A reply in its thread.
    struct Entry: Sendable {
        let comment: CommentLine
        /// 0 for an answer to the patch itself.
        let depth: Int
        let isRobot: Bool
    }

    /// In the order of the thread: each answer behind what it answers, the older one first.
    let people: [Entry]
    /// By date.
    let robots: [Entry]
    /// By the line of the diff they are about, in the order of their dates.
    let remarks: [Int: [Remark]]
    /// The same of the lines of the message above the diff.
    let remarksOnMessage: [Int: [Remark]]
    /// The first remark of each comment.
    let remarkOfComment: [Int64: Remark]

    /// - Parameters:
    ///   - comments: By date.
    ///   - diff: What they are about; `nil` for a cover letter.
    ///   - message: What stands above the diff.
    init(_ comments: [CommentLine], diff: DiffLayout?, message: String = "") {
        let heads = comments.map { CommentHead($0) }
        var people: [Entry] = []
        var robots: [Entry] = []
        for (index, depth) in ThreadOrder.of(comments, heads) {
            let entry = Entry(
                comment: comments[index],
                depth: depth,
                isRobot: heads[index].isRobot
            )
            if entry.isRobot { robots.append(entry) } else { people.append(entry) }
        }
        self.people = people
        self.robots = robots.sorted {
            ($0.comment.date, $0.comment.id) < ($1.comment.date, $1.comment.id)
        }
        let found = Self.remarks(comments, heads, diff, message)
        remarks = Dictionary(grouping: found.filter { $0.part == .diff }, by: \.line)
        remarksOnMessage = Dictionary(grouping: found.filter { $0.part == .message }, by: \.line)
        remarkOfComment = Dictionary(
            found.map { ($0.comment.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func remarks(
        _ comments: [CommentLine],
        _ heads: [CommentHead],
        _ diff: DiffLayout?,
        _ message: String
    ) -> [Remark] {
        guard let diff, !diff.files.isEmpty, !comments.isEmpty else { return [] }
        let index = QuoteIndex(diff, message: message)
        return zip(comments, heads).flatMap { comment, head in
            let content = comment.body.content ?? ""
            let anchors = index.anchors(in: content)
            // Once for all remarks of a comment, as it may have thousands.
            let lines = anchors.isEmpty ? [] : ReplyLine.all(in: content.utf8)
            return anchors.enumerated().map { number, anchor in
                Remark(comment, anchor, lines, number: number, isRobot: head.isRobot)
            }
        }
    }

    var isEmpty: Bool { people.isEmpty && robots.isEmpty }

    /// Comments that somebody has yet to deal with.
    var open: [CommentLine] { all.filter { $0.isAddressed == false } }
    var addressed: [CommentLine] { all.filter { $0.isAddressed == true } }

    private var all: [CommentLine] { (people + robots).map(\.comment) }
}

/// What a reply says about one line of the diff, or of the message above it.
struct Remark: Sendable {
    let comment: CommentLine
    let part: QuoteAnchor.Part
    /// The line, in `DiffLayout.lines` or in those of the message.
    let line: Int
    /// The lines of the reply with what stands at their start.
    let lines: ArraySlice<(line: ReplyLine, text: ArraySlice<UInt8>)>
    let isRobot: Bool
    /// Of the element on the page: `c12`, and `c12-2` for the second remark of the same comment.
    let elementID: String

    init(
        _ comment: CommentLine,
        _ anchor: QuoteAnchor,
        _ all: [(line: ReplyLine, text: ArraySlice<UInt8>)],
        number: Int,
        isRobot: Bool
    ) {
        self.comment = comment
        part = anchor.part
        line = anchor.line
        lines = all[anchor.said.clamped(to: 0..<all.count)]
        self.isRobot = isRobot
        elementID = RemarkID.of(comment.id, number)
    }
}

/// What the headers of a reply say.
struct CommentHead {
    /// With angle brackets, the nearest first.
    let references: [String]
    let isRobot: Bool

    init(_ comment: CommentLine) {
        let headers = comment.parsedHeaders
        references = MessageID.references(in: headers)
        isRobot = comment.isByRobot(headers)
    }
}

/// Puts the replies of a thread into their order.
enum ThreadOrder {
    /// - Parameters:
    ///   - comments: By date.
    ///   - heads: Theirs.
    /// - Returns: Each of them once, with its depth. One that answers itself by a detour begins a
    ///   thread of its own.
    static func of(_ comments: [CommentLine], _ heads: [CommentHead]) -> [(Int, depth: Int)] {
        var indices: [String: Int] = [:]
        for (index, comment) in comments.enumerated() where indices[comment.messageID] == nil {
            indices[comment.messageID] = index
        }
        var answers: [Int: [Int]] = [:]
        var roots: [Int] = []
        for index in comments.indices {
            let parent = heads[index].references.lazy.compactMap { indices[$0] }
                .first { $0 != index }
            if let parent {
                answers[parent, default: []].append(index)
            } else {
                roots.append(index)
            }
        }
        var order: [(Int, depth: Int)] = []
        var isPlaced = [Bool](repeating: false, count: comments.count)
        func place(_ root: Int) {
            var waiting = [(root, depth: 0)]
            while let (index, depth) = waiting.popLast() {
                guard !isPlaced[index] else { continue }
                isPlaced[index] = true
                order.append((index, depth: depth))
                for answer in (answers[index] ?? []).reversed() {
                    waiting.append((answer, depth: depth + 1))
                }
            }
        }
        roots.forEach(place)
        // What is left goes round in a circle.
        for index in comments.indices where !isPlaced[index] { place(index) }
        return order
    }
}
