import RangeDiff
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The comparison for programs.
extension RangeDiffPage {
    func writeJSON(_ comparison: SeriesComparison, _ json: inout JSONWriter) {
        for (name, series) in [("from", comparison.old), ("to", comparison.new)] {
            json.name(name)
            json.object { json in
                json.member("series", series.id)
                json.member("version", series.version)
                json.member("date", Timestamp.iso(series.date))
                json.member("patches", Int64(series.patches.count))
            }
        }
        json.member("summary", comparison.diff.summary.text)
        json.member("is_estimate", comparison.diff.isEstimate)
        let entries = Array(zip(comparison.diff.entries, entries))
        json.array("patches", of: entries) { json, pair in
            let (entry, shown) = pair
            json.object { json in
                json.member("verdict", entry.verdict.rawValue)
                json.member("old", shown.old?.id)
                json.member("new", shown.new?.id)
                json.member("old_number", shown.oldNumber.flatMap { Int64($0) })
                json.member("new_number", shown.newNumber.flatMap { Int64($0) })
                json.member("title", shown.title)
                json.member(
                    "diff",
                    shown.isLeft ? nil : comparison.diff.innerText(of: entry)
                )
            }
        }
    }
}
