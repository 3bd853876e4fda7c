/// How a client names a row: by its id, or by another name that only one row has.
///
/// Patchwork's filters take `project=3` and `project=netdev`, `submitter=7` and
/// `submitter=ada@example.org` (rest-api, section 4.1).
package enum Reference: Hashable, Sendable {
    case id(Int64)
    case name(String)
}

/// The tables that a filter may point into, with the column that holds the other name.
struct ReferenceTable {
    let table: SQLText
    /// The column in lower case that a name is compared with; `nil` where only ids are allowed.
    let key: SQLText?

    static let projects = ReferenceTable(table: "project", key: "LOWER(link_name)")
    static let people = ReferenceTable(table: "person", key: "email_key")
    static let accounts = ReferenceTable(table: "account", key: "username_key")
    static let series = ReferenceTable(table: "series", key: nil)
    static let patches = ReferenceTable(table: "patch", key: nil)
    static let covers = ReferenceTable(table: "cover", key: nil)
}

extension SQLConnection {
    /// The ids that the references stand for.
    ///
    /// - Returns: `nil` if one of them names nothing: one bad value among good ones empties the
    ///   whole list (rest-api, Q37).
    func resolve(_ references: [Reference], in table: ReferenceTable) throws -> [Int64]? {
        var wanted: Set<Int64> = []
        var found: Set<Int64> = []
        for reference in Set(references) {
            switch reference {
            case .id(let id): wanted.insert(id)
            case .name(let name):
                guard let id = try resolve(name, in: table) else { return nil }
                found.insert(id)
            }
        }
        guard try areThere(wanted, in: table) else { return nil }
        return found.union(wanted).sorted()
    }

    private func areThere(_ ids: Set<Int64>, in table: ReferenceTable) throws -> Bool {
        guard !ids.isEmpty else { return true }
        let present = try all("SELECT id FROM \(sql: table.table) WHERE id IN (\(ids: ids))") {
            $0.int(0)
        }
        return present.count == ids.count
    }

    private func resolve(_ name: String, in table: ReferenceTable) throws -> Int64? {
        guard let key = table.key, !name.utf8.contains(0) else { return nil }
        return try int(
            """
            SELECT id FROM \(sql: table.table) WHERE \(sql: key) = \(name.lowercased())
            ORDER BY id LIMIT 1
            """
        )
    }
}
