import ArgumentParser
import Foundation
import TrackerModel
import TrackerStore

struct UserToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Give a user a new API token and print it.",
        discussion: """
            The token cannot be shown again: only its digest is stored. Without options it can do all \
            that the user can, and an older one made so stops working.

            With --name there can be many. --scope says what each is good for:
              read          reading
              check:write   posting checks
              state:write   setting the state of patches
              maintainer    all that the user may do
              admin         as maintainer, and what superusers may do for the whole site

            With --project, check:write and state:write need no other right: a robot that tests \
            patches need not be a maintainer.

            Examples:
              curl -H "Authorization: Token $(patchbay user token ada)" http://127.0.0.1:8000/api/users/
              patchbay user token ci-robot --name builds --scope check:write --project widget \\
                  --context-prefix ci- --expires 90d
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The user's name.")
    var username: String

    @Option(help: "Tells the tokens of a user apart.")
    var name: String?

    @Option(
        help: "What the token is good for; may be repeated.",
        transform: Self.scope
    )
    var scope: [TokenScope] = []

    @Option(
        help: ArgumentHelp("The only project in which it may write.", valueName: "link-name")
    )
    var project: String?

    @Option(
        help: ArgumentHelp("What the context of its checks must begin with.", valueName: "text")
    )
    var contextPrefix: String?

    @Option(
        help: ArgumentHelp("Until when it works; else for ever.", valueName: "90d|2030-01-31")
    )
    var expires: String?

    private static func scope(_ text: String) throws -> TokenScope {
        guard let scope = TokenScope(rawValue: text) else {
            let words = TokenScope.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no scope '\(text)', only: \(words)")
        }
        return scope
    }

    func validate() throws {
        let hasOptions =
            !scope.isEmpty || project != nil || contextPrefix != nil || expires != nil
        guard name != nil || !hasOptions else {
            throw ValidationError("--scope, --project, --context-prefix and --expires need --name")
        }
    }

    func run() async throws {
        guard let name else {
            let token = try await site.withStore { try await $0.createToken(username: username) }
            return print(token.text)
        }
        let secret = try await site.withStore { store in
            let request = try await request(named: name, in: store)
            let author = ChangeAuthor(account: nil, way: .commandLine)
            do {
                return try await store.createToken(request, for: username, by: author).secret
            } catch let refusal as TokenRefusal {
                throw CommandFailure(refusal.message)
            }
        }
        print(secret.text)
    }

    private func request(named name: String, in store: Store) async throws -> TokenRequest {
        var request = TokenRequest(
            name: name,
            scopes: scope.isEmpty ? [.maintainer] : Set(scope),
            contextPrefix: contextPrefix ?? ""
        )
        if let project { request.projectID = try await store.projectID(linkName: project) }
        if let expires {
            guard let end = TokenLife.end(parsing: expires, now: store.now()) else {
                throw CommandFailure(
                    "--expires '\(expires)' is no time to come: say 90d or 2030-01-31"
                )
            }
            request.expires = end
        }
        return request
    }
}

struct UserTokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "List the tokens of a user.",
        discussion: """
            Example:
              patchbay user tokens ci-robot --json
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The user's name.")
    var username: String

    @Flag(help: "Print JSON for scripts.")
    var json = false

    private struct TokenJSON: Encodable {
        let id: Int64
        let name: String
        let scopes: [String]
        let project: String?
        let contextPrefix: String
        let grantedBy: String?
        let byOperator: Bool
        let delegated: Bool
        let created: String
        let expires: String?
        let lastUsed: String?

        enum CodingKeys: String, CodingKey {
            case id, name, scopes, project, delegated, created, expires
            case contextPrefix = "context_prefix"
            case grantedBy = "granted_by"
            case byOperator = "by_operator"
            case lastUsed = "last_used"
        }

        init(_ token: TokenRecord) {
            id = token.id
            name = token.name
            scopes = TokenScope.allCases.filter(token.scopes.contains).map(\.rawValue)
            project = token.project?.linkName
            contextPrefix = token.contextPrefix
            grantedBy = token.grantedBy?.username
            byOperator = token.isByOperator
            delegated = token.grant.isDelegated
            created = Timestamp.iso(token.created)
            expires = token.expires.map(Timestamp.iso)
            lastUsed = token.lastUsed.map(Timestamp.iso)
        }
    }

    func run() async throws {
        let tokens = try await site.withStore { try await $0.tokens(username: username) }
        if json { return try Terminal.printJSON(tokens.map(TokenJSON.init)) }
        guard !tokens.isEmpty else { return print("\(username) has no token.") }
        Terminal.printTable(
            [["ID", "NAME", "SCOPES", "PROJECT", "EXPIRES", "LAST USED", "GIVEN BY"]]
                + tokens.map { token in
                    [
                        "\(token.id)", token.name.isEmpty ? "-" : token.name, token.scopes.words,
                        token.project?.linkName ?? "all",
                        token.expires.map(Self.day) ?? "never",
                        token.lastUsed.map(Self.minute) ?? "never",
                        token.grantedBy?.username ?? (token.isByOperator ? "operator" : "-"),
                    ]
                }
        )
    }

    private static func day(_ moment: Int64) -> String { String(Timestamp.iso(moment).prefix(10)) }

    private static func minute(_ moment: Int64) -> String {
        String(Timestamp.iso(moment).prefix(16)).replacing("T", with: " ")
    }
}

struct UserRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a token of a user, at once.",
        discussion: """
            Examples:
              patchbay user revoke ci-robot builds
              patchbay user revoke ci-robot 12          its ID in: patchbay user tokens ci-robot
            """
    )

    @OptionGroup var site: SiteOptions

    @Argument(help: "The user's name.")
    var username: String

    @Argument(help: ArgumentHelp("The token's name or number.", valueName: "name|id"))
    var token: String

    func run() async throws {
        let ended = try await site.withStore { store in
            do {
                return try await store.revokeToken(token, username: username)
            } catch let refusal as TokenRefusal {
                throw CommandFailure(refusal.message)
            }
        }
        print("Token \(ended.id) of \(ended.account.username) does not work any more.")
    }
}
