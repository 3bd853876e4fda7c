import Foundation

/// What the API says of a site, to be compared with what it says at another time or of another site.
struct SiteImage {
    /// The bodies of the answers by their addresses.
    let answers: [String: String]

    private static let lists = [
        "projects", "patches", "series", "covers", "events", "people", "users", "bundles",
    ]

    /// Reads all lists, and every patch, cover letter, comment and download, with the token of some
    /// user, for what the anonymous do not see.
    init(of server: RunningServer, token: String) async throws {
        var answers: [String: String] = [:]
        func read(_ target: String) async throws {
            answers[target] = try await server.get(target, token: token).text
        }
        for list in Self.lists { try await read("/api/\(list)/?per_page=250&order=id") }
        for (list, word) in [("patches", "patch"), ("covers", "cover")] {
            let target = "/api/\(list)/?per_page=250&order=id"
            for item in try await server.get(target).objects() {
                guard let id = item["id"] as? Int else { continue }
                try await read("/api/\(list)/\(id)/")
                try await read("/api/\(list)/\(id)/comments/")
                let place = try await server.get("/\(word)/\(id)/mbox/").header("Location")
                if let place { try await read(place) }
            }
        }
        // The server is on another port each time, but the requests name one host.
        self.answers = answers
    }

    /// The addresses at which the answers differ.
    func differences(from other: SiteImage) -> [String] {
        Set(answers.keys).union(other.answers.keys)
            .filter { answers[$0] != other.answers[$0] }.sorted()
    }
}

/// Series, patches and comments of a site by message-ids: what is left when numbers may differ.
struct ThreadImage: Equatable {
    /// `widget: turn and count v1 2/2 cover <…>: <…> <…>`, one for each series, sorted.
    let series: [String]
    /// `<parent>: <comment>`, sorted.
    let comments: [String]

    init(of server: RunningServer) async throws {
        var (series, comments): ([String], [String]) = ([], [])
        for item in try await Self.all("series", server) {
            let patches = (item["patches"] as? [[String: Any]] ?? [])
                .compactMap { $0["msgid"] as? String }.sorted()
            let cover = (item["cover_letter"] as? [String: Any])?["msgid"] as? String
            series.append(
                "\(item["name"] as? String ?? "none") v\(item["version"] as? Int ?? -1) "
                    + "\(item["received_total"] as? Int ?? -1)/\(item["total"] as? Int ?? -1) "
                    + "cover \(cover ?? "none"): \(patches.joined(separator: " "))"
            )
        }
        for list in ["patches", "covers"] {
            for item in try await Self.all(list, server) {
                guard let id = item["id"] as? Int, let parent = item["msgid"] as? String else {
                    continue
                }
                for comment in try await server.get("/api/\(list)/\(id)/comments/").objects() {
                    comments.append("\(parent): \(comment["msgid"] as? String ?? "none")")
                }
            }
        }
        self.series = series.sorted()
        self.comments = comments.sorted()
    }

    private static func all(_ list: String, _ server: RunningServer) async throws -> [[String: Any]]
    {
        try await server.get("/api/\(list)/?per_page=250&order=id").objects()
    }
}
