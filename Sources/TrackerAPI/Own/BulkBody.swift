import TrackerHTTP
import TrackerModel
import TrackerStore

/// Reads the bodies of changes of many patches. What is wrong is named; nothing is ignored.
enum BulkBody {
    /// `{"patches":[1,2],"series":3,"set":{…},"changes":[…],"dry_run":true}`
    static func bulk(_ members: [String: JSONValue]) throws -> BulkChange {
        try refuseUnknown(members, ["patches", "series", "set", "changes", "dry_run"])
        var parts: [BulkChange.Part] = []
        if members["set"] != nil || members["patches"] != nil || members["series"] != nil {
            parts.append(try part(members))
        }
        switch members["changes"] {
        case nil: break
        case .list(let changes):
            for change in changes {
                guard case .object(let inner) = change else {
                    throw APIFailure.field("changes", "Each of them must be an object.")
                }
                try refuseUnknown(inner, ["patches", "series", "set"])
                parts.append(try part(inner))
            }
        default: throw APIFailure.field("changes", "Expected a list.")
        }
        guard !parts.isEmpty else {
            throw APIFailure.field("set", "Say what to set, of which patches.")
        }
        return BulkChange(parts, isDryRun: try flag(members, "dry_run"))
    }

    /// `{"set":{…},"dry_run":true}`, for all patches of a series.
    static func series(_ id: Int64, _ members: [String: JSONValue]) throws -> BulkChange {
        try refuseUnknown(members, ["set", "dry_run"])
        let part = BulkChange.Part(patches: [], series: id, change: try change(members["set"]))
        return BulkChange([part], isDryRun: try flag(members, "dry_run"))
    }

    private static func part(_ members: [String: JSONValue]) throws -> BulkChange.Part {
        let patches = try ids(members["patches"])
        var series: Int64?
        if let value = members["series"] {
            guard let id = value.integer, id > 0 else {
                throw APIFailure.field("series", "A valid integer is required.")
            }
            series = id
        }
        guard series != nil || !patches.isEmpty else {
            throw APIFailure.field("patches", "Say which patches, or which series.")
        }
        return BulkChange.Part(
            patches: patches,
            series: series,
            change: try change(members["set"])
        )
    }

    private static func ids(_ value: JSONValue?) throws -> [Int64] {
        guard let value else { return [] }
        guard case .list(let elements) = value else {
            throw APIFailure.field("patches", "Expected a list of ids.")
        }
        guard elements.count <= BulkChange.largestCount else {
            throw APIFailure.field("patches", tooMany)
        }
        return try elements.map { element in
            guard let id = element.integer, id > 0 else {
                throw APIFailure.field("patches", "A valid integer is required.")
            }
            return id
        }
    }

    static let tooMany = "At most \(BulkChange.largestCount) patches at a time."

    private static func change(_ value: JSONValue?) throws -> PatchChange {
        guard case .object(let set)? = value, !set.isEmpty else {
            throw APIFailure.field("set", "Say what to set: state, delegate, archived, commit_ref.")
        }
        try refuseUnknown(set, ["state", "delegate", "archived", "commit_ref"])
        var change = PatchChange()
        if let state = set["state"] { change.state = .set(.text(try text(state, "state") ?? "")) }
        if let delegate = set["delegate"] { change.delegate = .set(try id(delegate)) }
        if set["archived"] != nil { change.isArchived = .set(try flag(set, "archived")) }
        if let reference = set["commit_ref"] {
            change.commitRef = .set(
                reference == .null ? nil : try text(reference, "commit_ref", longest: 255)
            )
        }
        return change
    }

    private static func id(_ value: JSONValue) throws -> Int64? {
        if value == .null { return nil }
        guard let id = value.integer, id > 0 else {
            throw APIFailure.field("delegate", "The id of a user, or null, is required.")
        }
        return id
    }

    private static func text(
        _ value: JSONValue,
        _ name: String,
        longest: Int = 1_000
    ) throws -> String? {
        guard case .text(let text) = value else {
            throw APIFailure.field(name, "Not a valid string.")
        }
        guard text.unicodeScalars.count <= longest else {
            throw APIFailure.field(
                name,
                "Ensure this field has no more than \(longest) characters."
            )
        }
        guard !text.utf8.contains(0) else {
            throw APIFailure.field(name, "Null characters are not allowed.")
        }
        return text
    }

    private static func flag(_ members: [String: JSONValue], _ name: String) throws -> Bool {
        switch members[name] {
        case nil: false
        case .bool(let flag)?: flag
        default: throw APIFailure.field(name, "Must be a valid boolean.")
        }
    }

    /// What a client misspells must not be taken for what it did not say.
    private static func refuseUnknown(
        _ members: [String: JSONValue],
        _ known: Set<String>
    ) throws {
        guard let unknown = members.keys.sorted().first(where: { !known.contains($0) }) else {
            return
        }
        throw APIFailure.field(
            String(unknown.prefix(100)),
            "There is no such field, only: \(known.sorted().joined(separator: ", "))."
        )
    }
}
