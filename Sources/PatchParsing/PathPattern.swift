/// A shell pattern for file names, such as `src/*.[ch]`.
///
/// `*` stands for any characters, also slashes; `?` for one; `[abc]` and `[a-z]` for one of a set,
/// `[!abc]` for one outside it. A bracket without an end stands for itself. The pattern has to cover
/// the whole name, and case matters.
public struct PathPattern: Hashable, Sendable {
    private let elements: [Element]

    private enum Element: Hashable, Sendable {
        case anything
        case anyOne
        case one(Unicode.Scalar)
        case oneOf([ClosedRange<Unicode.Scalar>], isInverted: Bool)

        func matches(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .anything, .anyOne: true
            case .one(let expected): scalar == expected
            case .oneOf(let ranges, let isInverted):
                ranges.contains { $0.contains(scalar) } != isInverted
            }
        }
    }

    /// Reads a pattern; every text is one.
    public init(_ glob: String) {
        let scalars = Array(glob.unicodeScalars)
        // Beyond the last `]` no bracket ends; knowing this keeps `[[[[…` linear.
        let lastEnd = scalars.lastIndex(of: "]") ?? 0
        var elements: [Element] = []
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*":
                if elements.last != .anything { elements.append(.anything) }
            case "?":
                elements.append(.anyOne)
            case "[" where index < lastEnd:
                if let end = Self.endOfSet(in: scalars, from: index + 1) {
                    elements.append(Self.set(scalars[(index + 1)..<end]))
                    index = end
                } else {
                    elements.append(.one("["))
                }
            case let scalar:
                elements.append(.one(scalar))
            }
            index += 1
        }
        self.elements = elements
    }

    /// Whether the pattern covers a whole name, such as `src/main.c`.
    ///
    /// Takes at most as many steps as the product of both lengths.
    public func matches(_ path: String) -> Bool {
        let path = Array(path.unicodeScalars)
        var (position, index) = (0, 0)
        var retry: (position: Int, index: Int)?
        while position < path.count {
            if index < elements.count, elements[index] == .anything {
                retry = (position, index)
                index += 1
            } else if index < elements.count, elements[index].matches(path[position]) {
                position += 1
                index += 1
            } else if let last = retry {
                // Let the last `*` cover one character more.
                retry = (last.position + 1, last.index)
                position = last.position + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return elements[index...].allSatisfy { $0 == .anything }
    }

    /// The place of the `]` that ends a set. As its first member, `]` stands for itself.
    private static func endOfSet(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var first = start
        if first < scalars.count, scalars[first] == "!" { first += 1 }
        if first < scalars.count, scalars[first] == "]" { first += 1 }
        return scalars[first...].firstIndex(of: "]")
    }

    private static func set(_ members: ArraySlice<Unicode.Scalar>) -> Element {
        let isInverted = members.first == "!"
        var rest = isInverted ? members.dropFirst() : members
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let low = rest.popFirst() {
            if rest.first == "-", let high = rest.dropFirst().first {
                rest = rest.dropFirst(2)
                if low <= high { ranges.append(low...high) }
            } else {
                ranges.append(low...low)
            }
        }
        return .oneOf(ranges, isInverted: isInverted)
    }
}
