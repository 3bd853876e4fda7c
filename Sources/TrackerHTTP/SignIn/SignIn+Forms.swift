import HTTPTypes
package import TrackerModel
package import TrackerStore

extension SignIn {
    /// The field of a form that repeats the token against forged requests.
    package static let csrfField = "csrfmiddlewaretoken"

    /// Makes sure that a change was sent by a page of this site.
    ///
    /// - Parameters:
    ///   - request: The change.
    ///   - csrf: What the page knows and other sites do not.
    /// - Throws: ``Refusal``.
    package func requireOwnForm(_ request: Request, csrf: String) throws {
        try Self.requireOwnOrigin(request)
        guard let shown = request.shownCSRF, !shown.isEmpty else {
            throw Refusal("CSRF Failed: CSRF token missing.")
        }
        guard Secret.areEqual(Array(MaskedToken.plain(shown).utf8), Array(csrf.utf8)) else {
            throw Refusal("CSRF Failed: CSRF token incorrect.")
        }
    }

    /// Browsers say where a form stands. On `https`, where nobody can take it away on the way, it
    /// must be said.
    ///
    /// - Parameter request: What a form sent.
    /// - Throws: ``Refusal`` if it stood on a page of another site.
    package static func requireOwnOrigin(_ request: Request) throws {
        if let origin = request.headers.value(.origin) {
            guard origin.lowercased() == request.origin.lowercased() else {
                throw Refusal("CSRF Failed: Origin checking failed: this page is of another site.")
            }
            return
        }
        guard request.scheme == "https" else { return }
        guard let referer = request.headers.value(.referer), !referer.isEmpty else {
            throw Refusal("CSRF Failed: Referer checking failed - no Referer.")
        }
        guard (referer + "/").lowercased().hasPrefix(request.origin.lowercased() + "/") else {
            throw Refusal("CSRF Failed: Referer checking failed: this page is of another site.")
        }
    }

    /// Begins a session for an account, in the place of the one that the browser has.
    ///
    /// - Parameters:
    ///   - account: Who has shown the right password.
    ///   - request: From which browser.
    ///   - answer: Gets the cookies.
    /// - Throws: `StoreError`.
    package func beginSession(
        of account: Account,
        _ request: Request,
        in answer: inout Answer
    ) async throws {
        let old = Cookies(request.headers).secret(NewCookie.session)
        let session = try await store.beginSession(
            of: account.id,
            insteadOf: old.map(APIToken.digest)
        )
        let life = Store.sessionLife / 1_000_000
        answer.set(
            NewCookie(NewCookie.session, session.secret, life: life, isHidden: true),
            scheme: request.scheme
        )
        answer.set(
            NewCookie(NewCookie.csrf, session.csrf, life: life, isHidden: false),
            scheme: request.scheme
        )
    }

    /// Ends the session of the browser.
    ///
    /// - Parameters:
    ///   - session: The session.
    ///   - request: From which browser.
    ///   - answer: Takes the cookies away.
    /// - Throws: `StoreError`.
    package func endSession(
        _ session: WebSession,
        _ request: Request,
        in answer: inout Answer
    ) async throws {
        try await store.endSession(digest: session.digest)
        for (name, isHidden) in [(NewCookie.session, true), (NewCookie.csrf, false)] {
            let cookie = NewCookie(name, "", life: 0, isHidden: isHidden)
            answer.set(cookie, scheme: request.scheme)
        }
    }
}

extension Request {
    /// The fields of a form that a browser sent; `nil` where the body is none.
    package var form: Query? {
        let type = headers.value(.contentType)?.split(separator: ";").first.map(String.init) ?? ""
        guard type.lowercased().filter({ $0 != " " }) == "application/x-www-form-urlencoded" else {
            return nil
        }
        return Query(parsing: String(decoding: body, as: UTF8.self))
    }

    /// What the request shows against forgery: in a header, as scripts do, or in the form.
    fileprivate var shownCSRF: String? {
        if let token = HTTPField.Name.csrfToken.flatMap(headers.value) { return token }
        return form?.last(SignIn.csrfField)
    }
}

extension HTTPRequest.Method {
    /// Whether it changes nothing (RFC 9110 §9.2.1).
    package var isSafe: Bool { self == .get || self == .head || self == .options || self == .trace }
}

/// Where somebody goes on after signing in.
package enum LocalPath {
    private static let limit = 2_000

    /// The path, if it leads to this site and nowhere else.
    ///
    /// `//evil.example`, `/\evil.example` and what has blanks or line breaks in it leads elsewhere in
    /// some browser.
    package static func checked(_ text: String?) -> String? {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= limit,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }
}
