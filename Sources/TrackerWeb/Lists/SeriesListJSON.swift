import TrackerHTTP
import TrackerModel
import TrackerStore

/// A list of series for programs.
struct SeriesListJSON: Sendable {
    let list: SeriesList
    let address: SeriesListAddress

    private var linkName: String { list.project.linkName }

    func write(_ json: inout JSONWriter) {
        let origin = PageViewer.current?.origin ?? ""
        json.member("project", linkName)
        json.member("view", address.filter.view.rawValue)
        json.array("series", of: list.rows) { json, row in
            json.object { write(row, origin, &$0) }
        }
        json.array("closed", of: list.closed) { json, row in
            json.object { write(row, origin, &$0) }
        }
        let last = list.hasAfter ? list.rows.last : nil
        let first = list.hasBefore ? list.rows.first : nil
        json.member("next", place(last, origin) { .after($0) })
        json.member("previous", place(first, origin) { .before($0) })
    }

    private func place(
        _ row: SeriesListRow?,
        _ origin: String,
        _ position: (Int64) -> SeriesList.Position
    ) -> String? {
        guard let row else { return nil }
        let link = address.changing { $0.position = position(row.id) }
        return PageForm.json.link(ofPageAt: link.text).map { origin + $0.text }
    }

    private func write(_ row: SeriesListRow, _ origin: String, _ json: inout JSONWriter) {
        let subject = ListedSubject(row.name, number: 0, version: row.version, total: row.total)
        json.member("id", row.id)
        json.member("url", origin + Link.api("series", id: row.id).text)
        json.member("web_url", origin + Link.seriesPage(row.id, of: linkName).text)
        json.member("mbox", origin + Link.seriesMbox(row.id).text)
        json.member("name", subject.title)
        json.array("prefixes", of: subject.words) { $0.write($1) }
        json.member("version", row.version)
        json.member("date", Timestamp.iso(row.date))
        json.member("submitter", row.author)
        json.member("submitter_id", row.submitter)
        json.member("total", row.total)
        json.member("received", row.received)
        json.member("patches", row.patches)
        json.member("open_patches", row.openPatches)
        json.member("archived_patches", row.archivedPatches)
        json.member("state", row.state.flatMap { list.tools.state($0)?.slug })
        json.member("delegate", row.delegate)
        json.member("pull_request", row.hasPull)
        json.object("checks") { json in
            json.member("fail", row.checks.failed)
            json.member("warning", row.checks.warned)
            json.member("pending", row.checks.pending)
            json.member("success", row.checks.passed)
        }
        json.object("tags") { json in
            for tag in list.tools.tags {
                json.name(tag.name)
                json.write(row.tags[tag.id])
            }
        }
        json.member("comments", row.comments)
        json.member("open_comments", row.openComments)
        json.member("blocked_by", row.blocks)
        row.turn.write(&json)
        json.member("closed", row.closed.map { Timestamp.iso($0) })
    }

    var feed: AtomFeed {
        AtomFeed(
            title: "Series of \(list.project.name)",
            entries: list.rows.map { row in
                let subject = ListedSubject(
                    row.name,
                    number: 0,
                    version: row.version,
                    total: row.total,
                    hasPull: row.hasPull
                )
                return AtomFeed.Entry(
                    id: "urn:patchbay:series:\(row.id)",
                    title: "\(subject.prefix) \(subject.title)",
                    link: .seriesPage(row.id, of: linkName),
                    updated: row.date,
                    author: row.author,
                    summary: "\(row.received) of \(row.total) patches"
                )
            }
        )
    }
}
