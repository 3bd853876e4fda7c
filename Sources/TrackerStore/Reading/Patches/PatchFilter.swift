/// Which patches a list has (rest-api, section 4.1). What is `nil` does not filter.
package struct PatchFilter: Sendable {
    package var projects: [Reference]?
    package var series: [Reference]?
    package var submitters: [Reference]?
    package var delegates: [Reference]?
    /// Slugs, names or ids of states.
    package var states: [String]?
    package var isArchived: Bool?
    package var hash: String?
    /// Without angle brackets.
    package var messageID: String?
    package var since: Int64?
    package var before: Int64?
    /// Each must occur in the name.
    package var terms: [String] = []

    package init() {}
}

/// What patches can be ordered by.
package enum PatchOrderKey: String, OrderKey {
    case id, name, project, date, state, archived, submitter, check

    package static func expression(_ key: Self) -> SQLText {
        switch key {
        case .id: "patch.id"
        case .name: "patch.name"
        case .project: "(SELECT link_name FROM project WHERE project.id = patch.project_id)"
        case .date: "patch.date"
        case .state: "(SELECT ordering FROM state WHERE state.id = patch.state_id)"
        case .archived: "patch.archived"
        case .submitter: "patch.submitter_id"
        case .check: "patch.check_state"
        }
    }
}

extension PatchFilter {
    /// The list of these patches, or `nil` if a value of the filter is invalid.
    func query(
        _ order: ListOrder<PatchOrderKey>,
        in db: any SQLConnection
    ) throws -> ListQuery? {
        var list = ListQuery(table: "patch", conditions: [], order: order.sql)
        guard try list.require("patch.project_id", among: projects, of: .projects, in: db),
            try list.require("patch.series_id", among: series, of: .series, in: db),
            try list.require("patch.submitter_id", among: submitters, of: .people, in: db),
            try list.require("patch.delegate_id", among: delegates, of: .accounts, in: db)
        else { return nil }
        if let states {
            guard let ids = try StateNames(in: db).ids(states) else { return nil }
            list.require("patch.state_id", among: ids)
        }
        if let isArchived { list.require("patch.archived", among: [isArchived ? 1 : 0]) }
        if let hash { list.conditions.append("patch.hash = \(hash.lowercased())") }
        if let messageID { list.conditions.append("patch.msgid = \("<\(messageID)>")") }
        list.walk = try walk(list, order, in: db)
        list.require("patch.date", since: since, before: before)
        list.require(terms, in: ["patch.name"])
        return list
    }

    /// Whether any page is found without a look at many rows.
    func isBrief(_ order: ListOrder<PatchOrderKey>) -> Bool {
        terms.isEmpty && (submitters == nil || delegates == nil)
            && order.isBrief(between: since, before)
    }

    /// The way through the list, where one of the tallies counts just its patches.
    private func walk(
        _ list: ListQuery,
        _ order: ListOrder<PatchOrderKey>,
        in db: any SQLConnection
    ) throws -> ListWalk? {
        let hasOther = series != nil || hash != nil || messageID != nil || !terms.isEmpty
        guard !hasOther, submitters == nil || delegates == nil, let term = order.onlyTerm,
            term.key == .id || term.key == .date
        else { return nil }
        let hasRange = since != nil || before != nil
        let (owner, column) = owner
        var kinds: [SQLText] = []
        if let ids = list.ids(of: "patch.state_id") {
            kinds.append(ListQuery.choice(TallyKind.state, ids))
        }
        if let ids = list.ids(of: "patch.archived") {
            kinds.append(ListQuery.choice(TallyKind.archived, ids))
        }
        if owner.kindsHaveProject, let ids = list.ids(of: "patch.project_id") {
            kinds.append(ListQuery.choice(TallyKind.project, ids))
        }
        let key: TallyKey = hasRange || term.key == .date ? .date : .id
        var walk = list.walk(
            ListWalk.Tallies(
                scope: TallyScope(list: .patches, owner: owner, key: key),
                owners: column.flatMap { list.ids(of: $0) } ?? [0],
                kinds: kinds
            ),
            isDescending: term.isDescending,
            along: list.beginning(column ?? "patch.project_id")
        )
        let hasKinds = list.ids(of: "patch.state_id") != nil || isArchived != nil
        if hasKinds, !owner.kindsHaveProject, let tallies = walk?.tallies {
            guard let arms = try Self.arms(tallies, in: db) else { return nil }
            walk?.arms = arms
            walk?.conditions = list.conditions
        }
        walk?.sortsByID = hasRange && term.key == .id
        walk?.since = since
        walk?.before = before
        return walk
    }

    private var owner: (TallyOwner, SQLText?) {
        if submitters != nil { return (.submitter, "patch.submitter_id") }
        if delegates != nil { return (.delegate, "patch.delegate_id") }
        return projects == nil ? (.all, nil) : (.project, "patch.project_id")
    }

    /// The ranges of the index that begins with (project,) state and archived: those that have rows.
    ///
    /// - Returns: `nil` if these are too many.
    private static func arms(
        _ tallies: ListWalk.Tallies,
        in db: any SQLConnection
    ) throws -> [[SQLText]]? {
        let arms: [[SQLText]] = try db.all(tallies.present(limit: ListQuery.largestArms + 1)) {
            let (project, kind) = ($0.int(0), $0.int(1))
            let own: [SQLText] = project == 0 ? [] : ["patch.project_id = \(project)"]
            return own + ["patch.state_id = \(kind >> 1)", "patch.archived = \(kind & 1)"]
        }
        if arms.isEmpty { return [["1 = 0"]] }
        return arms.count > ListQuery.largestArms ? nil : arms
    }
}

/// The states by everything that a client may call them (rest-api, section 4.2 and Q18).
struct StateNames {
    private let states: [(id: Int64, name: String, slug: String)]

    init(in db: any SQLConnection) throws {
        states = try db.all("SELECT id, name, slug FROM state ORDER BY ordering") {
            ($0.int(0), $0.text(1), $0.text(2))
        }
    }

    /// The ids of the states, or `nil` if one of them is unknown.
    ///
    /// An unknown number is just a state that no patch has: clients send the numbers of the site that
    /// they were written for, which may have more states.
    func ids(_ texts: [String]) -> [Int64]? {
        var ids: Set<Int64> = []
        for text in texts {
            if let id = id(text) {
                ids.insert(id)
            } else if Int64(text) == nil {
                return nil
            }
        }
        return ids.sorted()
    }

    private func id(_ text: String) -> Int64? {
        let wanted = text.lowercased()
        let spaced = wanted.replacing("-", with: " ")
        return states.first { $0.slug.lowercased() == wanted }?.id
            ?? states.first { [wanted, spaced].contains($0.name.lowercased()) }?.id
            ?? states.first { String($0.id) == wanted }?.id
    }
}
