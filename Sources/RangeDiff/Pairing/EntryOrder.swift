/// Puts pairs, new and dropped patches into the order of git: that of the new version, and each dropped
/// patch as soon as all that stood before it have been named.
struct EntryOrder {
    private(set) var pairs: [(old: Int?, new: Int?)] = []

    /// - Parameters:
    ///   - newIndices: The index of the new patch for each old one.
    ///   - newCount: How many new patches there are.
    init(newIndices: [Int?], newCount: Int) {
        var oldIndices = [Int?](repeating: nil, count: newCount)
        for (old, new) in newIndices.enumerated() {
            if let new { oldIndices[new] = old }
        }
        var isNamed = [Bool](repeating: false, count: newIndices.count)
        var next = 0
        for new in 0..<newCount {
            nameDropped(newIndices, isNamed, from: &next)
            pairs.append((oldIndices[new], new))
            if let old = oldIndices[new] { isNamed[old] = true }
        }
        nameDropped(newIndices, isNamed, from: &next)
    }

    private mutating func nameDropped(_ newIndices: [Int?], _ isNamed: [Bool], from next: inout Int)
    {
        while next < newIndices.count, isNamed[next] || newIndices[next] == nil {
            if newIndices[next] == nil { pairs.append((next, nil)) }
            next += 1
        }
    }
}
