import HTTPTypes
import TrackerHTTP
import TrackerModel
import TrackerStore

/// Tokens: `/api/patchbay/tokens/`.
extension RESTRoutes {
    /// `GET`: the caller's own tokens; with `?project=` those that were given in a project which the
    /// caller maintains.
    func tokenList(_ call: OwnCall) async throws -> Reply {
        let account = try call.account()
        try requireTokenPower(call)
        guard let key = call.query.last("project"), !key.isEmpty else {
            let tokens = try await store.tokens(of: account.id)
            return Reply(tokens.map { TokenRepresentation(token: $0) })
        }
        guard let project = try await store.projectDetail(key) else {
            throw APIFailure.missing("Project")
        }
        guard project.maintainers.contains(where: { $0.id == account.id }) else {
            throw APIFailure.notPermitted
        }
        if let bound = call.caller.grant?.projectID, bound != project.project.id {
            throw APIFailure.notPermitted
        }
        let tokens = try await store.givenTokens(in: project.project.id)
        return Reply(tokens.map { TokenRepresentation(token: $0) })
    }

    /// What a client says of the token that it wants.
    private struct TokenBody: Decodable {
        let name: String
        let scopes: [String]
        let user: String?
        let project: TextOrNumber?
        let contextPrefix: String?
        let expires: String?

        enum CodingKeys: String, CodingKey {
            case name, scopes, user, project, expires
            case contextPrefix = "context_prefix"
        }
    }

    /// `POST`: makes a token, and answers it once.
    func createToken(_ call: OwnCall) async throws -> Reply {
        _ = try call.account()
        try requireTokenPower(call)
        let body = try OwnBody.read(TokenBody.self, from: call.request)
        let made = try await store.createToken(
            try await request(body),
            for: body.user,
            by: call.author
        )
        var reply = Reply(
            TokenRepresentation(token: made.record, secret: made.secret.text),
            status: .created
        )
        reply.location = "\(call.request.origin)/api/patchbay/tokens/\(made.record.id)/"
        return reply
    }

    /// `DELETE`: the token stops working.
    func revokeToken(_ call: OwnCall) async throws -> Reply {
        _ = try call.account()
        try await store.revokeToken(call.id, by: call.author)
        return Reply(nil, status: .noContent)
    }

    private func requireTokenPower(_ call: OwnCall) throws {
        guard call.caller.grant?.managesTokens ?? true else { throw APIFailure.notPermitted }
    }

    private func request(_ body: TokenBody) async throws -> TokenRequest {
        var request = TokenRequest(name: body.name.trimmedText, scopes: [])
        for word in body.scopes {
            guard let scope = TokenScope(rawValue: word) else {
                let words = TokenScope.allCases.map(\.rawValue).joined(separator: ", ")
                throw APIFailure.field("scopes", "There is no scope \"\(word)\", only: \(words).")
            }
            request.scopes.insert(scope)
        }
        if let key = body.project?.text {
            guard let project = try await store.projectDetail(key) else {
                throw APIFailure.field("project", "There is no such project.")
            }
            request.projectID = project.project.id
        }
        request.contextPrefix = body.contextPrefix ?? ""
        if let text = body.expires {
            guard let end = TokenLife.end(parsing: text, now: store.now()) else {
                throw APIFailure.field("expires", "Say a time to come: 90d or 2030-01-31.")
            }
            request.expires = end
        }
        return request
    }

    static func reply(for refusal: TokenRefusal) -> Reply {
        let failure: APIFailure =
            switch refusal {
            case .notPermitted(let message): APIFailure(.forbidden, message)
            case .invalid(let field, let message): .field(field, message)
            case .missing(let message): APIFailure(.notFound, message)
            }
        return Reply(failure.body, status: failure.status)
    }
}

/// A token without its secret, or with it, once.
struct TokenRepresentation: Representation {
    let token: TokenRecord
    var secret: String?

    func writeFields(to fields: inout FieldWriter) {
        fields.write("id", token.id)
        if let secret { fields.write("token", secret) }
        fields.write("name", token.name)
        fields.write("user", EmbeddedUser(account: token.account))
        fields.write(
            "scopes",
            TokenScope.allCases.filter(token.scopes.contains).map(\.rawValue)
        )
        fields.write("project", token.project?.linkName)
        fields.write("context_prefix", token.contextPrefix)
        fields.write("granted_by", token.grantedBy.map(EmbeddedUser.init))
        fields.write("by_operator", token.isByOperator)
        fields.write("delegated", token.grant.isDelegated)
        fields.write("created", APIDate(token.created))
        fields.write("expires", token.expires.map(APIDate.init))
        fields.write("last_used", token.lastUsed.map(APIDate.init))
    }
}

extension String {
    /// Without blanks and line breaks at both ends.
    fileprivate var trimmedText: String {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
