package import PatchParsing

/// One thing that a mail of a series says has to be applied first.
package struct NamedNeed: Hashable, Sendable {
    /// How it is named.
    package let word: Prerequisite.Word
    /// As the mail names it.
    package let named: String
    package let target: Target

    /// Where to look for it.
    package enum Target: Hashable, Sendable {
        /// A message-id with angle brackets.
        case message(String)
        /// The number of a series.
        case series(Int64)
        /// A change-id, by ``RevisionMatcher/key(ofChange:)``.
        case change(Int64, version: Int?)
        /// A patch, by ``StablePatchID/key``.
        case patch(Int64)
        /// A page elsewhere.
        case nothing
    }

    package init(word: Prerequisite.Word, named: String, target: Target) {
        self.word = word
        self.named = named
        self.target = target
    }

    package init(_ prerequisite: Prerequisite) {
        self.init(
            word: prerequisite.word,
            named: prerequisite.text,
            target: Target(prerequisite.target)
        )
    }
}

extension NamedNeed.Target {
    fileprivate init(_ target: Prerequisite.Target) {
        switch target {
        case .message(let id): self = .message("<\(id)>")
        case .address(let address):
            self = SeriesURL.number(in: address).map { .series($0) } ?? .nothing
        case .change(let change):
            let key = RevisionMatcher.key(ofChange: change.changeID)
            self = .change(key, version: change.version)
        case .patch(let hex): self = StablePatchID(hex: hex).map { .patch($0.key) } ?? .nothing
        }
    }
}

/// The address of a series on this or another tracker; its host does not matter, sites move.
private enum SeriesURL {
    /// Reads `https://HOST/project/P/list/?series=12`, `https://HOST/project/P/series/12/` and
    /// `https://HOST/series/12/mbox/`.
    static func number(in address: String) -> Int64? {
        if case .series(let id)? = TrackerURL(address) { return id }
        let parts = address.split(separator: "://", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let words = parts[1].prefix { $0 != "?" }.split(separator: "/").dropFirst()
        guard let place = words.firstIndex(of: "series"), words.first == "project" || place == 1
        else { return nil }
        return words[place...].dropFirst().first.flatMap { Int64($0) }
    }
}
