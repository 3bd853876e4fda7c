/// A series that may be what a mail names.
package struct StackCandidate: Hashable, Sendable {
    package let id: Int64
    package let project: Project.ID
    /// When it was sent: microseconds since 1970.
    package let date: Int64
    package let version: Int

    package init(id: Int64, project: Project.ID, date: Int64, version: Int) {
        self.id = id
        self.project = project
        self.date = date
        self.version = version
    }

    /// Of what was sent in one second the later version is the later one.
    func isSent(before other: StackCandidate) -> Bool {
        (date, version, id) < (other.date, other.version, other.id)
    }
}

/// What a series needs, and where that is.
package struct ResolvedNeed: Hashable, Sendable {
    package let need: NamedNeed
    package let place: Place

    package enum Place: Hashable, Sendable {
        /// A series of the same project.
        case here(Int64)
        /// A series of another project, which is not taken along.
        case elsewhere(Int64)
        /// Nothing that has arrived.
        case unknown
    }

    package init(need: NamedNeed, place: Place) {
        self.need = need
        self.place = place
    }
}

/// Finds the series that the mails of a series name as what it needs.
///
/// A pure function of what is named and what is there, so that the order of arrival does not matter.
///
/// A message or a number means the series that has it. A change-id means the version that is named;
/// without one, and where a version was sent more than once, the one that was sent last before the
/// series, else the first one after it: that is what its author can have had. Patches by their
/// patch-ids mean a series that is needed anyway and has them, else the one that has the most of them.
package struct NeedMatcher {
    private let series: StackCandidate
    private let candidates: [NamedNeed.Target: [StackCandidate]]
    private var found: [NamedNeed: ResolvedNeed.Place] = [:]
    /// Those of the same project, needed for other reasons than patches.
    private var chosen: Set<Int64> = []

    /// Resolves what a series needs.
    ///
    /// - Parameters:
    ///   - needs: In the order of their naming.
    ///   - series: What needs them.
    ///   - candidates: What may be meant by each target, of any project.
    /// - Returns: In the same order, without those that mean the series itself.
    package static func resolve(
        _ needs: [NamedNeed],
        of series: StackCandidate,
        among candidates: [NamedNeed.Target: [StackCandidate]]
    ) -> [ResolvedNeed] {
        var matcher = NeedMatcher(series: series, candidates: candidates)
        matcher.resolveNamed(needs)
        matcher.resolvePatches(needs)
        return needs.compactMap { need in
            matcher.found[need].map { ResolvedNeed(need: need, place: $0) }
        }
    }

    private init(series: StackCandidate, candidates: [NamedNeed.Target: [StackCandidate]]) {
        self.series = series
        self.candidates = candidates
    }

    private mutating func resolveNamed(_ needs: [NamedNeed]) {
        for need in needs {
            var meant = candidates[need.target] ?? []
            switch need.target {
            case .patch: continue
            case .message, .series:
                if meant.contains(where: { $0.id == series.id }) { continue }
            case .change(_, let version):
                meant.removeAll { other in
                    other.id == series.id || version.map { $0 != other.version } ?? false
                }
            case .nothing: meant = []
            }
            set(need, nearest(meant))
        }
    }

    private mutating func set(_ need: NamedNeed, _ meant: StackCandidate?) {
        guard let meant else { return found[need] = .unknown }
        if meant.project == series.project {
            chosen.insert(meant.id)
            found[need] = .here(meant.id)
        } else {
            found[need] = .elsewhere(meant.id)
        }
    }

    /// Of the same project if there is one there: the last one before the series, else the first one
    /// after it.
    private func nearest(_ all: [StackCandidate]) -> StackCandidate? {
        let own = all.filter { $0.project == series.project }
        let meant = own.isEmpty ? all : own
        let earlier = meant.filter { $0.isSent(before: series) }
        return earlier.max { $0.isSent(before: $1) } ?? meant.min { $0.isSent(before: $1) }
    }

    private mutating func resolvePatches(_ needs: [NamedNeed]) {
        var open: [NamedNeed] = []
        for need in needs {
            guard case .patch = need.target else { continue }
            let meant = candidates[need.target] ?? []
            // A patch of its own is what an earlier version of it stood on.
            if meant.contains(where: { $0.id == series.id }) { continue }
            if let known = meant.first(where: { chosen.contains($0.id) }) {
                found[need] = .here(known.id)
            } else {
                open.append(need)
            }
        }
        while !open.isEmpty {
            guard let best = mostNamed(in: open) else { break }
            let (hits, rest) = open.parted { candidates[$0.target]?.contains(best) == true }
            for need in hits { set(need, best) }
            open = rest
        }
        for need in open { found[need] = .unknown }
    }

    /// The series that has the most of the patches; of several the nearest one.
    private func mostNamed(in needs: [NamedNeed]) -> StackCandidate? {
        var counts: [StackCandidate: Int] = [:]
        for need in needs {
            for candidate in Set(candidates[need.target] ?? []) {
                counts[candidate, default: 0] += 1
            }
        }
        let here = counts.filter { $0.key.project == series.project }
        let known = here.isEmpty ? counts : here
        let most = known.values.max() ?? 0
        return nearest(known.filter { $0.value == most }.map(\.key))
    }
}

extension [NamedNeed] {
    fileprivate func parted(by isHit: (NamedNeed) -> Bool) -> ([NamedNeed], [NamedNeed]) {
        var (hits, rest): ([NamedNeed], [NamedNeed]) = ([], [])
        for need in self { if isHit(need) { hits.append(need) } else { rest.append(need) } }
        return (hits, rest)
    }
}
