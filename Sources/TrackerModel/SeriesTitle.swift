/// How a series is called where it has no name, because neither cover letter nor patch 1 are here.
package enum SeriesTitle {
    /// `Untitled series #12`
    package static func shown(_ name: String?, id: Int64) -> String {
        guard let name, !name.isEmpty else { return "Untitled series #\(id)" }
        return name
    }
}
