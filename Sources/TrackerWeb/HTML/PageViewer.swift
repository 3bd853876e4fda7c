import TrackerHTTP
import TrackerModel
import TrackerStore

/// Who looks at a page, and where: for the line in its head.
///
/// It accompanies the task that answers the request, so that not every page must hand it on.
struct PageViewer: Sendable {
    let session: WebSession?
    /// Path and query of the page.
    let place: String

    @TaskLocal static var current: PageViewer?

    func write(_ html: inout HTMLWriter) {
        guard let session else {
            // The page to sign in needs no link to itself.
            guard !place.hasPrefix("/user/") else { return }
            html.element(.div, .class("who")) { html in
                html.element(.a, .href(.login(next: LocalPath.checked(place))), text: "Sign in")
            }
            return
        }
        html.element(.form, .class("who"), .post, .action(.logout)) { html in
            html.csrf(session.csrf)
            html.text("Signed in as ")
            html.element(.strong, text: session.account.username)
            html.text(" · ")
            html.element(.button, .type("submit"), text: "sign out")
        }
    }
}

extension HTMLWriter {
    /// What makes a form one of this site's own.
    mutating func csrf(_ token: String) {
        void(.input, .type("hidden"), .name(SignIn.csrfField), .value(token))
    }
}
