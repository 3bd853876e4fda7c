/// Where a URL says that a patch or cover letter is: `/project/NAME/patch/MESSAGE-ID/`.
package struct MessagePlace: Hashable, Sendable {
    /// The link name of the project.
    package let project: String
    /// What the URL may mean, without angle brackets; the likeliest first. Links of older trackers
    /// encode a slash twice, so that `a%2Fb@c` may be `a/b@c`, too.
    package let messageIDs: [String]

    package init(project: String, messageIDs: [String]) {
        self.project = project
        self.messageIDs = messageIDs
    }

    /// The id of the row that is meant, in the table `patch` or `cover`.
    func find(in table: SQLText, _ db: any SQLConnection) throws -> Int64? {
        // Also as mailers without manners write it, and as it stands when it was too long.
        let stored = messageIDs.flatMap { id in
            id.hasPrefix("<") ? ["<\(id)>"] : ["<\(id)>", id, "<\(id)"]
        }
        let found = try db.all(
            """
            SELECT \(sql: table).msgid, \(sql: table).id
            FROM \(sql: table) JOIN project ON project.id = \(sql: table).project_id
            WHERE project.link_name = \(project) AND \(sql: table).msgid IN (\(list: stored))
            """
        ) { (messageID: $0.text(0), id: $0.int(1)) }
        for messageID in stored {
            if let match = found.first(where: { $0.messageID == messageID }) { return match.id }
        }
        return nil
    }
}
