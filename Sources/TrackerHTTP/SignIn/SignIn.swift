package import HTTPTypes
package import TrackerModel
package import TrackerStore

/// Who asks, and the session of the browser that asks.
package struct Visitor: Sendable {
    package var caller: Caller
    /// Only where the caller was found by a session.
    package var session: WebSession?
    /// Only where the caller is remembered by a token, and whoever makes a change is still to ask
    /// what it gives.
    package var shown: RememberedToken?

    package static let stranger = Visitor(caller: .anonymous, session: nil)
}

/// Finds out who sends a request: session of a browser, HTTP Basic, or `Authorization: Token …`
/// (rest-api, section 6).
package struct SignIn: Sendable {
    let store: Store
    let limit: SignInLimit
    private let desk: PasswordDesk
    private let mailLimit: SignInLimit
    let tokenUse: TokenUse
    let tokenMemory = TokenMemory()

    /// - Parameters:
    ///   - store: Where accounts, tokens and sessions are.
    ///   - seconds: A clock that never goes back, for the limit of failures.
    package init(
        store: Store,
        seconds: @escaping @Sendable () -> Double = SignInLimit.uptime
    ) {
        self.store = store
        limit = SignInLimit(seconds: seconds)
        desk = PasswordDesk(seconds: seconds)
        mailLimit = SignInLimit(
            account: SignInLimit.mailbox,
            address: SignInLimit.mailClient,
            seconds: seconds
        )
        tokenUse = TokenUse(store: store)
    }

    /// Why credentials were refused, in the words that clients of Patchwork know where it has any.
    package struct Refusal: Error, Hashable, Sendable {
        package let message: String
        /// 403 but for haste (429) and crowds (503).
        package var status = HTTPResponse.Status.forbidden
        /// Seconds after which another try makes sense.
        package var retryAfter: Int?

        init(_ message: String) { self.message = message }

        static func haste(_ seconds: Int, after what: String = "failed sign-ins") -> Refusal {
            var refusal = Refusal(
                "Too many \(what). Try again in \(seconds) seconds."
            )
            refusal.status = .tooManyRequests
            refusal.retryAfter = seconds
            return refusal
        }

        static var crowd: Refusal {
            var refusal = Refusal("Too many sign-ins at the moment. Try again in 5 seconds.")
            refusal.status = .serviceUnavailable
            refusal.retryAfter = 5
            return refusal
        }
    }

    /// - Returns: Who asks; anonymous where no credentials were sent, or in a scheme that is not
    ///   ours.
    /// - Throws: ``Refusal`` for bad credentials, also where none are needed, and for a change by a
    ///   session that the session's own pages did not send.
    package func visitor(of request: Request) async throws -> Visitor {
        if let session = try await session(of: request) {
            if !request.method.isSafe { try requireOwnForm(request, csrf: session.csrf) }
            return Visitor(caller: .account(session.account, nil), session: session)
        }
        return Visitor(caller: try await headerCaller(of: request), session: nil)
    }

    package func caller(of request: Request) async throws -> Caller {
        try await visitor(of: request).caller
    }

    /// Who asks by the header `Authorization` alone, for doors that browsers do not use.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - takesTokens: Whether a token counts as well as a name with its password.
    /// - Returns: Who asks; anonymous where no credentials were sent, or in a scheme that does not
    ///   count.
    /// - Throws: ``Refusal`` for bad credentials.
    package func headerCaller(
        of request: Request,
        takesTokens: Bool = true
    ) async throws -> Caller {
        guard let header = request.headers.value(.authorization) else { return .anonymous }
        let words = header.split(separator: " ", maxSplits: 3).map(String.init)
        switch words.first?.lowercased() {
        case "token" where takesTokens: return try await byToken(words, request)
        case "basic": return try await byPassword(words, request)
        default: return .anonymous
        }
    }

    /// The session of the request's cookie, if it is alive. A dead one counts as none.
    package func session(of request: Request) async throws -> WebSession? {
        guard let secret = Cookies(request.headers).secret(NewCookie.session) else { return nil }
        return try await store.session(digest: APIToken.digest(of: secret))
    }

    private func byPassword(_ words: [String], _ request: Request) async throws -> Caller {
        guard words.count > 1 else {
            throw Refusal("Invalid basic header. No credentials provided.")
        }
        guard words.count == 2 else {
            throw Refusal("Invalid basic header. Credentials string should not contain spaces.")
        }
        guard let text = Base64.decodedText(words[1]), let colon = text.firstIndex(of: ":") else {
            throw Refusal("Invalid basic header. Credentials not correctly base64 encoded.")
        }
        let username = String(text[..<colon])
        let password = String(text[text.index(after: colon)...])
        let account = try await account(username, password, from: request.client)
        guard let account else { throw Refusal("Invalid username/password.") }
        return .account(account, nil)
    }

    /// Passwords longer than this, in bytes, are nobody's: hashing them would only cost time.
    package static let passwordLimit = 4_096

    /// The active account with the name and the password, or `nil`.
    ///
    /// - Parameters:
    ///   - name: A user name or the address of an account, as it was typed.
    ///   - password: As it was typed.
    ///   - address: Where the client is.
    /// - Returns: `nil` for a wrong name or password, after the same time for both.
    /// - Throws: ``Refusal`` where there were too many failures before, or too many sign in now.
    package func account(
        _ name: String,
        _ password: String,
        from address: String
    ) async throws -> Account? {
        let isLookedUp = !name.utf8.contains(0) && name.utf8.count <= 600
        let holder = isLookedUp ? try await store.passwordHolder(username: name) : nil
        // By name and by address one account has the same tries.
        let username = holder?.account.username ?? name
        // A program that sends the right password with each request is not locked out by others.
        if let holder, desk.remembers(password, for: holder.hash) { return holder.account }
        if let wait = limit.wait(account: username, address: address) { throw Refusal.haste(wait) }
        guard password.utf8.count <= Self.passwordLimit else {
            limit.fail(account: username, address: address)
            return nil
        }
        do {
            // Asked once more when it is this one's turn: many tries at once find no store full.
            let isRight = try await desk.matches(password, holder?.hash) {
                if let wait = limit.wait(account: username, address: address) {
                    throw Refusal.haste(wait)
                }
            }
            if isRight, let holder {
                if holder.hash.isOutdated { await upgrade(holder, password) }
                return holder.account
            }
        } catch is PasswordDesk.Crowd {
            throw Refusal.crowd
        }
        limit.fail(account: username, address: address)
        return nil
    }

    /// Hashes a password of an imported account anew. Where that is not possible now, the next sign-in
    /// tries again.
    private func upgrade(_ holder: PasswordHolder, _ password: String) async {
        guard let hash = try? await desk.hash(of: password) else { return }
        try? await store.upgradePassword(of: holder, to: hash)
    }

    /// Hashes a password that somebody has chosen.
    ///
    /// - Parameter password: What ``PasswordRule`` accepts.
    /// - Returns: The hash.
    /// - Throws: ``Refusal`` where too many wait, or a `StoreError` where there is no randomness.
    package func hash(of password: String) async throws -> PasswordHash {
        do {
            guard let hash = try await desk.hash(of: password) else {
                throw StoreError(.unavailable, "the system gives no random numbers")
            }
            return hash
        } catch is PasswordDesk.Crowd {
            throw Refusal.crowd
        }
    }

    /// Counts a mail that somebody has the site send, so that nobody can have it send many.
    ///
    /// - Parameters:
    ///   - recipient: The address that gets it.
    ///   - client: Where the one is who asks.
    /// - Throws: ``Refusal`` where there were too many before.
    package func countMail(to recipient: String, from client: String) throws {
        if let wait = mailLimit.wait(account: recipient, address: client) {
            throw Refusal.haste(wait, after: "mails")
        }
        mailLimit.fail(account: recipient, address: client)
    }
}
