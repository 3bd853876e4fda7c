package import PatchParsing
import TrackerModel

/// A cover letter with the answers to it, for what they say about the patches of its series.
package struct CoverTalk: Sendable {
    let content: String?
    /// By date.
    let replies: [CommentLine]

    package init(content: String?, replies: [CommentLine]) {
        (self.content, self.replies) = (content, replies)
    }

    static func read(
        _ cover: Int64,
        for viewer: Account.ID?,
        in db: any SQLConnection
    ) throws -> CoverTalk? {
        guard let body = try StoredBody.one("cover", id: cover, in: db) else { return nil }
        return CoverTalk(
            content: body.content,
            replies: try CommentLine.read(.cover, below: [cover], for: viewer, in: db)
        )
    }
}

/// A trailer that a patch has since it was given to its series.
package struct InheritedTrailer: Sendable {
    package let trailer: Trailer
    /// The answer to the cover letter in which it was given; `nil` for the letter itself.
    package let reply: CommentLine?
    /// For which patches it was given.
    private let patches: CoverTrailer.Patches

    /// By what repeated trailers are told, in small letters.
    private struct Given: Hashable {
        let key: String
        let value: String
        let patches: CoverTrailer.Patches
    }

    /// More are left out.
    package static let most = 500

    /// Those of a cover letter and the answers to it, without what machines say, each once.
    ///
    /// A `Signed-off-by:` of the letter is about the letter: the patches have their own.
    ///
    /// - Parameters:
    ///   - talk: The letter and its answers.
    ///   - total: How many patches the series has.
    /// - Returns: First those of the letter, then those of the answers, by date.
    package static func all(of talk: CoverTalk, total: Int) -> [InheritedTrailer] {
        var known: Set<Given> = []
        var found: [InheritedTrailer] = []
        func add(_ text: String?, _ reply: CommentLine?) {
            for given in CoverTrailer.all(in: text ?? "", total: total)
            where given.trailer.isReview {
                let mark = Given(
                    key: given.trailer.key.lowercased(),
                    value: given.trailer.value.lowercased(),
                    patches: given.patches
                )
                guard found.count < most, known.insert(mark).inserted else { continue }
                found.append(
                    InheritedTrailer(trailer: given.trailer, reply: reply, patches: given.patches)
                )
            }
        }
        add(talk.content, nil)
        for reply in talk.replies where !reply.isByRobot { add(reply.body.content, reply) }
        return found
    }

    /// Whether it was given to the patch with a number; `nil` for one without.
    package func isGiven(to number: Int64?) -> Bool {
        switch patches {
        case .all: number != 0
        case .numbers(let numbers): number.map { numbers.contains(Int(clamping: $0)) } ?? false
        }
    }
}
