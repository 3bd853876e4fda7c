import Foundation

/// What a URL of this or another tracker points to; its host does not matter, sites move.
package enum TrackerURL: Hashable, Sendable {
    case series(Int64)
    /// By message-id, with angle brackets.
    case patch(String)

    /// Reads `https://HOST/project/P/list/?series=12` and `https://HOST/project/P/patch/MSGID/`.
    package init?(_ url: String) {
        guard let scheme = url.range(of: "://") else { return nil }
        let address = url[scheme.upperBound...]
        guard let slash = address.firstIndex(of: "/") else { return nil }
        let halves = address[slash...].split(separator: "?", maxSplits: 1)
        let words = (halves.first ?? "").split(separator: "/")
        guard words.count >= 3, words[0] == "project" else { return nil }
        if words.count == 3, words[2] == "list", halves.count == 2 {
            guard let id = Self.seriesNumber(in: halves[1]) else { return nil }
            self = .series(id)
        } else if words.count == 4, words[2] == "patch", let id = words[3].removingPercentEncoding {
            self = .patch("<\(id)>")
        } else {
            return nil
        }
    }

    private static func seriesNumber(in query: Substring) -> Int64? {
        query.split(separator: "&").lazy
            .filter { $0.hasPrefix("series=") }
            .compactMap { Int64($0.dropFirst("series=".count)) }
            .first
    }
}
