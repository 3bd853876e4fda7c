import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// The lists of a project. They show the newest; the API has all.
extension WebRoutes {
    private static var linesAPage: Int { 50 }

    func projectPage(_ linkName: String) async throws -> Answer {
        let listing = try await store.newestSeries(ofProject: linkName, limit: Self.linesAPage)
        guard let listing else { return .notFound }
        return .html(ListPages.series(listing))
    }

    /// Of the filters, `series` is understood: with it, the list is the page of a series.
    func listPage(_ linkName: String, _ request: Request) async throws -> Answer {
        if let series = request.query.last("series"), !series.isEmpty {
            guard let id = Int64(series) else { return .notFound }
            guard let listing = try await store.patches(ofSeries: id, project: linkName) else {
                guard let other = try await store.series(replacing: id) else { return .notFound }
                return .redirect(to: .series(other, of: linkName), status: .movedPermanently)
            }
            return .html(ListPages.patches(listing))
        }
        let listing = try await store.newestPatches(ofProject: linkName, limit: Self.linesAPage)
        guard let listing else { return .notFound }
        return .html(ListPages.patches(listing))
    }

    func bundlePage(
        _ name: String,
        of username: String,
        _ request: Request
    ) async throws -> Answer {
        switch try await visibleBundle(name, of: username, request) {
        case .none: return .notFound
        case .refused(let refusal): return .refusal(refusal)
        case .found(let bundle):
            let lines = try await store.patchLines(Array(bundle.patches.prefix(500)))
            return .html(ListPages.bundle(bundle, of: username, lines))
        }
    }
}

enum ListPages {
    static func series(_ listing: ProjectListing<SeriesLine>) -> Page {
        let project = listing.project
        return Page(title: project.name, project: project, place: .series) { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: project.name)
                writeFacts(of: project, &html)
            }
            html.element(.section) { html in
                html.element(.h2, text: "Newest series")
                guard !listing.lines.isEmpty else {
                    html.element(.p, .class("dim"), text: "No series has come in yet.")
                    return
                }
                html.element(.table, .class("rows")) { html in
                    html.columns(
                        ["Series", "Version", "Patches", "Author", "Date", "Download"],
                        numbers: ["Patches"]
                    )
                    html.element(.tbody) { html in
                        for line in listing.lines { write(line, of: project, &html) }
                    }
                }
            }
        }
    }

    private static func writeFacts(of project: Project, _ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            html.element(.a, .href(.mail(to: project.listEmail)), text: project.listEmail)
            let addresses = [
                ("web site", project.webURL), ("source", project.webSCMURL),
                ("list archive", project.listArchiveURL),
            ]
            for (name, address) in addresses {
                if let link = Link.web(address) { html.element(.a, .href(link), text: name) }
            }
        }
        html.element(.p, .class("meta")) { html in
            html.element(.span, text: "API:")
            html.element(.a, .href(.api("projects", id: project.id)), text: "project")
            for list in ["patches", "series", "covers", "events"] {
                html.element(.a, .href(.api(list, project: project.linkName)), text: list)
            }
        }
    }

    private static func write(_ line: SeriesLine, of project: Project, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                let link = Link.series(line.id, of: project.linkName)
                html.element(.a, .href(link), text: shown(line.name))
            }
            html.element(.td, .column("Version"), text: "v\(line.version)")
            html.element(.td, .class("num"), .column("Patches")) { html in
                html.text(
                    line.received == line.total
                        ? "\(line.total)" : "\(line.received) of \(line.total)"
                )
            }
            html.element(.td, .class("c-author"), text: line.author)
            html.element(.td) { $0.time(line.date) }
            html.element(.td) { html in
                html.links([
                    ("mbox", .seriesMbox(line.id)), ("API", .api("series", id: line.id)),
                ])
            }
        }
    }

    static func patches(_ listing: ProjectListing<PatchLine>) -> Page {
        let project = listing.project
        let series = listing.series
        let title = series.map { shown($0.name) } ?? "Newest patches"
        return Page(title: "\(title) · \(project.name)", project: project, place: .patches) {
            html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: title)
                if let series { writeFacts(of: series, &html) }
            }
            writeTable(listing.lines, of: project.linkName, &html)
        }
    }

    private static func writeFacts(of series: SeriesLine, _ html: inout HTMLWriter) {
        html.element(.p, .class("meta")) { html in
            html.element(.span, text: "Version \(series.version)")
            html.element(.span, text: "\(series.received) of \(series.total) patches")
            html.element(.strong, text: series.author)
            html.time(series.date)
            html.element(.a, .href(.seriesMbox(series.id)), text: "mbox")
            html.element(.a, .href(.api("series", id: series.id)), text: "API")
        }
    }

    static func bundle(_ bundle: BundleDownload, of username: String, _ lines: [PatchLine]) -> Page
    {
        Page(title: "Bundle \(bundle.name)") { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: "Bundle \(bundle.name)")
                html.element(.p, .class("meta")) { html in
                    html.element(.strong, text: username)
                    html.element(.a, .href(.bundleMbox(username, bundle.name)), text: "mbox")
                    html.element(.a, .href(.api("bundles", id: bundle.id)), text: "API")
                    html.element(.a, .href(.project(bundle.project)), text: bundle.project)
                }
            }
            writeTable(lines, of: bundle.project, &html)
        }
    }

    private static func writeTable(
        _ lines: [PatchLine],
        of linkName: String,
        _ html: inout HTMLWriter
    ) {
        guard !lines.isEmpty else {
            html.element(.p, .class("dim"), text: "No patch is here yet.")
            return
        }
        html.element(.table, .class("rows")) { html in
            html.columns(["Patch", "State", "Author", "Date", "Download"])
            html.element(.tbody) { html in
                for line in lines { write(line, of: linkName, &html) }
            }
        }
    }

    private static func write(_ line: PatchLine, of linkName: String, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                let link = Link.message(.patch, line.messageID, of: linkName)
                html.element(.a, .href(link), text: shown(line.name))
            }
            html.element(.td, text: line.state)
            html.element(.td, .class("c-author"), text: line.author)
            html.element(.td) { $0.time(line.date) }
            html.element(.td) { html in
                html.links([
                    ("mbox", .message(.patch, line.messageID, of: linkName, form: .mbox)),
                    ("API", .api("patches", id: line.id)),
                ])
            }
        }
    }

    static func shown(_ name: String) -> String { name.isEmpty ? "[no subject]" : name }
}
