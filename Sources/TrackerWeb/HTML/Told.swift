import HTTPTypes
import TrackerHTTP
import TrackerStore

/// What a page says of the change that led to it: "13 patches changed", with a way back where there
/// is one. It travels in a cookie through the redirect that follows a form.
package struct Told: Hashable, Sendable {
    static let cookie = "told"
    /// In bytes: browsers keep cookies of 4096 at most, and headers must not grow without end.
    private static let limit = 1_500

    package enum Kind: String, Sendable {
        case success
        case warning
        case error
    }

    package var kind: Kind
    package var text: String
    /// The key of the change, where it can be undone.
    package var undo: String?

    package init(_ kind: Kind, _ text: String, undo: String? = nil) {
        self.kind = kind
        self.text = text
        self.undo = undo
    }

    init?(cookie: String) {
        let parts = cookie.split(separator: "&", omittingEmptySubsequences: false)
        guard parts.count == 3, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        let undo = PercentCoding.decode(parts[1], plusAsBlank: true)
        self.init(
            kind,
            PercentCoding.decode(parts[2], plusAsBlank: true),
            undo: undo.isEmpty ? nil : undo
        )
    }

    private var cookieText: String {
        let head = "\(kind.rawValue)&\(PercentCoding.form(undo ?? ""))&"
        var words = text
        while head.utf8.count + PercentCoding.form(words).utf8.count > Self.limit {
            words = String(words.prefix(words.count / 2)) + "…"
        }
        return head + PercentCoding.form(words)
    }

    var newCookie: NewCookie { NewCookie(Self.cookie, cookieText, life: 60, isHidden: true) }

    static let noCookie = NewCookie(cookie, "", life: 0, isHidden: true)

    func write(_ html: inout HTMLWriter, _ viewer: PageViewer?) {
        let name = kind == .success ? "told" : "told is-\(kind.rawValue)"
        html.element(.div, .class(name), kind == .error ? .alert : .status) { html in
            html.element(.span, text: text)
            guard let undo, let viewer, let session = viewer.session else { return }
            html.element(.form, .post, .action(.undo)) { html in
                html.csrf(session.csrf)
                html.void(.input, .type("hidden"), .name("change"), .value(undo))
                html.void(.input, .type("hidden"), .name("next"), .value(viewer.place))
                html.element(.button, .type("submit"), .key("z"), text: "Undo")
            }
        }
    }
}

extension Answer {
    /// A redirect after a form, to a page that says what came of it.
    static func done(_ told: Told, goTo link: Link, _ request: Request) -> Answer {
        var answer = Answer.redirect(to: link, status: .seeOther)
        answer.set(told.newCookie, scheme: request.scheme)
        return answer
    }
}
