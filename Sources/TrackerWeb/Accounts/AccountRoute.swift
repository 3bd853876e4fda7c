import HTTPTypes

/// What a URL asks for that is about accounts, mail to people, and the site itself.
package enum AccountRoute: Hashable, Sendable {
    case profile
    case settings
    case ownStyle
    case ownStyleForm
    case passwordChange
    case passwordChanged
    case passwordReset
    /// The page after asking for a new password.
    case passwordMailed
    case passwordLink(account: Int64, key: String)
    case passwordMade
    case link
    case unlink(Int64)
    /// Whether one of the account's addresses gets mail.
    case addressMail(Int64)
    /// The token without a name, as Patchwork has it.
    case generateToken
    case tokens
    case revokeToken(Int64)
    case endSessions
    case register
    case registered
    case confirm(String)
    case stopMail
    case startMail
    /// The page after asking for mail or none.
    case mailSettingsMailed
    case pwclientrc(String)
    case about
    case help
    case submitters
    case delegates

    /// Reads what stands behind `/user/`.
    init?(user parts: ArraySlice<Substring>) {
        let words = Array(parts)
        switch words {
        case []: self = .profile
        case ["settings"]: self = .settings
        case ["style.css"]: self = .ownStyle
        case ["style"]: self = .ownStyleForm
        case ["password-change"]: self = .passwordChange
        case ["password-change", "done"]: self = .passwordChanged
        case ["password-reset"]: self = .passwordReset
        case ["password-reset", "mail-sent"]: self = .passwordMailed
        case ["password-reset", "done"]: self = .passwordMade
        case ["link"]: self = .link
        case ["generate-token"]: self = .generateToken
        case ["tokens"]: self = .tokens
        case ["sessions", "end"]: self = .endSessions
        default: self.init(numbered: words)
        }
    }

    private init?(numbered words: [Substring]) {
        guard words.count > 1, let number = Self.number(words[1]) else { return nil }
        switch (words[0], words.dropFirst(2)) {
        case ("unlink", []): self = .unlink(number)
        case ("mail", []): self = .addressMail(number)
        case ("tokens", ["revoke"]): self = .revokeToken(number)
        case ("password-reset", let rest):
            guard let key = rest.first, rest.count == 1, Self.isKey(key) else { return nil }
            self = .passwordLink(account: number, key: String(key))
        default: return nil
        }
    }

    /// Reads the path of the site's own pages: its first part and what follows.
    init?(first: Substring, rest: ArraySlice<Substring>) {
        switch (first, Array(rest)) {
        case ("register", []): self = .register
        case ("register", ["sent"]): self = .registered
        case ("confirm", let words):
            guard let key = words.first, words.count == 1, Self.isKey(key) else { return nil }
            self = .confirm(String(key))
        case ("mail", ["optout"]): self = .stopMail
        case ("mail", ["optin"]): self = .startMail
        case ("mail", ["sent"]): self = .mailSettingsMailed
        case ("about", []): self = .about
        case ("help", []), ("help", ["about"]), ("help", ["pwclient"]): self = .help
        case ("submitter", []): self = .submitters
        case ("delegate", []): self = .delegates
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .settings, .ownStyleForm, .unlink, .addressMail, .generateToken, .tokens, .revokeToken,
            .endSessions:
            [.post]
        case .passwordChange, .passwordReset, .passwordLink, .link, .register, .confirm, .stopMail,
            .startMail:
            [.get, .head, .post]
        default: [.get, .head]
        }
    }

    /// Whether people see it, so that it says who is signed in.
    var isPage: Bool {
        switch self {
        case .pwclientrc, .help: false
        default: true
        }
    }

    /// Hexadecimal digits, as many as any key of ours or of Patchwork's may have.
    private static func isKey(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
            }
    }

    private static func number(_ text: Substring) -> Int64? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ? Int64(text) : nil
    }
}
