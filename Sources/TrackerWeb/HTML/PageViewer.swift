import HTTPTypes
import TrackerHTTP
import TrackerModel
package import TrackerStore

/// Who looks at a page, and how: for the line in its head.
///
/// It accompanies the task that answers the request, so that not every page must hand it on.
package struct PageViewer: Sendable {
    package let session: WebSession?
    /// Path and query of the page.
    package let place: String
    /// `https://patches.example.org`.
    let origin: String
    let scheme: String
    /// Whether the page was asked for by GET.
    let isReading: Bool
    /// What the viewer has chosen; without it as the system says.
    let theme: Theme?
    /// What the viewer did before this page.
    let told: Told?
    let form: PageForm?

    package enum Theme: String, Sendable {
        case light
        case dark
    }

    @TaskLocal package static var current: PageViewer?

    init(session: WebSession?, _ request: Request, form: PageForm?) {
        let cookies = Cookies(request.headers)
        self.session = session
        self.form = form
        place = request.target
        origin = request.origin
        scheme = request.scheme
        isReading = request.method == .get || request.method == .head
        theme = cookies.word("theme").flatMap(Theme.init(rawValue:))
        told = session == nil ? nil : cookies.value(Told.cookie).flatMap(Told.init(cookie:))
    }

    func write(_ html: inout HTMLWriter) {
        html.element(.div, .class("menus")) { html in
            writeTheme(&html)
            if let session {
                writeMenu(of: session, &html)
            } else if !place.hasPrefix("/user/login/") {
                // The page to sign in needs no link to itself.
                let next = LocalPath.checked(place)
                html.element(.a, .class("signin"), .href(.login(next: next)), text: "Sign in")
            }
        }
    }

    private func writeTheme(_ html: inout HTMLWriter) {
        html.element(.details, .class("menu")) { html in
            html.element(.summary, text: "Theme")
            html.element(.div) { html in
                html.element(.form, .post, .action(.theme)) { html in
                    html.void(.input, .type("hidden"), .name("next"), .value(place))
                    for (value, name) in [
                        ("auto", "Like the system"), ("light", "Light"), ("dark", "Dark"),
                    ] {
                        html.element(
                            .button,
                            .name("theme"),
                            .value(value),
                            .pressed(value == theme?.rawValue ?? "auto"),
                            text: name
                        )
                    }
                }
            }
        }
    }

    private func writeMenu(of session: WebSession, _ html: inout HTMLWriter) {
        html.element(.details, .class("menu")) { html in
            html.element(.summary) { html in
                html.text(session.account.username)
                if session.toDo > 0 {
                    html.element(.span, .class("count"), text: " \(session.toDo.grouped)")
                }
            }
            html.element(.div) { html in
                html.element(.a, .href(.toDo)) { html in
                    html.text(session.toDo > 0 ? "To do (\(session.toDo.grouped))" : "To do")
                }
                html.element(.a, .href(.ownBundles), text: "Bundles")
                html.element(.a, .href(.profile), text: "Account and tokens")
                if session.mayAdminister {
                    html.element(.a, .href(.administration), text: "Administration")
                }
                html.element(.form, .post, .action(.logout)) { html in
                    html.csrf(session.csrf)
                    html.element(.button, .type("submit"), text: "Sign out")
                }
            }
        }
    }
}

extension HTMLWriter {
    /// What makes a form one of this site's own.
    package mutating func csrf(_ token: String) {
        void(.input, .type("hidden"), .name(SignIn.csrfField), .value(MaskedToken.text(token)))
    }

    /// The same for whoever looks at the page; nothing for strangers, who have no forms.
    package mutating func csrf() {
        if let session = PageViewer.current?.session { csrf(session.csrf) }
    }
}
