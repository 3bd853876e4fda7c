/// Which lines two texts have not in common, by the algorithm of Myers (1986) in linear memory.
///
/// Lines are numbers, see ``LineTable``. Long searches are cut off as in most diff programs: behind
/// ``deepest`` edits the best place so far is taken, so that very different texts have a diff that
/// need not be the shortest.
struct LineDiff {
    let old: ArraySlice<Int32>
    let new: ArraySlice<Int32>
    /// For each line of the old text, counted from 0, whether the new one lacks it.
    private(set) var deleted: [Bool]
    /// For each line of the new text, counted from 0, whether the old one lacks it.
    private(set) var added: [Bool]
    /// Whether the budget was used up, so that there are more changes than need be.
    private(set) var isEstimate = false

    /// Edits on both sides after which a search is cut off, unless the square root of the lines is more.
    private static let deepest = 256

    /// Compares two texts; `nil` if there are certainly more changed lines than `most`.
    ///
    /// - Parameters:
    ///   - old: The lines before.
    ///   - new: The lines after.
    ///   - most: How many changed lines matter.
    ///   - space: Memory that is used again for the next two texts.
    ///   - budget: What the search costs is taken from it.
    init?(
        _ old: ArraySlice<Int32>,
        _ new: ArraySlice<Int32>,
        most: Int = .max,
        space: inout Space,
        budget: inout WorkBudget
    ) {
        (self.old, self.new) = (old, new)
        deleted = [Bool](repeating: false, count: old.count)
        added = [Bool](repeating: false, count: new.count)
        let limit = min(old.count, new.count)
        var head = 0
        while head < limit, old[old.startIndex + head] == new[new.startIndex + head] { head += 1 }
        var tail = 0
        while tail < limit - head, old[old.endIndex - 1 - tail] == new[new.endIndex - 1 - tail] {
            tail += 1
        }
        budget.spend(old.count + new.count)
        space.keepCommon(old.dropFirst(head).dropLast(tail), new.dropFirst(head).dropLast(tail))
        for place in head..<old.count - tail { deleted[place] = true }
        for place in head..<new.count - tail { added[place] = true }
        let certain = old.count + new.count - 2 * (head + tail) - space.x.count - space.y.count
        guard certain <= most else { return nil }
        guard findSnakes(most: most - certain, space: &space, budget: &budget) else { return nil }
    }

    /// Takes the marks from lines that both texts have, in the order of both.
    private mutating func findSnakes(
        most: Int,
        space: inout Space,
        budget: inout WorkBudget
    ) -> Bool {
        var boxes = [Box(left: 0, right: space.x.count, top: 0, bottom: space.y.count)]
        var most = most
        let start = (old.startIndex, new.startIndex)
        while var box = boxes.popLast() {
            while box.left < box.right, box.top < box.bottom,
                space.x[box.left] == space.y[box.top]
            {
                deleted[space.xPlaces[box.left] - start.0] = false
                added[space.yPlaces[box.top] - start.1] = false
                (box.left, box.top) = (box.left + 1, box.top + 1)
            }
            while box.left < box.right, box.top < box.bottom,
                space.x[box.right - 1] == space.y[box.bottom - 1]
            {
                (box.right, box.bottom) = (box.right - 1, box.bottom - 1)
                deleted[space.xPlaces[box.right] - start.0] = false
                added[space.yPlaces[box.bottom] - start.1] = false
            }
            guard box.left < box.right, box.top < box.bottom else { continue }
            if budget.isUsedUp {
                isEstimate = true
                continue
            }
            switch space.split(box, most: most, deepest: Self.deepest, budget: &budget) {
            case .tooFar: return false
            case .at(let x, let y):
                guard box.isDivided(x, y) else { continue }
                // Only the first search is of the whole, which `most` is about.
                most = .max
                boxes.append(Box(left: x, right: box.right, top: y, bottom: box.bottom))
                boxes.append(Box(left: box.left, right: x, top: box.top, bottom: y))
            }
        }
        return true
    }

    /// A part of both texts: the lines from left to right of the old one, from top to bottom of the new.
    struct Box {
        var left: Int
        var right: Int
        var top: Int
        var bottom: Int

        /// Whether both parts are smaller than the box.
        func isDivided(_ x: Int, _ y: Int) -> Bool {
            (left...right).contains(x) && (top...bottom).contains(y)
                && !(x == left && y == top) && !(x == right && y == bottom)
        }
    }
}
