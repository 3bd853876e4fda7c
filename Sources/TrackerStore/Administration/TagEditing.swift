package import TrackerModel

/// A trailer whose lines are counted in patches and their comments, such as `Acked-by`.
package struct TagRecord: Hashable, Sendable {
    package var id: Int64
    /// What a line begins with, without the colon; letters are compared without case.
    package var name: String
    /// One or two characters, for the head of a column.
    package var abbreviation: String
    package var isShown: Bool

    package init(id: Int64 = 0, name: String, abbreviation: String, isShown: Bool) {
        self.id = id
        self.name = name
        self.abbreviation = abbreviation
        self.isShown = isShown
    }
}

extension Store {
    /// More tags than these no list can show.
    package static let tagLimit = 20

    /// All tags in the order of their columns.
    package func tagRecords() async throws -> [TagRecord] {
        try await database.read { try Self.tagRecords(in: $0) }
    }

    fileprivate static func tagRecords(in db: any SQLConnection) throws -> [TagRecord] {
        try db.all("SELECT id, name, abbreviation, show_column FROM tag ORDER BY abbreviation") {
            TagRecord(
                id: $0.int(0),
                name: $0.text(1),
                abbreviation: $0.text(2),
                isShown: $0.bool(3)
            )
        }
    }

    /// Adds a tag: mails that come from now on are counted, those from before when they are read again.
    ///
    /// - Parameters:
    ///   - tag: All but its id.
    ///   - author: A superuser or the operator.
    /// - Returns: Its number.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func createTag(_ tag: TagRecord, by author: ChangeAuthor) async throws -> Int64 {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            try transaction.refuseFaults(of: tag)
            let count = try transaction.db.int("SELECT COUNT(*) FROM tag") ?? 0
            guard count < Self.tagLimit else {
                let fault = "There are \(Self.tagLimit) tags already."
                throw ChangeRefusal.invalid(FieldFaults("name", fault))
            }
            let id = try transaction.number("tag")
            try transaction.db.execute(
                """
                INSERT INTO tag (id, name, abbreviation, show_column)
                VALUES (\(id), \(tag.name), \(tag.abbreviation), \(tag.isShown))
                """
            )
            try transaction.audit.add("create", ("tag", id), project: nil, after: tag.auditFields)
            return id
        }
    }

    /// Changes a tag. With another name, it counts other lines from now on.
    ///
    /// - Parameters:
    ///   - tag: As it is to be, with its id.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func editTag(_ tag: TagRecord, by author: ChangeAuthor) async throws {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let old = try transaction.tag(tag.id)
            guard old != tag else { return }
            try transaction.refuseFaults(of: tag)
            try transaction.db.execute(
                """
                UPDATE tag SET name = \(tag.name), abbreviation = \(tag.abbreviation),
                    show_column = \(tag.isShown)
                WHERE id = \(tag.id)
                """
            )
            try transaction.audit.add(
                "update",
                ("tag", tag.id),
                project: nil,
                before: old.auditFields,
                after: tag.auditFields
            )
        }
    }

    /// Takes a tag away with its counts, which follow from the mails; the mails stay.
    ///
    /// - Parameters:
    ///   - id: The tag.
    ///   - author: A superuser or the operator.
    /// - Throws: ``ChangeRefusal``, or a `StoreError`.
    package func deleteTag(_ id: Int64, by author: ChangeAuthor) async throws {
        try await change(by: author) { transaction in
            try transaction.requireSuperuser()
            let old = try transaction.tag(id)
            try transaction.db.execute("DELETE FROM patch_tag WHERE tag_id = \(id)")
            try transaction.db.execute("DELETE FROM tag WHERE id = \(id)")
            try transaction.audit.add("delete", ("tag", id), project: nil, before: old.auditFields)
        }
    }
}

extension ChangeTransaction {
    fileprivate func tag(_ id: Int64) throws -> TagRecord {
        guard let tag = try Store.tagRecords(in: db).first(where: { $0.id == id }) else {
            throw ChangeRefusal.missing("Tag")
        }
        return tag
    }

    fileprivate func refuseFaults(of tag: TagRecord) throws {
        var faults = FieldFaults()
        let isName = tag.name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
        if tag.name.isEmpty || tag.name.count > 20 || !isName {
            faults.add("name", "Use 1 to 20 letters, digits and hyphens, such as Reviewed-by.")
        }
        if tag.abbreviation.isEmpty || tag.abbreviation.count > 2 || tag.abbreviation.hasControls {
            faults.add("abbreviation", "Use one or two characters.")
        }
        let others = try Store.tagRecords(in: db).filter { $0.id != tag.id }
        if others.contains(where: { $0.name.lowercased() == tag.name.lowercased() }) {
            faults.add("name", "Another tag has this name.")
        }
        if others.contains(where: { $0.abbreviation == tag.abbreviation }) {
            faults.add("abbreviation", "Another tag has this abbreviation.")
        }
        try faults.throwIfAny()
    }
}

extension TagRecord {
    fileprivate var auditFields: AuditFields {
        [
            "name": .text(name), "abbreviation": .text(abbreviation), "show_column": .bool(isShown),
        ]
    }
}
