/// How often a trailer such as `Reviewed-by` was given.
package struct TagCount: Hashable, Sendable {
    /// `Reviewed-by`
    package let name: String
    /// `R`
    package let abbreviation: String
    package let count: Int64

    package init(name: String, abbreviation: String, count: Int64) {
        (self.name, self.abbreviation, self.count) = (name, abbreviation, count)
    }
}

/// The trailers that the site counts, and how many each of some patches has.
package struct PatchTags: Sendable {
    private let tags: [(id: Int64, name: String, abbreviation: String)]
    private let counts: [Int64: [Int64: Int64]]

    /// `A · R · T`
    package var heading: [String] { tags.map(\.abbreviation) }
    /// `Acked-by`, `Reviewed-by`, `Tested-by`
    package var names: [String] { tags.map(\.name) }

    /// Those of a patch, in the order of the heading, those that nobody gave included.
    package func counts(ofPatch id: Int64) -> [TagCount] {
        tags.map { tag in
            TagCount(
                name: tag.name,
                abbreviation: tag.abbreviation,
                count: counts[id]?[tag.id] ?? 0
            )
        }
    }

    static func read(ofPatches ids: [Int64], in db: any SQLConnection) throws -> PatchTags {
        let tags = try db.all(
            "SELECT id, name, abbreviation FROM tag WHERE show_column = 1 ORDER BY abbreviation"
        ) { (id: $0.int(0), name: $0.text(1), abbreviation: $0.text(2)) }
        var counts: [Int64: [Int64: Int64]] = [:]
        if !ids.isEmpty {
            try db.query(
                "SELECT patch_id, tag_id, count FROM patch_tag WHERE patch_id IN (\(ids: ids))"
            ) { counts[$0.int(0), default: [:]][$0.int(1)] = $0.int(2) }
        }
        return PatchTags(tags: tags, counts: counts)
    }
}
