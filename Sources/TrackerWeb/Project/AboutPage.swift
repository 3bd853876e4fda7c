import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `/project/P/about/`
    func aboutPage(_ linkName: String) async throws -> Answer {
        guard let figures = try await store.projectFigures(linkName) else { return .notFound }
        let viewer = PageViewer.current
        var page = Page(
            title: "About \(figures.project.name)",
            project: figures.project,
            place: .about
        ) { html in
            AboutPage(figures: figures, viewer: viewer).write(&html)
        }
        // It ends where the mails end, so the time of day is no part of it.
        page.isSameUntilWrite = true
        return .html(page)
    }
}

/// The page about a project: what it is, who maintains it, how to send to it, and how it goes.
struct AboutPage {
    let figures: ProjectFigures
    let viewer: PageViewer?

    private var project: Project { figures.project }
    private var origin: String { viewer?.origin ?? "" }

    func write(_ html: inout HTMLWriter) {
        writeHead(&html)
        html.element(.div, .class("stack prj")) { html in
            writeNumbers(&html)
            html.element(.div, .class("twin t2")) { html in
                writeSending(&html)
                html.element(.div, .class("stack-s")) { html in
                    writeLists(&html)
                    writeMaintainers(&html)
                    writeRules(&html)
                }
            }
            writePrograms(&html)
            AboutCharts(figures: figures).write(&html)
        }
    }

    private func writeHead(_ html: inout HTMLWriter) {
        html.element(.header, .class("head")) { html in
            html.element(.h1, text: project.name)
            html.element(.p, .class("meta")) { html in
                let places = [
                    ("web site", project.webURL), ("source", project.webSCMURL),
                    ("list archive", project.listArchiveURL),
                ]
                for (name, address) in places {
                    guard let link = Link.web(address) else { continue }
                    html.element(.a, .href(link), text: name)
                    html.text(" ")
                }
                if viewer?.session?.mayAdminister == true {
                    let link = Link.administration(.project(project.linkName, .settings))
                    html.element(.a, .href(link), text: "administer")
                }
            }
        }
    }

    private func writeNumbers(_ html: inout HTMLWriter) {
        html.element(.dl, .class("figures")) { html in
            func figure(_ name: String, _ value: String) {
                html.element(.div) { html in
                    html.element(.dt, text: name)
                    html.element(.dd, text: value)
                }
            }
            figure("open patches", figures.open.grouped)
            figure("series", figures.series.grouped)
            if let reply = figures.replies.last(where: { $0.waits.count > 0 })?.waits.median {
                figure("days to first reply, half", AboutCharts.days(reply))
            }
            figure("archived patches", figures.archived.grouped)
            let since = figures.oldest.map {
                " since \(CalendarTime(microseconds: $0).year)"
            }
            figure("patches\(since ?? "")", figures.patches.grouped)
        }
    }

    private func writeSending(_ html: inout HTMLWriter) {
        html.element(.section, .labelled(by: "h-sub")) { html in
            html.element(.h2, .id("h-sub"), text: "How to send a patch")
            html.element(.ol, .class("steps")) { html in
                if let source = project.scmURL, !source.isEmpty {
                    step("Get the source", nil, ["git clone \(source)"], &html)
                }
                step(
                    "Send it to the list",
                    "No account is needed, here or on the list. Some lists hold the first mail of a new "
                        + "sender for a moderator.",
                    [
                        "git config sendemail.to \(project.listEmail)",
                        "git send-email --cover-letter --annotate -M origin..",
                    ],
                    &html
                )
                html.element(.li) { html in
                    html.element(.h3, text: "See it here")
                    html.element(.p) { html in
                        html.text("It appears when it has arrived. If not, ")
                        html.element(.a, .href(.mail), text: "ask why")
                        html.text(" with its message-id; the answer says what was received.")
                    }
                }
                step(
                    "Answer by mail, then send the next version",
                    "A comment is a reply on the list. Number the next version: git send-email -v2.",
                    [],
                    &html
                )
            }
        }
    }

    private func step(
        _ title: String,
        _ words: String?,
        _ commands: [String],
        _ html: inout HTMLWriter
    ) {
        html.element(.li) { html in
            html.element(.h3, text: title)
            if let words { html.element(.p, text: words) }
            for command in commands { copyable(command, &html) }
        }
    }

    private func copyable(_ text: String, _ html: inout HTMLWriter) {
        html.element(.div, .class("cmd")) { html in
            html.element(.code, text: text)
            html.element(.button, .class("copy"), .type("button"), text: "copy")
        }
    }

