package import PatchParsing
package import TrackerModel

/// What has to be applied before a series, and what stands on it.
package struct SeriesStack: Sendable {
    /// The series itself.
    package let series: StackSeries
    /// The commit that its mails name as what it applies to, in hexadecimal digits.
    package let baseCommit: String?
    /// What it needs, what that needs and so on: each once, in the order of applying.
    package let needs: [StackEntry]
    /// Things that it or a series of `needs` names, and that are not taken along.
    package let open: [OpenNeed]
    /// Series that need it, by their numbers. Of several versions only the last one.
    package let dependents: [StackEntry]
    /// Series that need each other in a circle, each once; empty as a rule.
    package let circle: [Int64]
    /// Whether more than ``Store/stackLimit`` series are needed, so that `needs` has only some.
    package let isCut: Bool

    /// Whether nobody has said anything about what it stands on or what stands on it.
    package var isAlone: Bool { needs.isEmpty && open.isEmpty && dependents.isEmpty }

    /// Whether the series and all that it needs can be had in one mbox.
    package var fitsOneMbox: Bool {
        let patches = needs.reduce(series.states.count) { $0 + $1.series.states.count }
        return !isCut && patches <= Store.stackPatchLimit
    }
}

/// A series within a stack.
package struct StackSeries: Hashable, Sendable {
    package let id: Int64
    package let name: String?
    package let version: Int64
    package let total: Int64
    /// Link name.
    package let project: String
    /// The states of its patches.
    package let states: [PatchState.ID]
    /// Its latest version, if that is another one.
    package internal(set) var newest: Newest?

    /// The latest version of a series.
    package struct Newest: Hashable, Sendable {
        package let id: Int64
        package let version: Int64
    }
}

/// A series of a stack, and why it is there.
package struct StackEntry: Hashable, Sendable {
    package let series: StackSeries
    /// The series that says so: the one whose stack it is if that does.
    package let neededBy: Int64
    /// How that series names it.
    package let words: [Prerequisite.Word]
}

/// What a series names, and what is not taken along.
package struct OpenNeed: Hashable, Sendable {
    package let neededBy: Int64
    package let word: Prerequisite.Word
    /// As the mail names it.
    package let named: String
    /// The series of another project that it means; `nil` for what is not known here.
    package let elsewhere: StackSeries?
}

extension Store {
    /// So many series are followed below one.
    package static let stackLimit = 20
    /// So many patches one mbox of a stack has at most.
    package static let stackPatchLimit = 1_000
    /// So many things are looked at that one series names.
    static let needLimit = 300
    /// So many series are looked at that may need one.
    static let dependentLimit = 50

    /// What has to be applied before a series, and what stands on it.
    ///
    /// - Parameter series: Its number, or one that it had.
    /// - Returns: `nil` if there is no such series.
    /// - Throws: `StoreError`.
    package func stack(of series: Int64) async throws -> SeriesStack? {
        try await database.read { db in
            guard let id = try Self.presentSeries(series, in: db) else { return nil }
            return try StackReading(db: db).stack(of: id)
        }
    }

    /// The patches of a series behind those that it needs, in the order of applying.
    ///
    /// - Parameter series: Its number.
    /// - Returns: `nil` if there is no such series.
    /// - Throws: `StoreError`.
    package func mboxPlan(stackOf series: Int64) async throws -> StackMbox? {
        try await database.read { db in
            guard let order = try StackReading(db: db).order(below: series) else { return nil }
            guard !order.isCut else { return .tooLarge }
            let ids = order.series + [series]
            let name = try db.first("SELECT name FROM series WHERE id = \(series)") {
                SeriesTitle.shown($0.optionalText(0), id: series)
            }
            var patches: [Int64: [Int64]] = [:]
            try db.query(
                """
                SELECT series_id, id FROM patch WHERE series_id IN (\(ids: ids))
                ORDER BY series_id, number, id LIMIT \(Self.stackPatchLimit + 1)
                """
            ) { patches[$0.int(0), default: []].append($0.int(1)) }
            let all = ids.flatMap { patches[$0] ?? [] }
            guard all.count <= Self.stackPatchLimit else { return .tooLarge }
            return .plan(MboxPlan(name: "\(name ?? "") with what it needs", patches: all))
        }
    }
}

/// What came of the wish to have a whole stack in one mbox.
package enum StackMbox: Sendable {
    case plan(MboxPlan)
    /// It has more than ``Store/stackLimit`` series or ``Store/stackPatchLimit`` patches.
    case tooLarge
}
