import Foundation
import Testing
import TrackerTesting

/// What a site has of the mails that were delivered to it, by message-ids.
struct DeliveredSite: Equatable {
    /// `patch <message-id>`, one for each stored mail, sorted.
    let mails: [String]
    let threads: ThreadImage

    init(of site: Site) async throws {
        mails = try await Self.mails(of: site).map { "\($0.outcome) \($0.messageID)" }.sorted()
        threads = try await site.serve { try await ThreadImage(of: $0) }
    }

    /// The stored mails, newest first.
    static func mails(of site: Site) async throws -> [(messageID: String, outcome: String)] {
        let text = try await site.succeed("mail", "list", "--json", "--limit", "100000")
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        )
        return try list.map { mail in
            (try #require(mail["msgid"] as? String), try #require(mail["outcome"] as? String))
        }
    }

    /// The image of a new site that the body has delivered mails to.
    static func image(
        _ kind: DatabaseKind,
        _ fill: (Site) async throws -> Void
    ) async throws -> DeliveredSite {
        try await Site.with(kind) { site in
            try await site.makeWidget()
            try await fill(site)
            return try await DeliveredSite(of: site)
        }
    }
}
