extension RangeDiff {
    /// A patch of either version, or a pair.
    public struct Entry: Hashable, Sendable {
        /// The index in the earlier version, from 0; nil for a new patch.
        public let old: Int?
        /// The index in the later version, from 0; nil for a dropped patch.
        public let new: Int?
        /// In what the two of a pair differ.
        public let differences: Differences

        /// A pair that is known from an earlier comparison, or a patch without another.
        ///
        /// - Parameters:
        ///   - old: The index in the earlier version, from 0; nil for a new patch.
        ///   - new: The index in the later version, from 0; nil for a dropped patch.
        ///   - differences: In what the two of a pair differ.
        public init(old: Int?, new: Int?, differences: Differences) {
            (self.old, self.new, self.differences) = (old, new, differences)
        }

        /// What became of the patch.
        public var verdict: Verdict {
            if old == nil { return .new }
            if new == nil { return .dropped }
            if differences.contains(.change) { return .changed }
            if differences.contains(.author) || differences.contains(.message) { return .message }
            return differences.contains(.context) ? .rebased : .unchanged
        }
    }

    /// What became of a patch in the next version.
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
        /// Nothing but line numbers differs: `=` of git.
        case unchanged
        /// It does the same, but the message or the author differs; perhaps lines around it, too.
        case message
        /// It does the same; lines around it, or the functions named in its hunks, differ.
        case rebased
        /// It does something else.
        case changed
        /// The earlier version has no such patch.
        case new
        /// The later version has no such patch.
        case dropped

        /// The sign by which git shows it: `=`, `!`, `>` or `<`.
        public var sign: Character {
            switch self {
            case .unchanged: "="
            case .message, .rebased, .changed: "!"
            case .new: ">"
            case .dropped: "<"
            }
        }
    }

    /// In what two patches differ.
    public struct Differences: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8

        /// Makes a set of its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Who wrote them.
        public static let author = Differences(rawValue: 1)
        /// Title or message.
        public static let message = Differences(rawValue: 2)
        /// Lines of the diff that it leaves as they are, and the functions named in hunks.
        public static let context = Differences(rawValue: 4)
        /// The files that are changed, or the lines that are added and taken away there.
        public static let change = Differences(rawValue: 8)
    }

    /// How many patches have which verdict.
    public struct Summary: Hashable, Sendable {
        private let counts: [Verdict: Int]

        /// Counts the verdicts of entries.
        public init(_ entries: [Entry]) {
            counts = entries.reduce(into: [:]) { $0[$1.verdict, default: 0] += 1 }
        }

        /// How many entries have the verdict.
        public func count(_ verdict: Verdict) -> Int { counts[verdict] ?? 0 }

        /// `3 unchanged, 1 message only, 2 changed`; `no patches` where there are none.
        public var text: String {
            let parts = Verdict.allCases.compactMap { verdict in
                let name = verdict == .message ? "message only" : verdict.rawValue
                return counts[verdict].map { "\($0) \(name)" }
            }
            return parts.isEmpty ? "no patches" : parts.joined(separator: ", ")
        }
    }

    /// How many patches have which verdict.
    public var summary: Summary { Summary(entries) }
}
