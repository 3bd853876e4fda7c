/// Brings the tallies up to date with the changes that triggers have noted.
///
/// It runs at the end of each transaction that writes (``TallyingDatabase``): the rows of a
/// transaction fall into few buckets, so a few statements do for hundreds of mails.
struct TallyWriting {
    let db: any SQLConnection

    private struct Cell: Hashable, Comparable {
        let scope: Int64
        let owner: Int64
        let level: Int
        let bucket: Int64
        let kind: Int64

        static func < (one: Cell, other: Cell) -> Bool {
            (one.scope, one.owner, Int64(one.level), one.bucket, one.kind)
                < (other.scope, other.owner, Int64(other.level), other.bucket, other.kind)
        }
    }

    /// Takes what triggers have noted.
    static let taking: SQLText = """
        DELETE FROM tally_change RETURNING list, item, date, project_id, kind, word,
            submitter_id, delegate_id, count
        """

    func finish() throws {
        try finish(db.answers(to: [Self.taking], isLast: false), 0)
    }

    /// With what was answered to ``taking``.
    func finish(_ answers: any SQLAnswers, _ number: Int) throws {
        var finest: [Cell: Int64] = [:]
        try answers.rows(number) { Self.add($0, to: &finest) }
        guard !finest.isEmpty else { return }
        // In one order in all transactions, so that none waits for a row that another one holds
        // while that one waits for its.
        let cells = Self.withCoarser(finest).filter { $0.value != 0 }.sorted { $0.key < $1.key }
        try write(cells)
    }

    private static func add(_ row: any SQLRow, to cells: inout [Cell: Int64]) {
        guard let list = TallyList(rawValue: row.int(0)) else { return }
        let (item, date, project, count) = (row.int(1), row.int(2), row.int(3), row.int(8))
        let kind = row.isNull(5) ? row.int(4) : TallyKind.of(category: row.text(5))
        let owners: [(TallyOwner, Int64?)] = [
            (.all, 0), (.project, list == .people ? nil : project),
            (.submitter, row.optionalInt(6)), (.delegate, row.optionalInt(7)),
        ]
        for (owner, id) in owners {
            guard let id else { continue }
            for key in list.keys {
                let level = owner.finestLevel
                let cell = Cell(
                    scope: TallyScope(list: list, owner: owner, key: key).number,
                    owner: id,
                    level: level,
                    bucket: (key == .id ? item : date) >> key.shifts[level],
                    kind: TallyKind.of(kind, project: project, owner: owner)
                )
                cells[cell, default: 0] += count
            }
        }
    }

    /// A bucket has 64 of the level below; the whole has all.
    private static func withCoarser(_ finest: [Cell: Int64]) -> [Cell: Int64] {
        var all = finest
        all.reserveCapacity(finest.count * 3)
        for (cell, count) in finest {
            var bucket = cell.bucket
            for level in (cell.level + 1)...TallyScope.wholeLevel {
                bucket = level == TallyScope.wholeLevel ? 0 : bucket >> 6
                let coarser = Cell(
                    scope: cell.scope,
                    owner: cell.owner,
                    level: level,
                    bucket: bucket,
                    kind: cell.kind
                )
                all[coarser, default: 0] += count
            }
        }
        return all
    }

    private func write(_ cells: some Sequence<(key: Cell, value: Int64)>) throws {
        let rows: [SQLText] = cells.map { cell, count in
            """
            (\(cell.scope), \(cell.owner), \(cell.level), \(cell.bucket), \(cell.kind), \(count))
            """
        }
        try db.add(
            rows,
            to: "tally (list, owner, level, bucket, kind, count)",
            """
            ON CONFLICT (list, owner, level, bucket, kind)
                DO UPDATE SET count = tally.count + excluded.count
            """
        )
    }
}

extension TallyList {
    /// The orders in which its rows are tallied.
    var keys: [TallyKey] {
        switch self {
        case .patches, .series, .covers: [.id, .date]
        case .events, .people: [.id]
        }
    }
}
