import HTTPTypes
import RangeDiff
import TrackerHTTP
import TrackerModel
import TrackerStore

/// What became of patches in the next version: `/api/patchbay/series/ID/range-diff/`.
extension RESTRoutes {
    /// `GET ?against=ID`: the patches of both versions in pairs. Without `against` the earlier version
    /// that the series is linked to.
    func rangeDiff(_ call: OwnCall) async throws -> Reply {
        var against: Int64?
        if let text = call.query.last("against") {
            guard let number = Int64(text) else {
                throw APIFailure.field("against", "A valid integer is required.")
            }
            against = number
        }
        switch try await store.rangeDiff(of: call.id, against: against) {
        case .found(let comparison):
            let entries = comparison.diff.entries.enumerated()
            return Reply(
                entries.map { RangeDiffEntry(comparison: comparison, place: $0, entry: $1) }
            )
        case .missing: throw APIFailure.missing("Series")
        case .nothingEarlier:
            let fault = "The series is linked to no earlier version: name another series."
            throw APIFailure.field("against", fault)
        case .elsewhere:
            let fault = "This is no other series of the same project."
            throw APIFailure.field("against", fault)
        case .tooLarge:
            let limit = Store.comparedBytes >> 20
            let fault = "The mails of both have more than \(limit) MiB."
            throw APIFailure.field("against", fault)
        }
    }
}

private struct RangeDiffEntry: Representation, Sendable {
    let comparison: SeriesComparison
    let place: Int
    let entry: RangeDiff.Entry

    func writeFields(to fields: inout FieldWriter) {
        fields.write("verdict", entry.verdict.rawValue)
        fields.write("old", comparison.oldPatch(of: entry)?.id)
        fields.write("new", comparison.newPatch(of: entry)?.id)
        // Without a value where it is too long to be shown: an empty one says that there is none.
        fields.write(
            "diff",
            comparison.left.contains(place) ? nil : comparison.diff.innerText(of: entry)
        )
    }
}
