import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

extension WebRoutes {
    /// `GET /user/style.css`: the style sheet of whoever asks, and of nobody else.
    func ownStyle(_ session: WebSession, _ request: Request) async throws -> Answer {
        let style = try await store.ownStyle(of: session.account.id)
        // Its address changes with it, so a browser need not ask twice.
        let isNamed = request.query.last("v") == String(session.settings.styled)
        let keeping = isNamed ? "private, max-age=31536000, immutable" : "private, no-cache"
        return Answer(
            .ok,
            headers: [
                .contentType: "text/css; charset=utf-8",
                .cacheControl: keeping,
                .xContentTypeOptions: "nosniff",
                .vary: "Cookie",
            ],
            body: Array(style.utf8)
        )
    }

    /// `POST /user/style/`
    func changeOwnStyle(_ session: WebSession, _ request: Request) async throws -> Answer {
        let style = OwnStyleForm.text(request.form ?? Query(parsing: ""))
        guard style.utf8.count <= OwnStyle.longest else {
            let fault = "At most \(OwnStyle.longest) bytes; this has \(style.utf8.count)."
            return try await profile(session, .badRequest) {
                $0.style = OwnStyleForm(text: style, faults: ["": fault])
            }
        }
        try await store.setOwnStyle(style, by: session.author)
        let words = style.isEmpty ? "Pages look as they come." : "Your style sheet is in use."
        return .done(Told(.success, words), goTo: .profile, request)
    }
}

/// The form for a style sheet of one's own.
struct OwnStyleForm: Sendable {
    var text: String
    var faults: FormFaults = [:]

    /// What was typed, with line ends of one byte; blanks alone are nothing.
    static func text(_ form: Query) -> String {
        let lines = (form.last("style") ?? "").replacing("\r\n", with: "\n")
        return lines.allSatisfy(\.isWhitespace) ? "" : lines
    }

    private static let example = """
        /* It comes after ours. Colours are tokens: */
        :root { --accent: #7a1fa2; --on-accent: #fff; }
        """

    func write(csrf: String, _ html: inout HTMLWriter) {
        html.element(.section, .class("panel"), .id("style")) { html in
            html.element(.h2, text: "Your own style sheet")
            html.trouble(faults)
            html.element(.form, .class("form"), .post, .action(.ownStyleForm)) { html in
                html.csrf(csrf)
                html.element(.label, .for("own-style"), text: "CSS, for your eyes only")
                html.element(
                    .textarea,
                    .id("own-style"),
                    .name("style"),
                    .rows(6),
                    .placeholder(Self.example),
                    .unchecked,
                    .uncapitalised,
                    text: text
                )
                html.element(.p, .class("note")) { html in
                    html.text("Without scripts, pictures or fonts from elsewhere. The ")
                    html.element(.a, .href(.style), text: "site's style sheet")
                    html.text(" begins with the colours there are.")
                }
                html.element(.button, .type("submit"), text: "Use it")
            }
        }
    }
}
