import TrackerModel

/// A check that is to be written.
struct WaitingCheck {
    let check: NewCheck
    let patch: Int64
    let account: Account.ID
    /// Microseconds since 1970.
    let date: Int64
}

/// The checks of one transaction, which are written together.
struct WaitingChecks {
    /// How many checks there may be; so many numbers are taken at once.
    var expected = 1
    private var numbers: ArraySlice<Int64> = []
    private var waiting: [(id: Int64, row: WaitingCheck)] = []

    /// Of one account and context the newest check of a patch counts.
    private struct Key: Hashable {
        let patch: Int64
        let account: Account.ID
        let context: String

        init(patch: Int64, account: Account.ID, context: String) {
            (self.patch, self.account, self.context) = (patch, account, context)
        }

        init(_ row: WaitingCheck) {
            self.init(patch: row.patch, account: row.account, context: row.check.context)
        }
    }

    /// Adds a check, and gives it its number.
    mutating func add(_ check: WaitingCheck, in db: any SQLConnection) throws -> Int64 {
        if numbers.isEmpty {
            numbers = try db.newNumbers(max(1, expected - waiting.count), in: .check)[...]
        }
        guard let id = numbers.popFirst() else {
            throw StoreError(.corrupt, "the database gave no number for a check")
        }
        waiting.append((id, check))
        return id
    }

    mutating func removeAll() {
        waiting.removeAll()
        // SQLite gives these again, PostgreSQL never does.
        numbers = []
    }

    /// Writes all, and brings the combined states of their patches up to date.
    mutating func write(in db: any SQLConnection) throws {
        guard !waiting.isEmpty else { return }
        var newest: [Key: Int64] = [:]
        for (id, row) in waiting { newest[Key(row)] = id }
        var states = try supersede(newest, in: db)
        try insert(newest, in: db)
        for (id, row) in waiting where newest[Key(row)] == id {
            states[row.patch, default: (nil, [])].found.append(row.check.state)
        }
        for (patch, states) in states.sorted(by: { $0.key < $1.key }) {
            let combined = CheckState.combined(states.found)
            guard combined != states.kept else { continue }
            try db.send("UPDATE patch SET check_state = \(combined.rawValue) WHERE id = \(patch)")
        }
        removeAll()
    }

    private typealias States = [Int64: (kept: CheckState?, found: [CheckState])]

    /// Marks the checks that count no longer.
    ///
    /// - Returns: By patch, its combined state as it is kept and the states of the others.
    private func supersede(_ newest: [Key: Int64], in db: any SQLConnection) throws -> States {
        var states: States = [:]
        var old: [Int64] = []
        for part in Set(waiting.map(\.row.patch)).sorted().idPortions {
            try db.query(
                """
                SELECT patch.id, patch.check_state, found.id, found.state, found.account_id, found.context
                FROM patch LEFT JOIN check_result AS found
                    ON found.patch_id = patch.id AND found.superseded = 0
                WHERE patch.id IN (\(ids: part))
                """
            ) { row in
                let patch = row.int(0)
                if states[patch] == nil { states[patch] = (CheckState(rawValue: row.int(1)), []) }
                guard let id = row.optionalInt(2) else { return }
                let key = Key(patch: patch, account: row.int(4), context: row.text(5))
                if newest[key] == nil {
                    states[patch]?.found.append(CheckState(rawValue: row.int(3)) ?? .pending)
                } else {
                    old.append(id)
                }
            }
        }
        for part in old.sorted().idPortions {
            try db.send("UPDATE check_result SET superseded = 1 WHERE id IN (\(ids: part))")
        }
        return states
    }

    private func insert(_ newest: [Key: Int64], in db: any SQLConnection) throws {
        let rows = waiting.map { id, row -> [SQLValue] in
            let check = row.check
            return [
                id.sqlValue, row.patch.sqlValue, row.account.sqlValue, row.date.sqlValue,
                check.state.rawValue.sqlValue, check.targetURL.sqlValue,
                check.description.sqlValue, check.context.sqlValue,
                (newest[Key(row)] != id).sqlValue,
            ]
        }
        try db.add(
            rows,
            to: """
                check_result (id, patch_id, account_id, date, state, target_url, description,
                    context, superseded)
                """
        )
    }
}
