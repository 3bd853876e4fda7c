/// Which statements of people, such as `Reviewed-by:`, went from one version of a patch to the next.
///
/// Only trailers whose key ends in `-by` count. Their keys are compared in any case, the people by
/// their address or else by their name. It is linear in the trailers.
public struct TrailerCarry: Hashable, Sendable {
    /// Given to the old version, and in the message of the new one.
    public private(set) var carried: [Trailer] = []
    /// Only in the message of the new version.
    public private(set) var added: [Trailer] = []
    /// Given to the old version, and missing in the new one.
    public private(set) var dropped: [Trailer] = []

    /// Compares two versions.
    ///
    /// - Parameters:
    ///   - given: The trailers of the message of the old version, and those of the replies to it.
    ///   - now: The trailers of the message of the new version.
    ///   - besides: The trailers that were given to the new version in replies: they are not missing.
    public init(given: [Trailer], now: [Trailer], besides: [Trailer] = []) {
        let before = Statements(given)
        let after = Statements(now)
        for trailer in after.all {
            if before.has(trailer) { carried.append(trailer) } else { added.append(trailer) }
        }
        let since = Statements(besides)
        dropped = before.all.filter { !after.has($0) && !since.has($0) }
    }

    /// Trailers of people, each once.
    private struct Statements {
        private(set) var all: [Trailer] = []
        private var known: Set<String> = []

        init(_ trailers: [Trailer]) {
            for trailer in trailers where trailer.isStatement && !has(trailer) {
                all.append(trailer)
                known.formUnion(Self.marks(of: trailer))
            }
        }

        func has(_ trailer: Trailer) -> Bool {
            Self.marks(of: trailer).contains { known.contains($0) }
        }

        private static func marks(of trailer: Trailer) -> [String] {
            let (key, person) = (trailer.key.lowercased(), TrailerPerson(trailer.value))
            return [
                person.address.map { "\(key)\u{0}a\($0)" }, person.name.map { "\(key)\u{0}n\($0)" },
            ].compactMap { $0 }
        }
    }
}

extension Trailer {
    /// Whether somebody says something by it: its key ends in `-by`.
    public var isStatement: Bool { key.utf8.suffix(3).map(\.lowercase).elementsEqual("-by".utf8) }
}

/// A refusal in a reply: the patch must not go in before it is taken back.
public enum BlockingRemark {
    /// The trailers that refuse: `Nacked-by:`, also spelt `NAKed-by:`, in any case.
    public static func trailers(in trailers: [Trailer]) -> [Trailer] {
        trailers.filter { ["nacked-by", "naked-by"].contains($0.key.lowercased()) }
    }
}
