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
    private var expected = 1
    private var numbers: Range<Int64> = 0..<0
    private var waiting: [(id: Int64, row: WaitingCheck)] = []
    /// By patch, what is known of its checks: nothing else has changed them since.
    private var known: [Int64: CountingChecks.OfPatch] = [:]

    /// Takes what was asked for beforehand.
    ///
    /// - Parameters:
    ///   - count: How many checks there may be.
    ///   - first: The first of so many numbers.
    ///   - states: By patch.
    mutating func prepare(
        _ count: Int,
        from first: Int64?,
        _ states: [Int64: CountingChecks.OfPatch]
    ) {
        expected = count
        numbers = first.map { $0..<$0 + Int64(count) } ?? 0..<0
        known = states
    }

    /// Adds a check, and gives it its number.
    mutating func add(_ check: WaitingCheck, in db: any SQLConnection) throws -> Int64 {
        if numbers.isEmpty { try takeNumbers(in: db) }
        let id = numbers.lowerBound
        numbers = id + 1..<numbers.upperBound
        waiting.append((id, check))
        return id
    }

    private mutating func takeNumbers(in db: any SQLConnection) throws {
        let count = max(1, expected - waiting.count)
        var first = try db.insert(NumberedTable.check.taking(count, in: db.dialect))
        // SQLite does not know of those that are not written yet.
        if let last = waiting.last?.id { first = max(first, last + 1) }
        numbers = first..<first + Int64(count)
    }

    mutating func removeAll() {
        waiting.removeAll()
        // SQLite gives these again, PostgreSQL never does.
        numbers = 0..<0
    }

    /// Writes all, and brings the combined states of their patches up to date.
    mutating func write(in db: any SQLConnection) throws {
        // From now on others may change checks.
        defer { known.removeAll() }
        guard !waiting.isEmpty else { return }
        var newest: [CheckKey: Int64] = [:]
        for (id, row) in waiting { newest[CheckKey(row)] = id }
        let before = try states(in: db)
        var superseded: [Int64] = []
        var after: [Int64: [CheckState]] = [:]
        for (patch, states) in before {
            superseded += states.counting.filter { newest[$0.key] != nil }.map(\.value.id)
            after[patch] = states.counting.filter { newest[$0.key] == nil }.map(\.value.state)
        }
        for part in superseded.sorted().idPortions {
            try db.send("UPDATE check_result SET superseded = 1 WHERE id IN (\(ids: part))")
        }
        try insert(newest, in: db)
        for (id, row) in waiting where newest[CheckKey(row)] == id {
            after[row.patch, default: []].append(row.check.state)
        }
        for (patch, found) in after.sorted(by: { $0.key < $1.key }) {
            let combined = CheckState.combined(found)
            guard combined != before[patch]?.combined else { continue }
            try db.send("UPDATE patch SET check_state = \(combined.rawValue) WHERE id = \(patch)")
        }
        removeAll()
    }

    /// By patch, its combined state as it is kept, and the checks that count.
    private func states(in db: any SQLConnection) throws -> [Int64: CountingChecks.OfPatch] {
        let patches = Set(waiting.map(\.row.patch))
        var states = known.filter { patches.contains($0.key) }
        for part in patches.subtracting(states.keys).sorted().idPortions {
            let missing = CountingChecks(of: part)
            let answers = try db.answers(to: [missing.asking], isLast: false)
            try states.merge(missing.read(answers, 0)) { $1 }
        }
        return states
    }

    private func insert(_ newest: [CheckKey: Int64], in db: any SQLConnection) throws {
        let rows = waiting.map { id, row -> [SQLValue] in
            let check = row.check
            return [
                id.sqlValue, row.patch.sqlValue, row.account.sqlValue, row.date.sqlValue,
                check.state.rawValue.sqlValue, check.targetURL.sqlValue,
                check.description.sqlValue, check.context.sqlValue,
                (newest[CheckKey(row)] != id).sqlValue,
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

/// Of one account and context the newest check of a patch counts.
struct CheckKey: Hashable {
    let patch: Int64
    let account: Account.ID
    let context: String

    init(patch: Int64, account: Account.ID, context: String) {
        (self.patch, self.account, self.context) = (patch, account, context)
    }

    fileprivate init(_ row: WaitingCheck) {
        self.init(patch: row.patch, account: row.account, context: row.check.context)
    }
}

/// The checks of patches that count, as long as no newer ones are written.
struct CountingChecks {
    private let patches: [Int64]

    init(of patches: some Sequence<Int64>) { self.patches = Array(patches) }

    struct OfPatch {
        /// The combined state that is kept with the patch.
        let combined: CheckState?
        var counting: [CheckKey: (id: Int64, state: CheckState)] = [:]
    }

    var asking: SQLText {
        """
        SELECT patch.id, patch.check_state, found.id, found.state, found.account_id, found.context
        FROM patch LEFT JOIN check_result AS found
            ON found.patch_id = patch.id AND found.superseded = 0
        WHERE patch.id IN (\(ids: patches))
        """
    }

    /// What was answered to ``asking``, by patch.
    func read(_ answers: any SQLAnswers, _ number: Int) throws -> [Int64: OfPatch] {
        var states: [Int64: OfPatch] = [:]
        try answers.rows(number) { row in
            let patch = row.int(0)
            if states[patch] == nil {
                states[patch] = OfPatch(combined: CheckState(rawValue: row.int(1)))
            }
            guard let id = row.optionalInt(2) else { return }
            let key = CheckKey(patch: patch, account: row.int(4), context: row.text(5))
            states[patch]?.counting[key] = (id, CheckState(rawValue: row.int(3)) ?? .pending)
        }
        return states
    }
}
