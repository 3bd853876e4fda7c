package import TrackerModel

/// The short lists of XML-RPC: those whose rows have a name that is searched. As for all of its lists
/// a `count` of 0 means all rows, `n` the first `n`, `-n` the last `n`.
extension Store {
    /// The projects in whose link name the text occurs, by link name.
    package func projects(search: String, count: Int64) async throws -> [Project] {
        try await database.read { db in
            let ids = try Self.ids("project", [search], ["link_name"], ["link_name"], count, in: db)
            return try Self.projects(in: db).ordered(by: ids, id: \.id)
        }
    }

    /// The states in whose name the text occurs, in the order of menus.
    package func states(search: String, count: Int64) async throws -> [PatchState] {
        try await database.read { db in
            let ids = try Self.ids("state", [search], ["name"], ["ordering"], count, in: db)
            return try Self.states(in: db).ordered(by: ids, id: \.id)
        }
    }

    /// The ids of the people in whose name or address the text occurs, by id.
    package func personIDs(search: String, count: Int64) async throws -> [Int64] {
        try await database.read { db in
            try Self.ids("person", [search], ["COALESCE(name, '')", "email"], [], count, in: db)
        }
    }

    /// The people with these ids, in that order; an id that is gone is left out.
    package func people(_ ids: [Int64]) async throws -> [Person] {
        guard !ids.isEmpty else { return [] }
        return try await database.read { db in
            try Self.people(.init(ids: "\(ids: ids)", order: "person.id"), in: db)
                .ordered(by: ids, id: \.id)
        }
    }

    private static func ids(
        _ table: SQLText,
        _ terms: [String],
        _ columns: [SQLText],
        _ order: [SQLText],
        _ count: Int64,
        in db: any SQLConnection
    ) throws -> [Int64] {
        var list = ListQuery(table: table, conditions: [], order: "")
        list.require(terms.filter { !$0.isEmpty }, in: columns)
        let choice = RowChoice(
            table: table,
            conditions: list.conditions,
            order: order + ["\(sql: table).id"]
        )
        return try choice.ids(count: count, in: db)
    }
}
