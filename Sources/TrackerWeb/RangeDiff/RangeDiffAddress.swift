import TrackerHTTP
import TrackerModel
import TrackerStore

/// Which versions a page compares, and how it shows them: `?from=77&to=90&view=split&context=1`.
struct RangeDiffAddress: Sendable {
    let project: String
    /// The series in the path.
    let series: Int64
    /// `nil` where there is no earlier version.
    var from: Int64?
    var to: Int64
    /// Side by side instead of one below the other.
    var isSplit = false
    /// Whether a patch counts as changed whose surroundings moved.
    var countsContext = false

    /// Reads a query. What it leaves out is the version in the path and the one before it, or the one
    /// after it if that is the first.
    ///
    /// - Returns: `nil` if it names something that is no version of the series.
    init?(_ chain: SeriesChain, series: Int64, _ query: Query) {
        project = chain.project.linkName
        self.series = series
        let named = ["from", "to"].map { key in query.last(key).map { Int64($0) ?? -1 } }
        for case let id? in named where chain.version(id) == nil { return nil }
        let own = chain.version(series)
        if named[0] == nil, named[1] == nil, own?.link == nil,
            let next = chain.versions.first(where: { $0.link?.earlier == series })
        {
            (from, to) = (series, next.id)
        } else {
            to = named[1] ?? series
            from = named[0] ?? chain.version(named[1] ?? series)?.link?.earlier
        }
        isSplit = query.last("view") == "split"
        countsContext = query.last("context") == "1"
    }

    /// The address of the page as it is, or with something of it changed.
    func link(_ change: (inout RangeDiffAddress) -> Void = { _ in }) -> Link {
        var address = self
        change(&address)
        var query = address.from.map { "from=\($0)&" } ?? ""
        query += "to=\(address.to)"
        if address.isSplit { query += "&view=split" }
        if address.countsContext { query += "&context=1" }
        return Link.rangeDiff(address.series, of: project).with(query: query)
    }
}
