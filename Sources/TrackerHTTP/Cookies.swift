package import HTTPTypes

/// The cookies of a request (RFC 6265 §4.2).
package struct Cookies: Sendable {
    private let pairs: [(name: Substring, value: Substring)]

    /// More than these are ignored.
    private static let limit = 100

    package init(_ headers: HTTPFields) {
        let header = headers[values: .cookie].joined(separator: "; ")
        pairs = header.split(separator: ";", maxSplits: Self.limit).prefix(Self.limit)
            .compactMap { part in
                let halves = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                return halves.count == 2 ? (halves[0], halves[1]) : nil
            }
    }

    /// The first value of the name that is a secret of ours: 40 hexadecimal digits.
    package func secret(_ name: String) -> String? {
        pairs.first { $0.name == name && Self.isSecret($0.value) }.map { String($0.value) }
    }

    /// The first value of the name.
    package func value(_ name: String) -> String? {
        pairs.first { $0.name == name }.map { String($0.value) }
    }

    /// The first value of the name that is one short word.
    package func word(_ name: String) -> String? {
        value(name).flatMap { word in
            word.utf8.count <= 20 && word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
                ? word : nil
        }
    }

    private static func isSecret(_ text: Substring) -> Bool {
        text.utf8.count == 40
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}

/// A cookie for the browser (RFC 6265 §4.1).
package struct NewCookie: Sendable {
    package static let session = "sessionid"
    package static let csrf = "csrftoken"
    /// Light or dark, for people who want another than their system says.
    package static let theme = "theme"

    let name: String
    package let value: String
    /// In seconds; 0 ends it.
    let life: Int64
    /// Whether scripts are kept from it.
    let isHidden: Bool

    package init(_ name: String, _ value: String, life: Int64, isHidden: Bool) {
        self.name = name
        self.value = value
        self.life = life
        self.isHidden = isHidden
    }

    /// The value of `Set-Cookie`; over `https` the browser must not send it otherwise.
    func text(scheme: String) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(life); SameSite=Lax"
            + (isHidden ? "; HttpOnly" : "") + (scheme == "https" ? "; Secure" : "")
    }
}

extension Answer {
    package mutating func set(_ cookie: NewCookie, scheme: String) {
        headers.append(HTTPField(name: .setCookie, value: cookie.text(scheme: scheme)))
    }
}