    private func writeLists(_ html: inout HTMLWriter) {
        html.element(.section, .labelled(by: "h-lists")) { html in
            html.element(.h2, .id("h-lists"), text: "List and programs")
            html.element(.dl, .class("kv")) { html in
                html.element(.dt, text: "List")
                html.element(.dd) { html in
                    let address = project.listEmail
                    html.element(.a, .href(.mail(to: address)), text: address)
                }
                html.element(.dt, text: "List id")
                html.element(.dd, .class("mono"), text: project.listID)
                if !project.subjectMatch.isEmpty {
                    html.element(.dt, text: "Only subjects")
                    html.element(.dd) { $0.element(.code, text: project.subjectMatch) }
                }
                html.element(.dt, text: "API")
                html.element(.dd) { html in
                    html.links(
                        [("project", .api("projects", id: project.id))]
                            + ["patches", "series", "covers", "events"].map {
                                ($0, .api($0, project: project.linkName))
                            }
                    )
                }
            }
        }
    }

    private func writeMaintainers(_ html: inout HTMLWriter) {
        html.element(.section, .labelled(by: "h-who")) { html in
            html.element(.h2, .id("h-who"), text: "Maintainers")
            guard !figures.maintainers.isEmpty else {
                return html.element(.p, .class("dim"), text: "Nobody has an account for that yet.")
            }
            html.element(.table, .class("grid")) { html in
                html.columns(["Who", "User", "For"])
                html.element(.tbody) { html in
                    for maintainer in figures.maintainers { write(maintainer, &html) }
                }
            }
        }
    }

    private func write(_ maintainer: ProjectMaintainer, _ html: inout HTMLWriter) {
        html.element(.tr) { html in
            html.element(.th, .scope("row")) { html in
                html.text(maintainer.account.displayName)
                // Strangers are not given addresses to collect.
                if viewer?.session != nil {
                    let address = " <\(maintainer.account.email)>"
                    html.element(.span, .class("faint hide-s"), text: address)
                }
            }
            html.element(.td, text: maintainer.account.username)
            let paths = maintainer.paths.prefix(5).joined(separator: ", ")
            let more = maintainer.paths.count > 5 ? ", …" : ""
            html.element(.td, .class("mono"), text: paths.isEmpty ? "–" : paths + more)
        }
    }

    private func writeRules(_ html: inout HTMLWriter) {
        var rules: [String] = []
        if figures.maintainers.contains(where: { !$0.paths.isEmpty }) {
            rules.append("A new patch goes to whoever the rules name for all of its files.")
        }
        if project.usesTags { rules.append("Lines such as Acked-by: in replies are counted.") }
        if project.showsDependencies {
            rules.append("Depends-on: in a cover letter or patch links series.")
        }
        if project.supersedes {
            rules.append("Open patches become superseded when a new version of them arrives.")
        }
        if project.sendsNotifications {
            rules.append("Submitters get a mail when the state of their patch changes.")
        }
        guard !rules.isEmpty else { return }
        html.element(.section, .labelled(by: "h-rules")) { html in
            html.element(.h2, .id("h-rules"), text: "What happens by itself")
            html.element(.ul, .class("bul")) { html in
                for rule in rules { html.element(.li, text: rule) }
            }
        }
    }

    /// What to write into the settings of each client.
    private func writePrograms(_ html: inout HTMLWriter) {
        html.element(.section, .labelled(by: "h-clients")) { html in
            html.element(.h2, .id("h-clients"), text: "Clients")
            html.element(.div, .class("twin clients")) { html in
                for (name, lines) in settings {
                    html.element(.div) { html in
                        html.element(.h3, text: name)
                        html.element(.div, .class("cmd")) { html in
                            html.element(.pre) { $0.element(.code, text: lines) }
                            html.element(.button, .class("copy"), .type("button"), text: "copy")
                        }
                    }
                }
            }
            html.element(.p) { html in
                html.element(
                    .a,
                    .href(.pwclientrc(project.linkName)),
                    text: "The settings of pwclient as a file"
                )
                html.text(viewer?.session == nil ? "." : ", with a place for your token.")
            }
        }
    }

    private var settings: [(String, String)] {
        let name = project.linkName
        return [
            (
                "git-pw",
                """
                git config pw.server \(origin)/api/1.4
                git config pw.project \(name)
                """
            ),
            (
                "pwclient, in ~/.pwclientrc",
                """
                [options]
                default = \(name)

                [\(name)]
                backend = rest
                url = \(origin)/api/1.2
                """
            ),
            (
                "b4",
                """
                git config b4.midmask \(origin)/all/%s
                git config b4.linkmask \(origin)/all/%s
                git config b4.pw-url \(origin)
                git config b4.pw-project \(name)
                """
            ),
        ]
    }
}
