import HTTPTypes
import Synchronization
import TrackerModel
package import TrackerStore

extension SignIn {
    /// Whose token a request shows.
    ///
    /// - Parameters:
    ///   - words: Those of the header `Authorization`: `Token`, and the token.
    ///   - request: The request.
    /// - Returns: The holder, with what the token gives.
    /// - Throws: ``Refusal`` for a token that gives nothing.
    func byToken(_ words: [String], _ request: Request) async throws -> Caller {
        guard words.count > 1 else {
            throw Refusal("Invalid token header. No credentials provided.")
        }
        guard words.count == 2 else {
            throw Refusal("Invalid token header. Token string should not contain spaces.")
        }
        let digest = APIToken.digest(of: words[1])
        // A right token is never made to wait: it has too many digits to be found by trying.
        guard let holder = try await store.tokenHolder(digest: digest) else {
            tokenMemory.forget(digest)
            if let wait = limit.wait(account: nil, address: request.client) {
                throw Refusal.haste(wait)
            }
            limit.fail(account: nil, address: request.client)
            throw Refusal("Invalid token.")
        }
        tokenMemory.keep(RememberedToken(digest: digest, holder: holder))
        guard holder.isActive else { throw Refusal("User inactive or deleted.") }
        let now = store.now()
        if let expires = holder.grant.expires, expires <= now {
            throw Refusal("Token has expired.")
        }
        tokenUse.note(holder, at: now)
        return .account(holder.account, holder.grant)
    }

    /// Who showed a token before, for a change that asks by itself whether the token still gives what it
    /// did: nobody else may rely on it.
    ///
    /// - Returns: `nil` where nothing is remembered, or what is remembered gives nothing.
    package func remembered(_ request: Request) -> Visitor? {
        // Where there is a session, it counts.
        guard request.headers[values: .cookie].isEmpty,
            let words = request.headers.value(.authorization)?.split(separator: " ", maxSplits: 2),
            words.count == 2, words[0].lowercased() == "token",
            let token = tokenMemory.find(APIToken.digest(of: String(words[1])))
        else { return nil }
        guard token.isAlive(at: store.now()) else { return nil }
        return Visitor(
            caller: .account(token.holder.account, token.holder.grant),
            session: nil,
            shown: token
        )
    }

    /// Notes the use of a token that was found to hold.
    package func noteUse(of token: RememberedToken) { tokenUse.note(token.holder, at: store.now()) }
}

/// What tokens gave when they were shown last.
final class TokenMemory: Sendable {
    private let tokens = Mutex<[[UInt8]: RememberedToken]>([:])

    /// More than these are forgotten together: sites have dozens.
    static let most = 1_000

    func find(_ digest: [UInt8]) -> RememberedToken? { tokens.withLock { $0[digest] } }

    func keep(_ token: RememberedToken) {
        tokens.withLock { tokens in
            if tokens.count >= Self.most, tokens[token.digest] == nil { tokens.removeAll() }
            tokens[token.digest] = token
        }
    }

    func forget(_ digest: [UInt8]) {
        tokens.withLock { _ = $0.removeValue(forKey: digest) }
    }
}
