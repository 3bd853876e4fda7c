import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/project/P/series/ID/range-diff/`: what became of the patches of one version in another one.
    func rangeDiffPage(
        _ series: Int64,
        of project: String,
        _ request: Request
    ) async throws -> Answer {
        guard let chain = try await store.chain(of: series, project: project) else {
            return .notFound
        }
        guard chain.version(series) != nil else {
            // It has become a part of another one.
            guard let other = try await store.series(replacing: series) else { return .notFound }
            return .redirect(to: .rangeDiff(other, of: project))
        }
        guard let address = RangeDiffAddress(chain, series: series, request.query) else {
            return .notFound
        }
        var found = ComparisonLookup.nothingEarlier
        if let from = address.from, from != address.to {
            found = try await store.rangeDiff(of: address.to, against: from)
        }
        if case .missing = found { return .notFound }
        return .html(RangeDiffPage(chain: chain, address: address, found: found).page)
    }
}
