import TrackerHTTP
import TrackerModel
import TrackerStore

/// The page `/`: which projects there are, or how to make the first one.
enum FrontPage {
    static func page(of projects: [ProjectLine]) -> Page {
        Page(title: "Patchbay") { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: "Projects")
                html.element(
                    .p,
                    .class("meta"),
                    text: "Patches that were sent to these mailing lists, and what became of them."
                )
            }
            html.element(.table, .class("rows projects")) { html in
                html.columns(
                    ["Project", "Mailing list", "Patches", "Series", "Newest patch", "API"],
                    numbers: ["Patches", "Series"]
                )
                html.element(.tbody) { html in
                    for project in projects { write(project, &html) }
                }
            }
        }
    }

    private static func write(_ line: ProjectLine, _ html: inout HTMLWriter) {
        let project = line.project
        html.element(.tr) { html in
            html.element(.th, .scope("row"), .class("c-title")) { html in
                html.element(.a, .href(.project(project.linkName)), text: project.name)
                html.element(.span, .class("pfx"), text: project.linkName)
            }
            html.element(.td, .class("c-list")) { html in
                html.element(.a, .href(.mail(to: project.listEmail)), text: project.listEmail)
            }
            html.element(.td, .class("num"), .column("Patches"), text: line.patches.grouped)
            html.element(.td, .class("num"), .column("Series"), text: line.series.grouped)
            html.element(.td, .column("Newest")) { html in
                if let date = line.newestPatch { html.time(date) } else { html.text("–") }
            }
            html.element(.td, .column("API")) { html in
                html.links([
                    ("patches", .api("patches", project: project.linkName)),
                    ("series", .api("series", project: project.linkName)),
                    ("events", .api("events", project: project.linkName)),
                ])
            }
        }
    }

    static var empty: Page {
        Page(title: "Patchbay") { html in
            html.element(.header, .class("head")) { html in
                html.element(.h1, text: "No project yet")
                html.element(
                    .p,
                    .class("meta"),
                    text: "Patchbay runs. Tell it which mailing list to follow."
                )
            }
            html.element(.ol, .class("steps")) { html in
                for step in firstSteps {
                    html.element(.li) { html in
                        html.element(.h3, text: step.title)
                        html.element(.p, text: step.reason)
                        html.command(step.command)
                    }
                }
            }
        }
    }

    private static let firstSteps: [(title: String, reason: String, command: String)] = [
        (
            "Make a project", "The list id stands in the header List-Id of each of its mails.",
            """
            patchbay project create widget --name "Widget tools" \\
                --list-id widget.lists.example.org --list-email widget@lists.example.org
            """
        ),
        (
            "Let old mail in", "From an mbox; mail that is known already is skipped.",
            "patchbay mail import widget.mbox"
        ),
        (
            "Let new mail in", "Your mail server hands each mail over as it comes.",
            "patchbay mail receive < MAIL"
        ),
    ]
}
