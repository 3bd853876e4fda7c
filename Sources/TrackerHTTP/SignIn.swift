package import HTTPTypes
import TrackerModel
package import TrackerStore

/// Finds out who sends a request: HTTP Basic or `Authorization: Token …` (rest-api, section 6).
package struct SignIn: Sendable {
    private let store: Store

    package init(store: Store) { self.store = store }

    /// Why credentials were refused, in the words that clients of Patchwork know. The status is 403.
    package struct Refusal: Error, Hashable, Sendable {
        package let message: String
    }

    /// - Returns: The caller; anonymous where no credentials were sent, or in a scheme that is not
    ///   ours.
    /// - Throws: ``Refusal`` for bad credentials, also where none are needed.
    package func caller(of headers: HTTPFields) async throws -> Caller {
        guard let header = headers[.authorization] else { return .anonymous }
        let words = header.split(separator: " ").map(String.init)
        switch words.first?.lowercased() {
        case "token": return try await byToken(words)
        case "basic": return try await byPassword(words)
        default: return .anonymous
        }
    }

    private func byToken(_ words: [String]) async throws -> Caller {
        guard words.count > 1 else {
            throw Refusal(message: "Invalid token header. No credentials provided.")
        }
        guard words.count == 2 else {
            throw Refusal(message: "Invalid token header. Token string should not contain spaces.")
        }
        guard let holder = try await store.tokenHolder(digest: APIToken.digest(of: words[1])) else {
            throw Refusal(message: "Invalid token.")
        }
        guard holder.isActive else { throw Refusal(message: "User inactive or deleted.") }
        return .account(holder.account, nil)
    }

    private func byPassword(_ words: [String]) async throws -> Caller {
        guard words.count > 1 else {
            throw Refusal(message: "Invalid basic header. No credentials provided.")
        }
        guard words.count == 2 else {
            throw Refusal(
                message: "Invalid basic header. Credentials string should not contain spaces."
            )
        }
        guard let text = Base64.decodedText(words[1]), let colon = text.firstIndex(of: ":") else {
            throw Refusal(
                message: "Invalid basic header. Credentials not correctly base64 encoded."
            )
        }
        let username = String(text[..<colon])
        let password = String(text[text.index(after: colon)...])
        guard let account = try await store.account(username: username, password: password) else {
            throw Refusal(message: "Invalid username/password.")
        }
        return .account(account, nil)
    }
}
