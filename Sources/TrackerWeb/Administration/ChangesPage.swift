import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    private static var pageLength: Int { 50 }

    /// The trail of changes: of a project, or without one of the site.
    func changesPage(_ project: Project?, _ call: AdministrationCall) async throws -> Page {
        let place: AdministrationPlace =
            project.map { .project($0.linkName, .changes) } ?? .changes
        var filter = AuditPageFilter()
        filter.project = project?.id
        if !call.asked("user").isEmpty { filter.username = call.asked("user") }
        if !call.asked("what").isEmpty { filter.target = call.asked("what") }
        filter.targetID = Int64(call.asked("number"))
        filter.since = QueryDate.microseconds(parsing: call.asked("since"))
        filter.until = QueryDate.microseconds(parsing: call.asked("until"))
        filter.before = Int64(call.asked("before"))
        let lines = try await store.auditPage(filter, limit: Self.pageLength + 1)
        let shown = Array(lines.prefix(Self.pageLength))
        let last = lines.count > shown.count ? shown.last : nil
        let kept = ["user", "what", "number", "since", "until"].map { ($0, call.asked($0)) }
        let next = last.map { place.link.with(kept + [("before", "\($0.id)")]) }
        return AdministrationFrame.page(project?.name ?? "Changes", place, call) { html in
            Self.writeFilter(call, place, &html)
            guard !shown.isEmpty else {
                return html.element(.p, .class("dim"), text: "Nothing was changed.")
            }
            html.element(.table, .class("rows changes")) { html in
                html.columns(["When", "Who", "What", "Before", "After"])
                html.element(.tbody) { html in
                    for line in shown { Self.write(line, inProject: project != nil, &html) }
                }
            }
            html.next(next, "Older changes")
        }
    }

    private static func writeFilter(
        _ call: AdministrationCall,
        _ place: AdministrationPlace,
        _ html: inout HTMLWriter
    ) {
        html.element(.form, .class("ask filter"), .action(place.link)) { html in
            let fields = [
                ("user", "User", "name"), ("what", "Kind", "patch, series, project, user…"),
                ("number", "Number", ""), ("since", "Since", "2026-01-31"),
                ("until", "Before", "2026-02-28"),
            ]
            for (name, label, example) in fields {
                html.element(.div, .class("field")) { html in
                    html.element(.label, .for("c-\(name)"), text: label)
                    html.void(
                        .input,
                        .id("c-\(name)"),
                        .name(name),
                        .type("text"),
                        .value(call.asked(name)),
                        .placeholder(example)
                    )
                }
            }
            html.element(.button, .type("submit"), text: "Show")
        }
    }

    private static func write(
        _ line: AuditRecord,
        inProject: Bool,
        _ html: inout HTMLWriter
    ) {
        html.element(.tr) { html in
            html.element(.td) { $0.time(line.date) }
            html.element(.td, .column("Who")) { html in
                html.text(line.username.isEmpty ? "the operator" : line.username)
                let way = line.tokenName.isEmpty ? line.way : "\(line.way), \(line.tokenName)"
                html.element(.span, .class("faint"), text: " by \(way)")
            }
            html.element(.th, .scope("row"), .class("c-title")) { html in
                html.text("\(line.action): \(line.target) \(line.targetID)")
                if let project = line.project, !inProject {
                    html.element(.span, .class("faint"), text: " in \(project)")
                }
            }
            html.element(.td, .class("c-why"), .column("Before")) { html in
                html.element(.code, text: line.before == "{}" ? "–" : line.before)
            }
            html.element(.td, .class("c-why"), .column("After")) { html in
                html.element(.code, text: line.after == "{}" ? "–" : line.after)
            }
        }
    }
}
