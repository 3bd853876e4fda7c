import TrackerModel

extension SeriesRegrouping {
    /// The groups with the numbers that they keep, after what somebody has put into a series has got
    /// its place there: who has the same number in it makes a group of its own.
    func settled(
        _ found: [[PlacedMember]]
    ) throws -> (groups: [[PlacedMember]], numbers: [Int: Int64]) {
        var groups = found
        var numbers = Self.oldNumbers(of: groups)
        for (index, series) in numbers.sorted(by: { $0.key < $1.key }) {
            let taken = try numbersTakenAlone(in: series)
            let displaced = groups[index].filter {
                taken.contains($0.member.number) && $0.pin == .none
            }
            guard !taken.isEmpty, !displaced.isEmpty else { continue }
            groups[index].removeAll { placed in
                displaced.contains { $0.member.id == placed.member.id }
            }
            for placed in displaced {
                // It may have been put aside before.
                if let own = placed.series, !numbers.values.contains(own) {
                    numbers[groups.count] = own
                }
                groups.append([placed])
            }
        }
        return compacted(groups, numbers)
    }

    /// The same without groups that lost all their mails.
    private func compacted(
        _ groups: [[PlacedMember]],
        _ numbers: [Int: Int64]
    ) -> (groups: [[PlacedMember]], numbers: [Int: Int64]) {
        var kept: [[PlacedMember]] = []
        var keptNumbers: [Int: Int64] = [:]
        for (index, group) in groups.enumerated() where !group.isEmpty {
            keptNumbers[kept.count] = numbers[index]
            kept.append(group)
        }
        return (kept, keptNumbers)
    }

    private func numbersTakenAlone(in series: Int64) throws -> Set<Int> {
        Set(
            try kin.members(of: series).filter { $0.pin == .alone }.map(\.member.number)
        )
    }
}
