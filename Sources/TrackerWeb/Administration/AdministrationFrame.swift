import TrackerModel
import TrackerStore

/// Head and tabs of the pages of administration.
enum AdministrationFrame {
    static func page(
        _ title: String,
        _ place: AdministrationPlace,
        _ call: AdministrationCall,
        note: String? = nil,
        content: @escaping Page.Piece
    ) -> Page {
        Page(title: "\(title) · Administration") { html in
            html.element(.div, .class("admin")) { html in
                html.element(.header, .class("head")) { html in
                    writeCrumbs(place, &html)
                    html.element(.h1, text: title)
                    if let note { html.element(.p, .class("lead dim"), text: note) }
                }
                writeTabs(place, call, &html)
                html.refusals(call)
                content(&html)
            }
        }
    }

    private static func writeCrumbs(_ place: AdministrationPlace, _ html: inout HTMLWriter) {
        html.element(.nav, .class("crumbs"), .label("Place")) { html in
            html.element(.a, .href(.administration), text: "Administration")
            if case .project(let name, _) = place {
                html.element(.a, .href(.about(name)), text: "Project page")
            }
        }
    }

    private static func writeTabs(
        _ place: AdministrationPlace,
        _ call: AdministrationCall,
        _ html: inout HTMLWriter
    ) {
        html.element(.nav, .class("tabs"), .label("Administration")) { html in
            for (entry, name) in tabs(place, call) {
                if entry == place || isBelow(place, entry) {
                    html.element(.a, .href(entry.link), .current, text: name)
                } else {
                    html.element(.a, .href(entry.link), text: name)
                }
            }
        }
    }

    private static func tabs(
        _ place: AdministrationPlace,
        _ call: AdministrationCall
    ) -> [(AdministrationPlace, String)] {
        if case .project(let name, _) = place {
            return AdministrationPlace.ProjectPart.allCases.map { (.project(name, $0), $0.title) }
        }
        let own: [(AdministrationPlace, String)] = [(.front, "Projects")]
        guard call.rights.isSuperuser else { return own }
        return own + [
            (.states, "States"), (.tags, "Tags"), (.people, "People"), (.users, "Users"),
            (.tokens, "Tokens"), (.mails, "Mail without a home"), (.changes, "Changes"),
        ]
    }

    private static func isBelow(_ place: AdministrationPlace, _ entry: AdministrationPlace) -> Bool
    {
        switch (place, entry) {
        case (.newProject, .front), (.person, .people), (.user, .users), (.mail, .mails): true
        default: false
        }
    }
}

extension WebRoutes {
    func administrationFront(_ call: AdministrationCall) async throws -> Page {
        let projects =
            call.rights.isSuperuser ? try await store.projects() : call.rights.maintains
        return AdministrationFrame.page("Projects", .front, call) { html in
            if call.rights.isSuperuser {
                html.element(.p, .class("row")) { html in
                    let link = Link.administration(.newProject)
                    html.element(.a, .class("button"), .href(link), text: "New project")
                }
            }
            guard !projects.isEmpty else {
                return html.element(.p, .class("dim"), text: "There is no project yet.")
            }
            html.element(.table, .class("rows")) { html in
                html.columns(["Project", "List id", "Subject filter", "Administer"])
                html.element(.tbody) { html in
                    for project in projects { Self.write(project, &html) }
                }
            }
        }
    }

    private static func write(_ project: Project, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                let link = Link.administration(.project(project.linkName, .settings))
                html.element(.a, .href(link), text: project.name)
                html.text(" ")
                html.element(.span, .class("pfx"), text: project.linkName)
            }
            html.element(.td, .column("List id"), text: project.listID)
            html.element(.td, .column("Subject filter")) { html in
                html.element(.code, text: project.subjectMatch.isEmpty ? "–" : project.subjectMatch)
            }
            html.element(.td, .class("c-links")) { html in
                html.links(
                    AdministrationPlace.ProjectPart.allCases.map { part in
                        (part.title, .administration(.project(project.linkName, part)))
                    }
                )
            }
        }
    }
}
