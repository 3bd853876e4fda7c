import PatchParsing
import TrackerModel

extension SeriesNotes {
    /// What the text of a patch or cover letter says of its series.
    init(of submission: Submission) {
        self = submission.content.map { SeriesNotes($0) } ?? SeriesNotes()
    }
}

/// Keeps what mails say that their series are based on. It is kept as it is said; which series that
/// means is found when somebody asks (see ``StackReading``), so that the order of arrival is no matter.
struct BaseWriting {
    let db: any SQLConnection

    /// The word of the commit that a series applies to, beside those of `Prerequisite`.
    static let baseCommit = "base-commit"

    /// Keeps what a mail says.
    func declare(
        _ notes: SeriesNotes,
        by source: DeclaredDependency.Source,
        project: Project.ID
    ) throws {
        let (patch, cover): (Int64?, Int64?) =
            switch source {
            case .patch(let id): (id, nil)
            case .cover(let id): (nil, id)
            }
        var rows = notes.prerequisites.map { prerequisite in
            Self.row(NamedNeed(prerequisite), patch, cover, project)
        }
        if let commit = notes.baseCommit {
            rows.append(
                """
                (\(project), \(patch), \(cover), \(Self.baseCommit), \(commit), NULL, NULL, NULL, NULL,
                    NULL)
                """
            )
        }
        try db.add(
            rows,
            to: """
                declared_base (project_id, patch_id, cover_id, word, named, needs_msgid,
                    needs_series_id, needs_change, needs_version, needs_patch)
                """
        )
    }

    /// Drops what a mail said, before it is read again.
    func forget(_ source: DeclaredDependency.Source) throws {
        switch source {
        case .patch(let id): try db.execute("DELETE FROM declared_base WHERE patch_id = \(id)")
        case .cover(let id): try db.execute("DELETE FROM declared_base WHERE cover_id = \(id)")
        }
    }

    private static func row(
        _ need: NamedNeed,
        _ patch: Int64?,
        _ cover: Int64?,
        _ project: Project.ID
    ) -> SQLText {
        let target = TargetColumns(need.target)
        return """
            (\(project), \(patch), \(cover), \(need.word.rawValue), \(need.named), \(target.message),
                \(target.series), \(target.change), \(target.version), \(target.patch))
            """
    }
}

/// A target as `declared_base` has it.
struct TargetColumns {
    private(set) var message: String?
    private(set) var series: Int64?
    private(set) var change: Int64?
    private(set) var version: Int64?
    private(set) var patch: Int64?

    static let names: SQLText = """
        base.needs_msgid, base.needs_series_id, base.needs_change, base.needs_version, base.needs_patch
        """

    init(_ target: NamedNeed.Target) {
        switch target {
        case .message(let id): message = id
        case .series(let id): series = id
        case .change(let key, version: let number):
            change = key
            version = number.map(Int64.init)
        case .patch(let key): patch = key
        case .nothing: break
        }
    }

    init(_ reader: inout RowReader) {
        message = reader.optionalText()
        series = reader.optionalInt()
        change = reader.optionalInt()
        version = reader.optionalInt()
        patch = reader.optionalInt()
    }

    var target: NamedNeed.Target {
        if let message { return .message(message) }
        if let series { return .series(series) }
        if let change { return .change(change, version: version.map { Int($0) }) }
        if let patch { return .patch(patch) }
        return .nothing
    }
}
