import TrackerHTTP
import TrackerModel
import TrackerStore

/// Head and foot of a page: where one is, who one is, and where one can go.
struct PageFrame: Sendable {
    let page: Page
    let viewer: PageViewer?

    func begin(_ html: inout HTMLWriter) {
        html.markup("<!DOCTYPE html>\n")
        var attributes = [HTMLAttribute.lang("en")]
        if let theme = viewer?.theme { attributes.append(.theme(theme.rawValue)) }
        if viewer?.session?.settings.usesKeys == false { attributes.append(.withoutKeys) }
        html.begin(.html, attributes)
        writeHead(&html)
        html.begin(.body)
        html.element(.a, .class("skip"), .href(.here("main")), text: "Skip to content")
        writeTop(&html)
        html.begin(.main, .id("main"), .class("wrap"), .tabindex(-1))
        viewer?.told?.write(&html, viewer)
    }

    func end(_ html: inout HTMLWriter) {
        html.end(.main)
        writeFoot(&html)
        html.end(.body)
        html.end(.html)
    }

    private func writeHead(_ html: inout HTMLWriter) {
        html.element(.head) { html in
            html.void(.meta, .charset("utf-8"))
            html.void(
                .meta,
                .name("viewport"),
                .content("width=device-width, initial-scale=1")
            )
            html.element(
                .title,
                text: page.title == "Patchbay" ? page.title : "\(page.title) · Patchbay"
            )
            html.void(.link, .rel("icon"), .type("image/svg+xml"), .href(.icon))
            html.void(.link, .rel("stylesheet"), .href(.style))
            if let styled = viewer?.session?.settings.styled, styled > 0 {
                html.void(.link, .rel("stylesheet"), .href(.ownStyle(styled)))
            }
            if page.feed != nil, let link = form(.atom) {
                html.void(
                    .link,
                    .rel("alternate"),
                    .type("application/atom+xml"),
                    .title(page.title),
                    .href(link)
                )
            }
            html.element(.script, .src(.script), .deferred) { _ in }
        }
    }

    private func writeTop(_ html: inout HTMLWriter) {
        html.element(.header, .class("top")) { html in
            html.element(.div, .class("wrap")) { html in
                html.element(.a, .class("brand"), .href(.front)) { html in
                    html.markup(Self.logo)
                    html.text("Patchbay")
                }
                html.text(" ")
                if let project = page.project {
                    html.element(
                        .a,
                        .class("crumb"),
                        .href(.project(project.linkName)),
                        text: project.name
                    )
                    html.text(" ")
                    writeNavigation(of: project, &html)
                }
                viewer?.write(&html)
            }
        }
    }

    private func writeNavigation(of project: Project, _ html: inout HTMLWriter) {
        html.element(.nav, .class("nav"), .label("Project")) { html in
            var entries: [(Page.Place, String, Link)] = [
                (.series, "Series", .project(project.linkName)),
                (.patches, "Patches", .list(project.linkName)),
            ]
            if viewer?.session != nil {
                entries.append((.bundles, "Bundles", .bundles(of: project.linkName)))
            }
            entries.append((.about, "About", .about(project.linkName)))
            for (entry, name, link) in entries {
                if entry == page.place {
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
                html.text(" ")
                html.element(.nav, .label("Site")) { html in
                    html.links([
                        ("Projects", .front), ("Where is my mail?", .mail), ("API", .api),
                        ("About", .aboutSite),
                    ])
                }
                writeForms(&html)
                html.text(" ")
                html.element(
                    .span,
                    .class("end"),
                    text: "The list is the record; this page is a view of it."
                )
            }
        }
    }

    /// The same page in its other forms.
    private func writeForms(_ html: inout HTMLWriter) {
        var forms: [(String, Link)] = []
        if page.feed != nil, let link = form(.atom) { forms.append(("Atom", link)) }
        if let link = form(.json) { forms.append(("JSON", link)) }
        if let link = form(.text) { forms.append(("text", link)) }
        guard !forms.isEmpty else { return }
        html.element(.span) { html in
            html.text("This page as ")
            html.links(forms)
        }
    }

    /// This page in another form; `nil` where nobody looks at it, or it answers a form.
    private func form(_ form: PageForm) -> Link? {
        guard let viewer, viewer.isReading else { return nil }
        return form.link(ofPageAt: viewer.place)
    }

    private static let logo: StaticString = """
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><rect x=".75" y=".75" \
        width="18.5" height="18.5" rx="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/>\
        <circle cx="6" cy="6" r="2" fill="currentColor"/>\
        <circle cx="14" cy="14" r="2" fill="currentColor"/>\
        <path d="M6 6C6 14 14 6 14 14" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>
        """
}
