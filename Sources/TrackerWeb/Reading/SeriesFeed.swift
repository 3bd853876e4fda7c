import PatchParsing
import TrackerModel
import TrackerStore

/// What has come in of a series: its mails and the replies to them, newest first.
struct SeriesFeed {
    let page: SeriesPage

    /// Programs that read news keep what they have seen.
    private static let longest = 100
    private static let excerpt = 500

    private var record: SeriesPageRecord { page.record }

    var feed: AtomFeed {
        let newest = entries.sorted { $0.updated > $1.updated }.prefix(Self.longest)
        return AtomFeed(title: "\(page.title) · \(record.project.name)", entries: Array(newest))
    }

    private var entries: [AtomFeed.Entry] {
        var entries: [AtomFeed.Entry] = []
        if let cover = record.cover {
            let link = Link.message(.cover, cover.messageID, of: page.linkName)
            entries.append(mail("cover", cover.id, cover.name, link, cover.date))
            entries += record.coverComments.map { reply("cover", $0, to: cover.name, link) }
        }
        var patches: [Int64: (name: String, link: Link)] = [:]
        for patch in record.patches {
            let link = Link.message(.patch, patch.member.messageID, of: page.linkName)
            patches[patch.member.id] = (patch.member.name, link)
            entries.append(mail("patch", patch.member.id, patch.member.name, link, patch.date))
        }
        for comment in record.comments {
            guard let parent = patches[comment.parent] else { continue }
            entries.append(reply("patch", comment, to: parent.name, parent.link))
        }
        return entries
    }

    private func mail(
        _ kind: String,
        _ id: Int64,
        _ name: String,
        _ link: Link,
        _ date: Int64
    ) -> AtomFeed.Entry {
        AtomFeed.Entry(
            id: "urn:patchbay:\(kind):\(id)",
            title: ListPages.shown(name),
            link: link,
            updated: date,
            author: record.submitter.shown,
            summary: ListPages.shown(name)
        )
    }

    private func reply(
        _ kind: String,
        _ comment: CommentLine,
        to name: String,
        _ link: Link
    ) -> AtomFeed.Entry {
        AtomFeed.Entry(
            id: "urn:patchbay:\(kind)-comment:\(comment.id)",
            title: "Re: \(ListPages.shown(name))",
            link: link.at(comment: comment.id),
            updated: comment.date,
            author: comment.author,
            summary: String((comment.body.content ?? "").prefix(Self.excerpt))
        )
    }
}
