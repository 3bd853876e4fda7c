import TrackerModel

/// A whole page: the frame that all pages share, around what is their own.
struct Page {
    private let title: String
    private let project: Project?
    private let place: Place?
    private let content: (inout HTMLWriter) -> Void

    /// Which of the project's entries in the head of the page is the current one.
    enum Place {
        case series
        case patches
    }

    init(
        title: String,
        project: Project? = nil,
        place: Place? = nil,
        content: @escaping (inout HTMLWriter) -> Void
    ) {
        self.title = title
        self.project = project
        self.place = place
        self.content = content
    }

    var bytes: [UInt8] {
        var html = HTMLWriter()
        html.markup("<!DOCTYPE html>\n")
        html.element(.html, .lang("en")) { html in
            writeHead(&html)
            html.element(.body) { html in
                html.element(.a, .class("skip"), .href(.here("main")), text: "Skip to content")
                writeTop(&html)
                html.element(.main, .id("main"), .class("wrap"), .tabindex(-1)) { content(&$0) }
                writeFoot(&html)
            }
        }
        return html.bytes
    }

    private func writeHead(_ html: inout HTMLWriter) {
        html.element(.head) { html in
            html.void(.meta, .charset("utf-8"))
            html.void(
                .meta,
                .name("viewport"),
                .content("width=device-width, initial-scale=1")
            )
            html.element(.title, text: title == "Patchbay" ? title : "\(title) · Patchbay")
            html.void(.link, .rel("stylesheet"), .href(.style))
        }
    }

    private func writeTop(_ html: inout HTMLWriter) {
        html.element(.header, .class("top")) { html in
            html.element(.div, .class("wrap")) { html in
                html.element(.a, .class("brand"), .href(.front)) { html in
                    html.markup(Self.logo)
                    html.text("Patchbay")
                }
                if let project {
                    html.element(
                        .a,
                        .class("crumb"),
                        .href(.project(project.linkName)),
                        text: project.name
                    )
                    writeNavigation(of: project, &html)
                }
                if let viewer = PageViewer.current { viewer.write(&html) }
            }
        }
    }

    private func writeNavigation(of project: Project, _ html: inout HTMLWriter) {
        html.element(.nav, .class("nav"), .label("Project")) { html in
            let entries: [(Place, String, Link)] = [
                (.series, "Series", .project(project.linkName)),
                (.patches, "Patches", .list(project.linkName)),
            ]
            for (entry, name, link) in entries {
                if entry == place {
                    html.element(.a, .href(link), .current, text: name)
                } else {
                    html.element(.a, .href(link), text: name)
                }
            }
        }
    }

    private func writeFoot(_ html: inout HTMLWriter) {
        html.element(.footer, .class("foot")) { html in
            html.element(.div, .class("wrap")) { html in
                html.element(.span, text: "Times are UTC.")
                html.element(.nav, .label("Site")) { html in
                    html.element(.a, .href(.front), text: "Projects")
                    html.text(" · ")
                    html.element(.a, .href(.mail), text: "Where is my mail?")
                    html.text(" · ")
                    html.element(.a, .href(.api), text: "API")
                }
                html.element(
                    .span,
                    .class("end"),
                    text: "The list is the record; this page is a view of it."
                )
            }
        }
    }

    private static let logo: StaticString = """
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><rect x=".75" y=".75" \
        width="18.5" height="18.5" rx="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/>\
        <circle cx="6" cy="6" r="2" fill="currentColor"/>\
        <circle cx="14" cy="14" r="2" fill="currentColor"/>\
        <path d="M6 6C6 14 14 6 14 14" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>
        """
}
